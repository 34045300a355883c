"""The five founding programmes at their real size, as a mayor sees them: on a telephone, on a desk, printed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.test_console_doors import PASSWORD, SMALL, code, fits, link, secret
from tests.browser.waiting import follow, patient
from tests.real_size import FOUNDING, KEY
from tests.web.program import Program

PICTURE = Path(__file__).parents[2] / "docs" / "console-reports.png"
DESK: ViewportSize = {"width": 1000, "height": 1180}
BLACK = """
() => Array.from(document.querySelectorAll('svg .there')).filter(bar => bar.getBBox().width)
  .map(bar => getComputedStyle(bar).fill).filter(colour => colour !== 'rgb(0, 0, 0)')
"""


@pytest.fixture(scope="module")
def cities(real_size: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program on the data of all five."""
    folder = tmp_path_factory.mktemp("cities")
    (folder / "var").mkdir()
    shutil.copy(real_size / "payung.db", folder / "var" / "payung.db")
    made = Program(folder, settings={"PAYUNG_DATA_KEY": KEY})
    made.start()
    yield made
    made.stop()
    assert "Traceback" not in made.log


@pytest.fixture
def mayor(visitor: Browser, cities: Program) -> Iterator[Page]:
    """An officer of all five, logged in, without any script."""
    context = patient(visitor, **SMALL, java_script_enabled=False)
    page = context.new_page()
    address = link(cities, "ibu.walikota", "--name", "Ibu Wali Kota", "--role", "viewer")
    page.goto(address)
    page.locator("#code").fill(address.rpartition("#")[2])
    for field in ("#password", "#again"):
        page.locator(field).fill(PASSWORD)
    follow(page.get_by_role("button", name="Lanjut"))
    page.locator("#code").fill(code(secret(page)))
    follow(page.get_by_role("button", name="Masuk"))
    yield page
    context.close()


def test_five_cities_on_a_telephone_on_a_desk_and_on_paper(mayor: Page, cities: Program) -> None:
    follow(mayor.get_by_role("link", name="Laporan bulanan", exact=True))
    assert mayor.locator("h1").inner_text() == "Laporan bulanan"
    rows = mayor.locator("#beside tbody tr")
    assert rows.count() == 5 and mayor.locator("#beside svg rect.there").count() == 5
    fits(mayor)
    for size in FOUNDING:
        mayor.goto(f"{cities.url}/console/reports?programme={size.programme}")
        assert mayor.locator("#districts svg rect.there").count() >= 4
        fits(mayor)
    mayor.goto(f"{cities.url}/console/reports?programme=denpasar")
    follow(mayor.locator("#districts tbody a").first)
    assert mayor.locator("#villages tbody tr").count() == 4
    fits(mayor)
    follow(mayor.get_by_role("button", name="Buat PDF"))
    assert "Laporannya sudah jadi" in mayor.inner_text("main")
    with mayor.expect_download() as download:
        mayor.locator("#made a").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    mayor.set_viewport_size(DESK)
    mayor.goto(f"{cities.url}/console/reports")
    mayor.screenshot(path=PICTURE, animations="disabled", caret="hide")
    mayor.emulate_media(media="print")
    assert mayor.evaluate(BLACK) == []
    assert not mayor.locator("#made").is_visible() and not mayor.locator("nav").first.is_visible()
    assert mayor.pdf().startswith(b"%PDF")
