"""Cards from choosing to the sheet on paper, and the page its QR leads to, on a small telephone without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from bot.cards.picture import drawn
from tests.browser.looks import OVERFLOWING
from tests.browser.test_console_doors import PASSWORD, SMALL, code, fits, link, secret, typed
from tests.browser.waiting import done_at_last, follow, patient
from tests.cards.printed import black, said
from tests.cards.qr import read
from tests.cards.test_card_pictures import face
from tests.web.program import Program

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def phone(visitor: Browser, program: Program) -> Iterator[Page]:
    """A small page that runs no script."""
    context = patient(visitor, **SMALL, java_script_enabled=False)
    made = context.new_page()
    yield made
    context.close()


@pytest.fixture
def page(visitor: Browser, program: Program) -> Iterator[Page]:
    context = patient(visitor, **SMALL)
    made = context.new_page()
    yield made
    context.close()


def link_on(sheet: bytes) -> str:
    """What the QR of the first card holds, read from what would be black on paper."""
    paper = Image.new("L", (2100, 2970), 255)
    for x, y, wide, high in black(sheet):
        left, top, right, bottom = (round(at * 10) for at in (x, y, x + wide, y + high))
        ImageDraw.Draw(paper).rectangle((left, top, right, bottom), 0)
    return read(paper, (0, 0, 2100, 2970))


def test_cards_are_printed_and_their_qr_is_checked(page: Page, phone: Page, program: Program) -> None:
    page.goto(link(program, "ketut.pemeriksa", "--role", "verifier"))
    typed(page, PASSWORD, PASSWORD)
    page.locator("#code").fill(code(secret(page)))
    follow(page.get_by_role("button", name="Masuk"))
    follow(page.get_by_role("link", name="Kartu", exact=True))
    fits(page)
    page.get_by_label("Program", exact=True).select_option("denpasar")
    follow(page.get_by_role("button", name="Hitung"))
    expect(page.get_by_text("1 kartu, paling sedikit 1 halaman")).to_be_visible()
    fits(page)
    page.screenshot(path=DOCS / "console-cards.png", full_page=True, animations="disabled", caret="hide")
    follow(page.get_by_role("button", name="Buat lembar kartu"))
    part, again = (page.get_by_role("link", name=name) for name in ("Bagian 1 (PDF)", "Lihat lagi"))
    done_at_last(part, lambda: follow(again))
    expect(page.get_by_text("Jadi: 1 dari 1 kartu.")).to_be_visible()
    fits(page)
    with page.expect_download() as taken:
        part.click()
    sheet = Path(taken.value.path()).read_bytes()
    assert taken.value.suggested_filename.endswith("-001.pdf") and "NI WAYAN SARI" in said(sheet)
    path = urlsplit(link_on(sheet)).path
    phone.goto(program.url + path)
    assert "Berlaku" in phone.inner_text("main") and "WAYAN" not in phone.content()
    assert phone.locator("h1").inner_text() == "Pemeriksaan kartu"
    phone.goto(f"{program.url}{path[:-1]}0")
    assert "Tidak berlaku" in phone.inner_text("main")
    page.goto(program.url + path)  # with script, for what measures
    assert page.evaluate(OVERFLOWING) == []
    (DOCS / "card.png").write_bytes(drawn(face()))
