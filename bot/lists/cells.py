"""What stands in one cell of a list, and the same as text. It does not know what the cell is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite

from bot.conversation.reading.plain import one_line

Cell = str | float | bool | date | time | timedelta  # "" where nothing stands; whole numbers are floats too
Row = Sequence[Cell]

LONGEST = 120  # signs of a cell as it is shown to people
_WHOLE = re.compile(r"[0-9]+\.0")
_SIGNS = "- -- --- — – . .. ... ? x 0 n/a na nihil null none #n/a #ref! #value! #name? kosong"
_WORDS = ("", "tidak ada", "tdk ada", "tidak punya", "tdk punya", "gak ada", "belum ada", "blm ada")
ABSENT = frozenset((*_SIGNS.split(), *_WORDS))


def cleaned(cell: Cell) -> Cell:
    """A text on one line without what can't be seen; no number that is none; all else as it is."""
    if cell.__class__ is not str:
        return "" if isinstance(cell, float) and not isfinite(cell) else cell
    text = str(cell)
    return text.strip() if text.isascii() and text.isprintable() and "  " not in text else one_line(text)


def text_of(cell: Cell) -> str:
    """A cleaned cell as a person sees it: a number without an exponent, a day as 17-08-1985."""
    if cell.__class__ is str:
        return str(cell)
    if isinstance(cell, bool):
        return "v" if cell else ""  # a box that is ticked
    if isinstance(cell, float | int):
        return f"{cell:.0f}" if cell == cell // 1 else f"{cell:.10g}"
    if isinstance(cell, date):
        at = f" {cell:%H:%M}" if isinstance(cell, datetime) and cell.time() != time() else ""
        return f"{cell:%d-%m-%Y}{at}"
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def whole(text: str) -> str:
    """ "81234567890.0" as some programs write a whole number: without the .0 that nobody typed."""
    return text[:-2] if _WHOLE.fullmatch(text) else text


def shown(cell: Cell) -> str:
    """The same, short enough to be shown."""
    text = text_of(cell)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def is_blank(row: Row) -> bool:
    """Nothing stands in the row that could be seen."""
    return not any(cell != "" and (not isinstance(cell, str) or visible(cell)) for cell in row)


def visible(text: str) -> bool:
    stripped = text.strip()
    return stripped != "" and (stripped.isascii() or one_line(stripped) != "")


def says_nothing(text: str) -> bool:
    """ "-", "tidak ada": somebody wrote that there is nothing."""
    return text.lower() in ABSENT
