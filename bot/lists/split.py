"""A NIK that was written in two parts: in two cells side by side, or with a space somewhere in a line.

The parts are joined only where together they are exactly one NIK, of a place and a day that there are, and
nothing else in the row could be meant; the change is named. A digit is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.conversation.reading.nik import LENGTH
from bot.conversation.reading.unread import Unread
from bot.lists.cells import Cell, Row, cleaned, text_of
from bot.lists.layout import Layout
from bot.lists.readers import Readers

Parts = tuple[str, str]
JOINED = "nik_joined"  # the mark beside the NIK of a row, and the change that is named
FEWEST = 4  # digits of a part: fewer may count rows or people
_PART = re.compile(rf"[0-9]{{{FEWEST},{LENGTH - FEWEST}}}")
_NUMBERS = re.compile(r"(?<![0-9.,/+\-])[0-9]+(?![0-9.,/\-])")
_PHONE = re.compile(r"(?:08|628)[0-9]{8,11}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def of_cells(row: Row, cells: Mapping[str, Cell], found: Layout, readers: Readers) -> str:
    """Both parts, where they stand in the column of the NIK and in one beside it without a title; else ""."""
    ours = found.columns.get("nik", ())
    if not found.headed or not ours or len(text_of(cells.get("nik", ""))) == LENGTH:
        return ""
    first = sorted({at for one in ours for at in (one - 1, one) if at >= 0})
    theirs = found.headed.difference(ours)
    pairs = [(_text(row, at), _text(row, at + 1)) for at in first if theirs.isdisjoint((at, at + 1))]
    return " ".join(_only(pairs, readers))


def of_line(line: str, readers: Readers) -> str:
    """The line with the NIK in one piece, where two numbers of it are one; else ""."""
    numbers = list(_NUMBERS.finditer(line))
    if any(len(number[0]) == LENGTH for number in numbers):
        return ""
    side_by_side = [
        (first, second)
        for first, second in pairwise(numbers)
        if line[first.end() : second.start()].strip() == ""
    ]
    parts = _only([(first[0], second[0]) for first, second in side_by_side], readers)
    if not parts:
        return ""
    start, end = next(pair for pair in side_by_side if (pair[0][0], pair[1][0]) == parts)
    return f"{line[: start.start()]}{''.join(parts)}{line[end.end() :]}"


def _only(pairs: Sequence[Parts], readers: Readers) -> Parts | tuple[()]:
    """The two that make a NIK; none where they do not, or where two others are as long together."""
    long_enough = [pair for pair in pairs if len("".join(pair)) == LENGTH and all(map(_PART.fullmatch, pair))]
    return long_enough[0] if len(long_enough) == 1 and _is_nik(*long_enough[0], readers) else ()


def _is_nik(first: str, second: str, readers: Readers) -> bool:
    """Neither is something by itself, and the place and the day that they tell together are known."""
    if _PHONE.fullmatch(first) or _PHONE.fullmatch(second) or _YEAR.fullmatch(second):
        return False
    try:
        return readers.nik(first + second).known_regency
    except Unread:
        return False


def _text(row: Row, at: int) -> str:
    """The digits of a cell as they stand there; spaces between them do not count."""
    text = text_of(cleaned(row[at])) if at < len(row) else ""
    return text.replace(" ", "").removeprefix("'")
