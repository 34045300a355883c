"""Somebody at the web chat and an officer at the console, side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.phone import Phone
from tests.browser.test_console_doors import PASSWORD, code, fits, link, page, secret, typed
from tests.browser.waiting import follow
from tests.web.program import Program

__all__ = ["page"]
PICTURE = Path(__file__).parents[2] / "docs" / "console-threads.png"


def test_a_person_asks_and_an_officer_answers(
    page: Page, program: Program, fresh: Callable[..., Phone]
) -> None:
    person = fresh()
    person.open()
    person.begin()
    person.write("petugas")
    assert "nomor" in person.write("kartu saya hilang waktu banjir, bagaimana?")

    page.goto(link(program, "ketut.ayu", "--name", "Ketut Ayu", "--role", "cases"))
    typed(page, PASSWORD, PASSWORD)
    page.locator("#code").fill(code(secret(page)))
    follow(page.get_by_role("button", name="Masuk"))
    follow(page.get_by_role("link", name="Pertanyaan", exact=True))
    fits(page)
    follow(page.locator("table a").last)
    assert "kartu saya hilang" in page.inner_text("main")
    page.get_by_text("Jawaban siap pakai").click()
    follow(page.get_by_role("link", name="Kartu", exact=True))
    expect(page.locator("#text")).to_have_value(re.compile("ketik KARTU"))
    fits(page)
    page.screenshot(path=PICTURE, animations="disabled", caret="hide", full_page=True)
    page.locator("#text").fill("Tidak apa-apa, Bu. Perlindungannya tetap jalan.")
    follow(page.get_by_role("button", name="Kirim", exact=True))
    assert "Jawaban dikirim." in page.inner_text("main")
    person.until(lambda: "Perlindungannya tetap jalan" in person.last)

    person.send("oh syukurlah, terima kasih")
    person.until(lambda: person.own[-1] == "oh syukurlah, terima kasih")
    person.settle()
    follow(page.get_by_role("link", name="Muat ulang percakapan"))
    assert "oh syukurlah" in page.inner_text("main")
    page.get_by_text("Tutup pertanyaan").click()
    follow(page.get_by_role("button", name="Ya, tutup"))
    assert "ditutup" in page.inner_text("main")
    person.until(lambda: "sudah menutup pertanyaan" in person.last)
