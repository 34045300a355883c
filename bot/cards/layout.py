"""Where on a card everything stands, in millimetres: the same on a screen and on paper.

The size is that of a bank card. Whatever draws (a `Hand`) measures its own letters; nothing here knows which.
"""

from __future__ import annotations

from typing import Protocol

from bot.cards.face import Face, Line
from bot.paper.wrapping import CUT

WIDTH, HEIGHT = 85.6, 54.0
EDGE = 3.5
HEAD = 11.5
CODE = 25.0  # the QR with the white around it that readers need
BESIDE = WIDTH - CODE - 2 * EDGE  # the column beside it
LABEL = 17.0
NORMAL, SMALL = 8.0, 6.6  # points; the smallest is 10 pixels high on a telephone 360 wide
NAMES = ((11.0, 1), (9.5, 2), (8.0, 2))  # of the name, and on how many rows; the last holds 90 letters
LEADING = 0.4  # millimetres of a row for a point of its letters
STEP = 3.6


class Hand(Protocol):
    """What draws. Lengths in millimetres, sizes of letters in points, `y` of a text is its baseline."""

    def text(self, x: float, y: float, text: str, size: float, style: str = "") -> None: ...

    def wrapped(self, text: str, width: float, rows: int, size: float, style: str = "") -> list[str]: ...

    def fitted(self, text: str, width: float, size: float, style: str = "") -> str: ...

    def head(self, x: float, y: float, width: float, height: float) -> None:
        """The ground of the heading."""

    def on_head(self, x: float, y: float, text: str, size: float, style: str = "") -> None:
        """A text on that ground."""

    def code(self, content: str, x: float, y: float, side: float) -> None:
        """A QR with its white border."""


def draw(hand: Hand, face: Face, x: float = 0, y: float = 0) -> None:
    """The card, its upper left corner at x, y."""
    hand.head(x, y, WIDTH, HEAD)
    room = WIDTH - 2 * EDGE
    hand.on_head(x + EDGE, y + 5, hand.fitted(face.title, room, 9.5, "B"), 9.5, "B")
    hand.on_head(x + EDGE, y + 9.2, hand.fitted(face.place, room, 7.5), 7.5)
    bottom = _name(hand, face.name, x + EDGE, y + HEAD, room)
    for line in face.lines:
        bottom = _line(hand, line, x + EDGE, bottom)
    hand.code(face.link, x + WIDTH - CODE - EDGE / 2, y + HEIGHT - CODE - EDGE / 2, CODE)
    note = hand.wrapped(face.note, BESIDE, 2, SMALL)
    for below, text in zip(range(len(note) - 1, -1, -1), note, strict=True):
        hand.text(x + EDGE, y + HEIGHT - 2 - below * 2.6, text, SMALL)


def _name(hand: Hand, name: str, x: float, y: float, room: float) -> float:
    """As large as it can be without being cut; the baseline of its last row."""
    for size, most in NAMES:
        rows = hand.wrapped(name, room, most, size, "B")
        if not rows or not rows[-1].endswith(CUT):
            break
    y += 5 - LEADING * size
    for row in rows:
        y += LEADING * size
        hand.text(x, y, row, size, "B")
    return y


def _line(hand: Hand, line: Line, x: float, y: float) -> float:
    """The label, and beside it what it says; the baseline of its last row."""
    hand.text(x, y + STEP + 0.4, hand.fitted(line.label, LABEL, SMALL), SMALL)
    style = "B" if line.bold else ""
    for row in hand.wrapped(line.value, BESIDE - LABEL, line.rows, NORMAL, style):
        y += STEP
        hand.text(x + LABEL, y + 0.4, row, NORMAL, style)
    return y
