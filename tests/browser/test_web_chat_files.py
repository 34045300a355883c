"""Files of ours in the page: a picture as a picture, a document as a link."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from bot.channels.web_browser import COOKIE
from bot.conversation.messages import File
from bot.delivery.channel import system_clock
from bot.keys import data_keys
from bot.settings import Bare
from storage.documents import Shelf
from storage.open import open_database
from storage.vault import Vault
from tests.browser.looks import CONTRASTS, OVERFLOWING
from tests.browser.phone import Phone, phone
from tests.browser.voice import listen, told
from tests.browser.waiting import PATIENCE
from tests.web.program import Program
from tests.web.replies import PDF, png, written

EXAMPLE = ("contoh-foto-ktp.png", "photo", png(1200, 800))
TALL = ("contoh-tinggi.png", "photo", png(300, 2400))
REPORT = ("Laporan bulanan Kelurahan Sungai Miai Kota Banjarmasin Agustus 2026.pdf", "document", PDF)
TEXT = "Fotonya seperti contoh ini.\n\nSudah jelas?"
SHOWN = "(image => image.complete && image.naturalWidth > 0)(document.querySelector('.bot img'))"
BOX = "(node => { const box = node.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; })"


# Done when the page has heard of it: it is told that something was scrolled before it draws the next time.
TO_THE_END = """() => new Promise(done => {
  document.getElementById('log').scrollTop = 99999;
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Runs beside the loop of Playwright, which has this thread."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result(PATIENCE)


def brings(program: Program, phone: Phone, name: str, kind: str, content: bytes) -> None:
    """Another process of the bot writes a reply with a file; returns when the page shows it."""
    (token,) = (one["value"] for one in phone.context.cookies() if one["name"] == COOKIE)
    folder = program.folder / "var"
    settings = Bare(data_dir=folder, database_url=f"sqlite:///{folder / 'payung.db'}")
    vault = Vault(*data_keys(settings, demo=True))
    file = File(name, kind, f"shelf:{Shelf(folder / 'documents', vault).put(content)}")

    async def write() -> None:
        database = await open_database(settings.database_url)
        await database.run(written(vault, token, TEXT, file, system_clock()))
        await database.close()

    before = phone.replies.count()
    apart(write())
    phone.until(lambda: phone.replies.count() > before)
    phone.settle()


@pytest.fixture(params=["light", "dark"])
def mobile(visitor, program: Program, request) -> Iterator[Phone]:
    """A phone that has said hello."""
    one = phone(visitor, program.url, color_scheme=request.param, reduced_motion="reduce")
    one.open()
    one.write("halo")
    yield one
    assert one.troubles == []
    for asked in one.requests:
        assert asked.url.startswith((program.url, "data:", "blob:")), asked.url
    one.context.close()


def fits(phone: Phone) -> None:
    """Everything is within the screen, and can be read."""
    assert phone.page.evaluate(OVERFLOWING) == []
    weak = [one for one in phone.page.evaluate(CONTRASTS) if one["ratio"] < one["needs"]]
    assert weak == []


@pytest.mark.parametrize("example", [EXAMPLE, TALL], ids=["wide", "tall"])
def test_a_picture_is_seen_whole_within_its_bubble(mobile, program, example):
    brings(program, mobile, *example)
    mobile.until(lambda: bool(mobile.page.evaluate(SHOWN)))
    image = mobile.page.locator(".bot img")
    assert (image.get_attribute("alt"), image.get_attribute("loading")) == (example[0], "lazy")
    left, top, right, bottom = image.evaluate(BOX)
    around = mobile.page.locator(".bubble.bot").last.evaluate(BOX)
    assert around[0] <= left and right <= around[2] and around[1] <= top and bottom <= around[3]
    wide, high = image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    scale = min((right - left) / wide, (bottom - top) / high)
    assert scale * wide > 30 and bottom - top < 568 * 0.61
    assert mobile.last.startswith("Fotonya seperti contoh ini.")
    fits(mobile)


def test_what_is_asked_beneath_a_picture_is_still_in_view(mobile, program):
    """It was not known how high the picture would be before it came."""
    mobile.page.evaluate(TO_THE_END)
    brings(program, mobile, *EXAMPLE)
    mobile.until(lambda: bool(mobile.page.evaluate(SHOWN)))
    mobile.until(lambda: mobile.chip("Ya").evaluate(BOX)[3] <= mobile.page.locator("#form").evaluate(BOX)[1])


def test_a_document_is_a_link_with_its_name_large_enough_for_a_thumb(mobile, program):
    brings(program, mobile, *REPORT)
    link = mobile.page.get_by_role("link", name=REPORT[0])
    left, top, right, bottom = link.locator(".file").evaluate(BOX)
    assert bottom - top >= 44 and right - left > 100
    address = str(link.get_attribute("href"))
    assert re.fullmatch(r"/chat/files/\d+", address)
    assert mobile.page.request.get(mobile.url + address).body() == PDF
    fits(mobile)


def test_a_file_is_opened_in_a_page_of_its_own_by_keyboard(mobile, program):
    brings(program, mobile, *EXAMPLE)
    link = mobile.page.locator(".bot a").last
    link.focus()
    assert mobile.page.evaluate("document.activeElement.querySelector('img').alt") == EXAMPLE[0]
    with mobile.context.expect_page() as opened:
        mobile.page.keyboard.press("Enter")
    expect(opened.value.locator("img")).to_be_visible()
    mobile.until(lambda: opened.value.evaluate("document.images[0].naturalWidth") == 1200)
    opened.value.close()


def test_a_file_is_told_to_whoever_listens(mobile, program):
    listen(mobile)
    brings(program, mobile, *REPORT)
    assert f"Foto atau file: {REPORT[0]}. Fotonya seperti contoh ini." in told(mobile)


def test_a_file_is_still_there_after_a_reload(mobile, program):
    brings(program, mobile, *EXAMPLE)
    mobile.reload()
    mobile.until(lambda: bool(mobile.page.evaluate(SHOWN)))
    assert mobile.page.locator(".bot img").get_attribute("alt") == EXAMPLE[0]
