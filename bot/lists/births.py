"""A birth date as it stands in a list, with the other days it may have been meant for. The NIK decides
between them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.conversation.reading.unread import Unread
from bot.lists.cells import Cell, says_nothing, text_of, whole
from bot.lists.readers import Readers
from bot.lists.words import DITTO

FIRST = date(1899, 12, 30)  # day 0 of Excel, as its year 1900 has a day too many (since 1 March 1900)
EARLIER_BY = 1462  # days: workbooks of the first Macintosh count from 1904
SERIALS = range(3_000, 60_000)  # days that somebody alive may have been born on
YEARS = range(1900, 2100)
_NUMERIC = re.compile(r"(?<![0-9])([0-9]{1,2}) ?[-/. ] ?([0-9]{1,2}) ?[-/. ] ?([0-9]{4}|[0-9]{2})(?![0-9])")
_FIRST_DIGIT = re.compile(r"[0-9]")
_LEADING = re.compile(r"(?:,|/|-|;|\(|\b(?:tgl|tanggal|tg|pada))[ .]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Birth:
    """`value`: the day as it reads, `turned`: day and month changed places to read it at all; `swapped`: the
    day with both exchanged; `others`: the same day written in another way of counting. `year`: nothing but a
    year.
    """

    value: date | None = None
    turned: bool = False
    swapped: date | None = None
    others: tuple[date, ...] = ()
    year: int | None = None
    unread: bool = False

    @property
    def told(self) -> bool:
        return self.value is not None or self.year is not None


NONE = Birth()


def birth_of(cells: Mapping[str, Cell], readers: Readers) -> tuple[Birth, str, str]:
    """The birth date of a line, how it was typed, and the place that stands before it."""
    if "birth" in cells:
        cell, place = cells["birth"], ""
    elif "place_birth" in cells:
        place, cell = _apart(cells["place_birth"])
    else:
        place, cell = "", _of_parts(cells)
    return read_birth(cell, readers), text_of(cell), place


def read_birth(cell: Cell, readers: Readers) -> Birth:
    """What one cell tells; `unread` where something stands in it that is no day."""
    if isinstance(cell, str):
        text = text_of(cell)
        known = readers.births.get(text)
        if known is None:
            known = readers.births[text] = _read_text(text, readers)
        return known
    if isinstance(cell, datetime):
        return _of_day(cell.date())
    if isinstance(cell, date):
        return _of_day(cell)
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _number(cell, readers)
    return Birth(unread=True)


def _read_text(text: str, readers: Readers) -> Birth:
    return NONE if says_nothing(text) or text in DITTO else _written(whole(text), readers)


def _apart(cell: Cell) -> tuple[str, Cell]:
    """ "Denpasar, 17-08-1985": the place, and the day behind it."""
    if not isinstance(cell, str):
        return "", cell
    text = text_of(cell)
    digit = _FIRST_DIGIT.search(text)
    if not digit:
        return ("", "") if says_nothing(text) or text in DITTO else (text.strip(" ,/-."), "")
    place = text[: digit.start()]
    while place != (shorter := _LEADING.sub("", place.rstrip(" .'"))):
        place = shorter
    return place.strip(" ,/-.'"), text[digit.start() :]


def _of_parts(cells: Mapping[str, Cell]) -> str:
    """Day, month and year in columns of their own; a year alone is something too."""
    parts = [text_of(cells.get(f"birth_{part}", "")) for part in ("day", "month", "year")]
    return "-".join(parts) if all(parts) else parts[2]


def _written(text: str, readers: Readers) -> Birth:
    if text.isdigit():
        return _digits(text, readers)
    try:
        value = readers.birth(text).value
    except Unread:
        return Birth(unread=True)
    found = _NUMERIC.search(text)
    if found is None:
        return _of_day(value)
    first, second = int(found[1]), int(found[2])
    return Birth(value, turned=second > 12, swapped=_exchanged(value) if first != second else None)


def _digits(text: str, readers: Readers) -> Birth:
    """A year, a count of days, or a day without anything between its parts."""
    if len(text) == 4 and int(text) in YEARS:
        return Birth(year=int(text))
    try:
        value = readers.birth(text).value
    except Unread:
        value = None
    counted = _counted(int(text)) if len(text) == 5 else ()
    if value is None and counted:
        return Birth(counted[0], others=counted[1:])
    swapped = _exchanged(value) if value else None
    return Birth(value, swapped=swapped, others=counted, unread=value is None)


def _number(value: float, readers: Readers) -> Birth:
    """A number is a count of days where it may be one; else the digits of a day that lost its first 0."""
    days = int(value)
    if days in YEARS and days == value:
        return Birth(year=days)
    if days not in SERIALS:
        readable = days == value and days > 0
        return _digits(text_of(value).zfill(6), readers) if readable else Birth(unread=True)
    first, *others = _counted(days)
    if written := _digits(f"{days:06}", readers).value:
        others.append(written)
    return Birth(first, swapped=_exchanged(first), others=tuple(others))


def _counted(days: int) -> tuple[date, ...]:
    if days not in SERIALS:
        return ()
    return FIRST + timedelta(days), FIRST + timedelta(days + EARLIER_BY)


def _of_day(value: date) -> Birth:
    """A day whose parts nobody can mistake, but for a program that was told otherwise."""
    return Birth(value, swapped=_exchanged(value))


def _exchanged(day: date) -> date | None:
    """Day and month in each other's place; None where that is no other day."""
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)
