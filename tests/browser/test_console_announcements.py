"""Announcements on a small telephone: written, seen as each channel shows it, tried in the own chat, sent by another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from bot.announcing import announce
from bot.app import App
from bot.rehearsal.work import done
from rules.officers import Officer
from tests.browser.phone import phone
from tests.browser.seats import done as within
from tests.browser.test_console_doors import SMALL, fits
from tests.browser.waiting import follow, patient
from tests.console.announcement_room import FAST, TEXT
from tests.console.desk import CITY, PASSWORD, now_code, officer
from tests.console.test_registration_pages import registered
from tests.web.site import standing

PICTURE = Path(__file__).parents[2] / "docs" / "console-announcements.png"
# The same picture whenever it is taken, and by whomever.
TIMELESS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data = node.data.replace(/\\w+, \\d+ \\w+ \\d{4} pukul [\\d.]+/g, 'Rabu, 18 November 2026 pukul 09.15')
      .replace(/Petugas petugas-\\d+/g, 'Petugas');
  }
}"""
WIDE: ViewportSize = {"width": 1100, "height": 1320}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, App]]:
    with standing(tmp_path) as found:
        yield found


def log_in(visitor: Browser, url: str, who: Officer) -> Page:
    page = patient(visitor, **SMALL).new_page()
    page.goto(f"{url}/console/login")
    page.locator("#login").fill(who.login)
    page.locator("#password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("#password").press("Enter")
    page.locator("#code").fill(now_code())
    with page.expect_navigation():
        page.locator("#code").press("Enter")
    page.get_by_role("link", name="Pengumuman", exact=True).wait_for()
    return page


def test_written_tried_and_sent(visitor: Browser, site: tuple[str, App]) -> None:
    url, app = site
    people = [within(registered(app)) for _ in range(3)]
    maker, sender = within(officer(app, "verifier", areas=(CITY,))), within(officer(app, "decider"))
    page = log_in(visitor, url, maker)
    follow(page.get_by_role("link", name="Pengumuman", exact=True))
    fits(page)
    follow(page.get_by_role("link", name="Pengumuman baru"))
    follow(page.get_by_role("link", name="1 Desa 100 Pekerja Rentan"))
    fits(page)
    page.get_by_label("menunggu diperiksa").check()
    page.get_by_label("Dalam bahasa Indonesia").fill(TEXT)
    follow(page.get_by_role("button", name="Simpan dan hitung"))
    assert "Orangnya sedang dihitung" in page.inner_text("main")
    within(announce(app, FAST))
    follow(page.get_by_role("link", name="Muat ulang"))
    assert "menunggu dikirim petugas lain" in page.inner_text("main")
    assert page.locator(".screen.whatsapp .bubble").count() == 6  # three in each language
    fits(page)
    here = page.url
    follow(page.get_by_role("button", name="Sambungkan chat saya"))
    fits(page)
    link = page.locator(".secret code").nth(1).inner_text()
    chat = phone(visitor, url)
    chat.open(f"/?start={link.rpartition('=')[2]}")
    assert "Chat ini sekarang dipakai untuk mencoba pengumuman" in chat.tap("Setuju")
    page.goto(here)
    follow(page.get_by_role("button", name="Kirim contoh ke chat saya"))
    within(done(app))
    chat.until(lambda: "Belum dikirim kepada siapa pun" in chat.last)
    assert TEXT in chat.last and "Ketik STOP." in chat.last
    other = log_in(visitor, url, sender)
    other.goto(here)
    other.get_by_text("Kirim", exact=True).click()
    follow(other.get_by_role("button", name="Ya, kirim sekarang"))
    within(announce(app, FAST))
    other.goto(here)
    assert f"terkirim ({len(people)})" in other.inner_text("main")
    fits(other)
    other.set_viewport_size(WIDE)
    other.evaluate(TIMELESS)
    other.screenshot(path=PICTURE, animations="disabled", caret="hide")
    follow(other.get_by_role("link", name=f"terkirim ({len(people)})"))
    assert other.locator("tbody tr").last.inner_text().count("••••") == 2
    for one in (page, other, chat.page):
        one.context.close()
