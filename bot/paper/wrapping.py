"""Breaks texts into rows of a width and cuts what does not fit. How wide a text is, is asked of `measure`."""

from __future__ import annotations

from collections.abc import Callable

Measure = Callable[[str], float]
CUT = "..."  # the ellipsis is no letter of Latin-1
LONGEST = 200  # characters a row can never hold; what is beyond is not measured


def wrap(text: str, width: float, rows: int, measure: Measure) -> list[str]:
    """At most `rows` rows, none wider than `width`; the last one ends with dots where text is left out."""
    found: list[str] = []
    rest = text[: LONGEST * rows].strip()
    while rest and len(found) < rows:
        row = rest[: _room(rest, width, measure)]
        found.append(row.strip())
        rest = rest[len(row) :].strip()
    if found and (rest or len(text.strip()) > LONGEST * rows):
        found[-1] = _cut(found[-1], width, measure)
    return found


def fitted(text: str, width: float, measure: Measure) -> str:
    """The text in one row of the width, cut with dots where it is longer."""
    return "".join(wrap(text, width, 1, measure))


def _room(text: str, width: float, measure: Measure) -> int:
    """How many characters go into a row: whole words, or a part of one that is wider than the row."""
    fits = _fits(text, width, measure)
    if fits == len(text) or text[fits] == " ":
        return fits
    space = text.rfind(" ", 0, fits)
    return space if space > 0 else fits


def _fits(text: str, width: float, measure: Measure) -> int:
    """The longest beginning that is not wider, at least one character: halving, as widths only grow."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= width else (low, middle - 1)
    return low


def _cut(row: str, width: float, measure: Measure) -> str:
    while row and measure(row + CUT) > width:
        row = row[:-1].rstrip()
    return row + CUT
