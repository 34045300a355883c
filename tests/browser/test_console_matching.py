"""Matching at the console on a small telephone: a file out, its answers in, what the page of a person then says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from playwright.sync_api import Browser, Page
from python_calamine import CalamineWorkbook

from bot.app import App
from console.cookies import NAME
from rules.officers import Area
from storage import officer_sessions
from storage.statement import Tx
from tests.browser.looks import OVERFLOWING
from tests.browser.seats import done
from tests.browser.test_console_doors import SMALL, fits
from tests.browser.waiting import follow, patient
from tests.console.desk import officer
from tests.console.matching_room import worked
from tests.matching.scene import CITY, file, registered
from tests.web.site import standing

T = TypeVar("T")
PICTURE = Path(__file__).parents[2] / "docs" / "console-matching.png"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, App]]:
    with standing(tmp_path) as found:
        yield found


def beside(work: Callable[[], Awaitable[T]]) -> T:
    """Done where the program runs: the browser's loop runs in this thread."""
    return done(work())


async def seat(app: App, *roles: str) -> str:
    """The cookie of an officer of the city who is logged in."""
    who = await officer(app, *roles, areas=(Area("city", CITY),))

    def begin(tx: Tx) -> str:
        details = {"agent": "test", "address": "127.0.0.1"}
        return officer_sessions.begin(tx, app.vault, who.id, "full", details, app.clock())

    return await app.database.run(begin)


def at(visitor: Browser, site: tuple[str, App], *roles: str) -> Page:
    """A page of a logged-in officer."""
    url, app = site
    context = patient(visitor, **SMALL, accept_downloads=True)
    context.add_cookies([{"name": NAME, "value": beside(lambda: seat(app, *roles)), "url": url}])
    return context.new_page()


def test_a_file_goes_out_and_its_answers_are_advice(visitor: Browser, site: tuple[str, App]) -> None:
    url, app = site
    more = {"heir_name": "BASO", "heir_phone": "+6281234567777"}
    (one, facts), (dead, other) = beside(lambda: registered(app, 2, **more))
    page = at(visitor, site, "verifier")
    page.goto(f"{url}/console/matching")
    fits(page)
    follow(page.get_by_role("button", name="Buat berkas pertanyaan").first)
    assert "Masih dikerjakan" in page.inner_text("main")
    assert beside(lambda: worked(app)) == ["matching_out"]
    follow(page.get_by_role("link", name="Lihat lagi"))
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh berkas pertanyaan").click()
    sheet = CalamineWorkbook.from_path(str(download.value.path())).get_sheet_by_index(0).to_python()
    assert {row[1] for row in sheet[1:]} == {facts["nik"], other["nik"]}

    follow(page.get_by_role("link", name="Kembali ke pencocokan"))
    answers = file(["NIK", "Kode", "Hasil Nama", "Hasil Ibu Kandung", "Tgl Meninggal"],
                   [facts["nik"], "00", "Sesuai (100)", "Tidak Sesuai", ""],
                   [other["nik"], "11", "Sesuai (100)", "", "02-05-2026"])  # fmt: skip
    page.locator("#source").select_option("population")
    page.locator("#file").set_input_files(
        files={"name": "jawaban.xlsx", "mimeType": "application/octet-stream", "buffer": answers}
    )
    follow(page.get_by_role("button", name="Masukkan"))
    assert beside(lambda: worked(app)) == ["matching_in"]
    follow(page.get_by_role("link", name="Lihat lagi"))
    assert "Diterima" in page.inner_text("main")
    fits(page)

    page.goto(f"{url}/console/registrations?matched=look")
    assert page.evaluate(OVERFLOWING) == []
    follow(page.get_by_role("link", name=one.number))
    fits(page)
    part = page.locator("section", has=page.locator("#match-population"))
    assert "Perlu dilihat" in part.inner_text() and "Tidak ada" not in part.inner_text()
    part.screenshot(path=PICTURE, animations="disabled", caret="hide")
    page.goto(f"{url}/console/registrations/{dead.id}")
    assert "santunan yang belum diambil" in page.inner_text("main")
    fits(page)
    page.context.close()

    page = at(visitor, site, "cases")
    page.goto(f"{url}/console/")
    follow(page.get_by_role("link", name="meninggal menurut Dukcapil"))
    fits(page)
    follow(page.get_by_role("button", name="Tampilkan"))
    assert "+6281234567777" in page.inner_text("main")
    page.get_by_label("Tindak lanjut").select_option("told")
    follow(page.get_by_role("button", name="Simpan"))
    assert "Dicatat" in page.inner_text("main") and other["name"] not in page.inner_text("main")
    page.context.close()
