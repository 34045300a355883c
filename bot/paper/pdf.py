"""Draws a sheet as a PDF of exactly one A4 page with the PDF's own fonts. Knows no report and no rule."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from bot.conversation.words import Words
from bot.paper.form import Sheet

if TYPE_CHECKING:
    from fpdf import FPDF

    from bot.paper.pen import Pen

TOP, HEAD, GAP = 11.0, 30.0, 3.0


def pdf(sheet: Sheet, words: Words) -> bytes:
    """The page; the same sheet gives the same bytes. About the report its metadata say the number alone."""
    from bot.paper.body import draw_body  # and with it the library, which takes long to come
    from bot.paper.foot import BOTTOM, draw_foot, height_of_foot
    from bot.paper.pen import Pen

    document = _empty(sheet, words.language.code)
    pen = Pen(document)
    _head(pen, sheet, words)
    draw_body(pen, sheet.sections, HEAD, BOTTOM - height_of_foot(sheet) - GAP)
    draw_foot(pen, sheet, words)
    return bytes(document.output())


def _empty(sheet: Sheet, language: str) -> FPDF:
    """A page without breaks. The clock's time is kept as read, so that no time zone changes the bytes."""
    from fpdf import FPDF

    document = FPDF(format="A4")
    document.set_auto_page_break(False)
    document.set_title(sheet.number)
    document.set_producer("Payung")
    document.set_lang(language)
    document.set_creation_date(sheet.reported.replace(tzinfo=UTC))
    document.add_page()
    return document


def _head(pen: Pen, sheet: Sheet, words: Words) -> None:
    """What report it is; right of it the code of the form, as the official ones have it."""
    from bot.paper.body import LEFT, PAD, SMALL, WIDTH

    right, width = LEFT + WIDTH, 44.0
    pen.text(LEFT, TOP + 6, sheet.title, 15, "B")
    for place, row in enumerate(pen.wrapped(words("subtitle"), WIDTH - width - 6, 2, SMALL + 1)):
        pen.text(LEFT, TOP + 11.5 + place * 3.8, row, SMALL + 1)
    pen.frame(right - width, TOP, width, 14, 0.3)
    pen.text(right - width + PAD, TOP + 4, words("form"), SMALL)
    pen.text(right - width + PAD, TOP + 10.5, sheet.form, 13, "B")
    pen.rule(LEFT, HEAD - 3, right, HEAD - 3, 0.6)
