"""Cards on A4: ten a page, village after village, by name; the same texts and the same QR as the picture."""

from __future__ import annotations

from datetime import datetime

from PIL import Image, ImageDraw

from bot.cards.face import Face
from bot.cards.layout import HEIGHT, WIDTH
from bot.cards.sheets import PER_PAGE, Stack, pdf, stacked
from tests.cards.printed import black, pages, said
from tests.cards.qr import read
from tests.cards.test_card_pictures import LONG, face

AT = datetime(2026, 11, 27, 9, 30)


def printed(*stacks: Stack) -> bytes:
    return pdf(stacks, "Kartu, cetakan 1, bagian 1", AT)


def test_one_card_says_what_its_picture_says() -> None:
    one = face(package=("jkk", "jkm", "jht"))
    text = " ".join(said(printed(Stack("Desa Tegal Harum", [one]))))
    for line in one.lines:
        assert line.label in text and line.value in text
    assert one.name in text and one.place in text and one.note in text
    assert "25037654321" not in text and "Desa Tegal Harum · 1/1" in text


def test_the_qr_on_paper_is_the_link() -> None:
    one = face()
    paper = Image.new("L", (2100, 2970), 255)
    for x, y, wide, high in black(printed(Stack("", [one]))):
        ImageDraw.Draw(paper).rectangle(tuple(round(at * 10) for at in (x, y, x + wide, y + high)), 0)
    assert read(paper, (0, 0, 2100, 2970)) == one.link


def test_ten_fill_a_page_and_each_village_begins_one() -> None:
    many = [face(f"NAMA {number:02}") for number in range(21)]
    content = printed(Stack("Satu", many), Stack("Dua", many[:1]), Stack("Tiga", many[:10]))
    assert PER_PAGE == 10 and len(pages(content)) == 3 + 1 + 1
    headings = [text for text in said(content) if text.endswith("/5")]
    assert headings == ["Satu · 1/5", "Satu · 2/5", "Satu · 3/5", "Dua · 4/5", "Tiga · 5/5"]


def test_everything_lies_on_the_page() -> None:
    content = printed(
        Stack("Desa", [face(LONG, payer="province_budget", package=("jkk", "jkm", "jht"))] * 10)
    )
    assert all(0 < one.x < 210 and 0 < one.y < 297 for page in pages(content) for one in page)
    assert all(x > 0 and x + wide < 210 and y > 0 and y + high < 297 for x, y, wide, high in black(content))
    assert 2 * WIDTH < 210 - 20 and 5 * HEIGHT < 297 - 20  # printers leave a centimetre of the edge empty


def test_names_stand_in_order_within_their_village() -> None:
    def named(name: str) -> Face:
        return face(name)

    given = [("A", named("WAYAN")), ("A", named("Ketut")), ("B", named("MADE")), ("B", named("AYU"))]
    found = [(stack.heading, [one.name for one in stack.faces]) for stack in stacked(given)]
    assert found == [("A", ["Ketut", "WAYAN"]), ("B", ["AYU", "MADE"])]


def test_letters_are_those_of_the_picture() -> None:
    assert "Łucja ?? Dharma" in said(printed(Stack("", [face("Łucja بن Ḍharma")])))


def test_the_file_is_small_names_nobody_outside_its_pages_and_is_the_same_again() -> None:
    stack = Stack("Desa", [face(f"NI WAYAN {number}") for number in range(100)])
    content = printed(stack)
    assert len(content) < 300_000 and content == printed(stack)
    assert b"WAYAN" not in content and b"cetakan 1" in content.replace(b"\x00", b"")
