"""Cases in a browser: the queue by its legal clocks, one case, a paper asked for, a payment; also on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, expect

from bot.app import App
from rules.cases import Case
from rules.officers import Officer
from rules.records import Event
from storage import cases
from tests.browser.seats import WIDE, Sit, done, seats
from tests.browser.test_console_doors import SMALL, fits
from tests.browser.waiting import follow
from tests.console.case_room import accident, day, death
from tests.console.case_room import now as as_it_is
from tests.console.desk import CITY, officer
from tests.console.test_case_pages import papers
from tests.web.site import standing

T = TypeVar("T")
PICTURE = Path(__file__).parents[2] / "docs" / "console-cases.png"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f03"
    "0008fc02fe331b7d720000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, App]]:
    with standing(tmp_path_factory.mktemp("cases")) as found:
        yield found


async def reported(app: App) -> tuple[Officer, Case]:
    """An officer, and a city with some cases; the death of whom the wife has sent a paper."""
    who = await officer(app, "cases", areas=(CITY,))
    one = await death(app, ago=9)
    await accident(app, ago=30)
    await accident(app, ago=24 * 12)
    sent = await death(app, ago=60)
    event = Event("sent", app.clock(), "officer", details={"on": day(app, 40)})
    await app.database.run(lambda tx: cases.happen(tx, app.vault, sent, event, None))
    await papers(app, one, ("picture-1", "death_certificate", PNG), problem="dark")
    return who, one


@pytest.fixture
def seat(visitor: Browser, site: tuple[str, App]) -> Iterator[Sit]:
    with seats(visitor, site) as sit:
        yield sit


def test_a_case_from_the_queue_to_the_payment(site: tuple[str, App], seat: Sit) -> None:
    url, app = site
    who, one = done(reported(app))
    wide = seat(who, WIDE)
    wide.goto(f"{url}/console/cases")
    late = wide.get_by_role("row").filter(has_text="LEWAT")
    assert (
        late.count() == 2 and "Pembayaran oleh kantor cabang" in wide.locator("tbody tr").first.inner_text()
    )
    wide.screenshot(path=PICTURE, animations="disabled", caret="hide")

    page = seat(who, SMALL)
    page.goto(f"{url}/console/cases")
    fits(page)
    follow(page.get_by_role("link", name=one.number))
    fits(page)
    with page.context.expect_page() as opening:  # the paper, in a tab of its own
        page.get_by_role("link", name="Buka lembar 1").click()
    picture = opening.value
    picture.wait_for_load_state()
    assert picture.evaluate("document.contentType") == "image/png"
    picture.close()

    page.get_by_text("Minta surat", exact=True).click()
    page.get_by_label("Surat", exact=True).select_option("Akta kematian")
    page.get_by_label("Kenapa").select_option("yang sudah ada sulit dibaca")
    follow(page.get_by_role("button", name="Minta lewat chat"))
    assert "Suratnya diminta lewat chat." in page.get_by_role("status").inner_text()

    page.get_by_text("Diserahkan kepada kantor cabang", exact=True).first.click()
    follow(page.get_by_role("button", name="Catat penyerahan"))
    page.get_by_text("Sudah dibayar", exact=True).click()
    expect(page.get_by_label("Jumlah yang dibayar")).to_be_visible()
    fits(page)
    page.get_by_label("Jumlah yang dibayar").fill("empat puluh dua juta")
    page.get_by_label("Dibayar kepada").fill("NI MADE AYU")
    follow(page.get_by_role("button", name="Catat pembayaran"))
    assert "angka bulat" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Dibayar kepada").input_value() == "NI MADE AYU"  # still open, and filled in
    fits(page)
    page.get_by_label("Jumlah yang dibayar").fill("42.000.000")
    follow(page.get_by_role("button", name="Catat pembayaran"))
    assert "Dibayar Rp42.000.000." in page.inner_text("main")
    assert done(as_it_is(app, one)).status == "paid"

    follow(page.get_by_role("link", name=re.compile("Lihat percakapan pelapor")))
    fits(page)
    assert page.locator("h1").inner_text() == f"Percakapan tentang {one.number}"
