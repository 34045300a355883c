"""Draws texts, rules and boxes on the page, in millimetres. Knows nothing of reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.paper.latin import latin
from bot.paper.wrapping import Measure, fitted, wrap

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = "Helvetica"
SIDE = 2.6  # of a box to tick


@dataclass(frozen=True)
class Pen:
    """Every text goes through here and comes out in Latin-1."""

    document: FPDF

    def text(self, x: float, y: float, text: str, size: float, style: str = "") -> None:
        """The text with its baseline at y."""
        self.document.set_font(FONT, style, size)
        self.document.text(x, y, latin(text))

    def measure(self, size: float, style: str = "") -> Measure:
        """How wide texts are in this font."""

        def width(text: str) -> float:
            self.document.set_font(FONT, style, size)
            return self.document.get_string_width(text)

        return width

    def wrapped(self, text: str, width: float, rows: int, size: float, style: str = "") -> list[str]:
        """The text in at most so many rows."""
        return wrap(latin(text), width, rows, self.measure(size, style))

    def fitted(self, text: str, width: float, size: float, style: str = "") -> str:
        """The text in one row."""
        return fitted(latin(text), width, self.measure(size, style))

    def dots(self, x: float, y: float, width: float, size: float) -> None:
        """A dotted line to write on."""
        self.text(x, y, "." * int(width / self.measure(size)(".")), size)

    def rule(self, x: float, y: float, to_x: float, to_y: float, thick: float) -> None:
        """A straight line."""
        self.document.set_line_width(thick)
        self.document.line(x, y, to_x, to_y)

    def frame(self, x: float, y: float, width: float, height: float, thick: float) -> None:
        """An empty rectangle."""
        self.document.set_line_width(thick)
        self.document.rect(x, y, width, height)

    def band(self, x: float, y: float, width: float, height: float) -> None:
        """A light grey ground, that stays light on a copy."""
        self.document.set_fill_color(226)
        self.document.rect(x, y, width, height, style="F")
        self.document.set_fill_color(0)

    def dark(self, x: float, y: float, width: float, height: float) -> None:
        """A black rectangle."""
        self.document.set_fill_color(0)
        self.document.rect(x, y, width, height, style="F")

    def box(self, x: float, y: float, ticked: bool) -> None:
        """A box on the baseline y, with a cross where it is ticked."""
        top = y - SIDE + 0.2
        self.frame(x, top, SIDE, SIDE, 0.2)
        if ticked:
            inset = 0.5
            self.rule(x + inset, top + inset, x + SIDE - inset, top + SIDE - inset, 0.5)
            self.rule(x + inset, top + SIDE - inset, x + SIDE - inset, top + inset, 0.5)
