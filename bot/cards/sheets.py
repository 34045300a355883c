"""Cards on A4 sheets, ten a page, to be printed and cut; each village begins a page, in the order of names.

Slow to import (its library writes PDF), and slow: never on the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from fpdf import FPDF

from bot.cards.face import Face
from bot.cards.layout import HEIGHT, WIDTH, draw
from bot.cards.letters import FILES, FONTS, written
from bot.paper.foot import draw_code
from bot.paper.pen import Pen
from bot.paper.wrapping import Measure, fitted, wrap

ACROSS, DOWN = 2, 5
LEFT, TOP = (210 - ACROSS * WIDTH) / 2, (297 - DOWN * HEIGHT) / 2
PER_PAGE = ACROSS * DOWN
HEADING = 8.0
FAMILY = "card"
CUT = 0.1  # millimetres of the line along which one cuts


@dataclass(frozen=True)
class Stack:
    """The cards of one village; `heading` stands above each of its pages, outside the cards."""

    heading: str
    faces: Sequence[Face]


def pdf(stacks: Sequence[Stack], title: str, made: datetime) -> bytes:
    """The sheets; the same cards at the same moment give the same bytes. The metadata name nobody."""
    document = FPDF(format="A4")
    document.set_auto_page_break(False)
    for style, file in FILES.items():
        document.add_font(FAMILY, style, FONTS / file)
    document.set_title(title)
    document.set_producer("Payung")
    document.set_lang("id")
    document.set_creation_date(made.replace(tzinfo=UTC))
    pages = [page for stack in stacks for page in _pages(stack)]
    for number, (heading, faces) in enumerate(pages, 1):
        document.add_page()
        _page(Hand(document), f"{heading} · {number}/{len(pages)}", faces)
    return bytes(document.output())


def stacked(faces: Sequence[tuple[str, Face]]) -> list[Stack]:
    """Faces with the heading of their village, which stand together, as stacks in the order of names."""
    found = [(heading, [face for _, face in some]) for heading, some in groupby(faces, lambda one: one[0])]
    return [Stack(heading, sorted(some, key=lambda face: face.name.casefold())) for heading, some in found]


def _pages(stack: Stack) -> Iterator[tuple[str, Sequence[Face]]]:
    for start in range(0, len(stack.faces), PER_PAGE):
        yield stack.heading, stack.faces[start : start + PER_PAGE]


def _page(hand: Hand, heading: str, faces: Sequence[Face]) -> None:
    hand.text(LEFT, TOP - 4, hand.fitted(heading, ACROSS * WIDTH, HEADING), HEADING)
    for place, face in enumerate(faces):
        x, y = LEFT + place % ACROSS * WIDTH, TOP + place // ACROSS * HEIGHT
        draw(hand, face, x, y)
        hand.frame(x, y, WIDTH, HEIGHT, CUT)


class Hand(Pen):
    """Draws on paper, where a dark ground would only cost ink. Its letters are those of the pictures, and lie
    in the file, so that it looks the same wherever it is printed.
    """

    def text(self, x: float, y: float, text: str, size: float, style: str = "") -> None:
        self.document.set_font(FAMILY, style, size)
        self.document.text(x, y, written(text))

    def measure(self, size: float, style: str = "") -> Measure:
        def width(text: str) -> float:
            self.document.set_font(FAMILY, style, size)
            return self.document.get_string_width(text)

        return width

    def wrapped(self, text: str, width: float, rows: int, size: float, style: str = "") -> list[str]:
        return wrap(written(text), width, rows, self.measure(size, style))

    def fitted(self, text: str, width: float, size: float, style: str = "") -> str:
        return fitted(written(text), width, self.measure(size, style))

    def head(self, x: float, y: float, width: float, height: float) -> None:
        self.band(x, y, width, height)

    def on_head(self, x: float, y: float, text: str, size: float, style: str = "") -> None:
        self.text(x, y, text, size, style)

    def code(self, content: str, x: float, y: float, side: float) -> None:
        draw_code(self, content, x, y, side)
