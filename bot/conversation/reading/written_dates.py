"""Finds a date that is written out: 17-8-1980, "17 M08 80", 17081980, 1980-08-17. It works on coded text.

The order is day, month, year, as in Indonesia; only a date that can't be read so is read otherwise, and then
it is not `sure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.conversation.reading.nik import age
from bot.conversation.reading.spoken_days import Day, last_such
from bot.conversation.reading.unread import Unread

EARLIEST = 1900
OLDEST_SURE = 90  # years; a two-digit year of birth that makes someone older is asked back
_NEAR = 10  # years ahead within which two digits mean a year to come, not one of the last century

_JOIN = re.compile(r"(?<=[0-9])(?<!D[0-6]) (?:TGL |BULAN |TAHUN )+(?=[0-9MW])")
_YEAR = r"(?P<y>[0-9]{4}|[0-9]{2})(?![0-9])(?! ?[:][0-9])"
_GAP = r"[ ./,\-]{0,3}"
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9A-Z])(?P<y>[0-9]{4}) ?[-/.] ?(?P<m>[0-9]{1,2}) ?[-/.] ?(?P<d>[0-9]{1,2})(?![0-9])",
        rf"(?<![0-9A-Z])(?P<d>[0-9]{{1,2}}){_GAP}(?P<word>[MW])(?P<m>[0-9]{{2}}){_GAP}{_YEAR}(?! ?\.[0-9])",
        rf"(?P<word>[MW])(?P<m>[0-9]{{2}}){_GAP}(?P<d>[0-9]{{1,2}})(?![0-9]){_GAP}(?P<y>[0-9]{{4}})(?![0-9])",
        rf"(?<![0-9A-Z])(?P<d>[0-9]{{1,2}}) ?(?P<sep>[-/._,|\\]) ?(?P<m>[0-9]{{1,2}}) ?(?P=sep) ?{_YEAR}",
        r"(?<![0-9A-Z])(?P<d>[0-9]{1,2})[ ./,\-]{1,3}(?P<m>[0-9]{1,2})[ ./,\-]{1,3}(?P<y>[0-9]{4})(?![0-9])",
        rf"^(?:TGL )?(?P<d>[0-9]{{1,2}}) (?P<m>[0-9]{{1,2}}) {_YEAR}$",
    )
)
_COMPACT = re.compile(r"(?<![0-9A-Z])[0-9]{6,8}(?![0-9])")
_TIMES = r"(?! ?(?:JAM|MENIT|HARI|MINGGU|BULAN|TAHUN))"
_NO_YEAR = (
    re.compile(r"(?<![0-9A-Z])(?P<d>[0-9]{1,2})[ ./\-]{0,3}(?P<word>[MW])(?P<m>[0-9]{2})\b"),
    re.compile(rf"(?<![0-9A-Z/.\-])(?P<d>[0-9]{{1,2}}) ?[-/.] ?(?P<m>[0-9]{{1,2}})(?![0-9/.\-]){_TIMES}"),
    re.compile(r"\bTGL (?P<d>[0-9]{1,2}) BULAN (?P<m>[0-9]{1,2})(?![0-9])"),
)
_PART = re.compile(r"\b[MW][0-9]{2}\b|(?<![0-9A-Z])(?:19|20)[0-9]{2}(?![0-9])|\bTAHUN [0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class Written:
    """The numbers of a date as written, and how much is certain of how they were read."""

    day: int
    month: int
    year: str
    sure: bool = True


def written_day(text: str, today: date, *, birth: bool, youngest: int) -> tuple[Day | None, str]:
    """The one date with a year in coded `text` (None where there is none), and the text without it.

    Raises Unread: date_impossible, date_unread (two dates).
    """
    text = _JOIN.sub(" ", text)
    for pattern in _WRITTEN:
        found = list(pattern.finditer(text))
        if found:
            return _one([_written(match) for match in found], today, birth, youngest), pattern.sub(" ", text)
    compact = [_compact(match[0]) for match in _COMPACT.finditer(text)]
    day = _one(compact, today, birth, youngest) if compact else None
    return day, _COMPACT.sub(" ", text)


def day_without_year(text: str, today: date) -> Day | None:
    """The last "17 M08", "17/8" or "TGL 17 BULAN 8" up to `today`; the year is a guess, so not `sure`."""
    for pattern in _NO_YEAR:
        found = pattern.search(text)
        if found:
            return Day(last_such(int(found["d"]), int(found["m"]), today), sure=False)
    return None


def is_part(text: str) -> bool:
    """Does coded `text` hold a month or a year, if no whole date?"""
    return any(pattern.search(text) for pattern in (_PART, *_NO_YEAR))


def _written(found: re.Match[str]) -> Written:
    sure = found.groupdict().get("word") != "W"
    return Written(int(found["d"]), int(found["m"]), found["y"], sure)


def _one(all_written: list[Written], today: date, birth: bool, youngest: int) -> Day:
    days = {}
    for written in all_written:
        day = _day(written, today, birth, youngest)
        days[day.value] = day
    if len(days) > 1:
        raise Unread("date_unread")
    return days.popitem()[1]


def _day(written: Written, today: date, birth: bool, youngest: int) -> Day:
    """The real date; day and month change places only where nothing else is possible."""
    orders = ((written.day, written.month, written.sure), (written.month, written.day, False))
    for day, month, sure in orders:
        for value in _values(day, month, written.year, today):
            years = age(value, today)
            if len(written.year) == 4:
                return Day(value, sure)
            if years >= youngest if birth else value.year <= today.year + _NEAR:
                return Day(value, sure and years <= OLDEST_SURE)
    raise Unread("date_impossible")


def _values(day: int, month: int, year: str, today: date) -> Iterator[date]:
    """The real dates such a year may mean, the latest first: two digits are of this century or the last."""
    century = today.year // 100 * 100
    years = (int(year),) if len(year) == 4 else (century + int(year), century + int(year) - 100)
    for each in years:
        try:
            value = date(each, month, day)
        except ValueError:
            continue
        if each >= EARLIEST:
            yield value


def _compact(digits: str) -> Written:
    """Digits without separators: ddmmyyyy, ddmmyy, or else the year first; seven have lost a zero."""
    if len(digits) == 7:
        return _seven(digits)
    usual = Written(int(digits[:2]), int(digits[2:4]), digits[4:])
    turned = Written(int(digits[-2:]), int(digits[-4:-2]), digits[:-4], sure=len(digits) == 8)
    return turned if _possible(turned) and not _possible(usual) else usual


def _seven(digits: str) -> Written:
    first = Written(int(digits[:1]), int(digits[1:3]), digits[3:], sure=False)
    second = Written(int(digits[:2]), int(digits[2:3]), digits[3:], sure=False)
    possible = [written for written in (first, second) if _possible(written)]
    if len(possible) != 1:
        raise Unread("date_unread")
    return possible[0]


def _possible(written: Written) -> bool:
    """A real day of a year from 1900 on (two digits: of a leap year at least)."""
    year = int(written.year) if len(written.year) == 4 else 2000
    try:
        date(year, written.month, written.day)
    except ValueError:
        return False
    return year >= EARLIEST
