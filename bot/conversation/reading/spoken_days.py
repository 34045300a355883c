"""Finds a day that is told from today: "kemarin", "2 hari lalu", "senin kemarin", "tanggal 5 bulan lalu".

It works on coded text (date_words) and knows no clock: today is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.reading.unread import Unread

_FUTURE = re.compile(r"\b(?:BESOK|LUSA|(?:MINGGU|BULAN|TAHUN|D[0-6]) DEPAN)\b")


@dataclass(frozen=True)
class Day:
    """A day that was found; `night` is last night, perhaps after midnight, `loose` a mere "tadi"."""

    value: date
    sure: bool = True
    night: bool = False
    loose: bool = False


def spoken_day(text: str, today: date) -> Day | None:
    """The day that coded `text` tells from `today`, None where it tells none.

    A day of the week is the last one, a day of the month the last such day. A week ago is seven days, but not
    `sure`. Raises Unread: date_future, date_incomplete ("bulan lalu", "3 bulan lalu").
    """
    if _FUTURE.search(text):
        raise Unread("date_future")
    for pattern, read in _SPOKEN:
        found = pattern.search(text)
        if found:
            return read(found, today)
    return None


def last_such(day: int, month: int, today: date) -> date:
    """The last day and month before or on `today`; raises Unread: date_impossible."""
    for year in range(today.year, today.year - 9, -1):
        found = _real(year, month, day)
        if found and found <= today:
            return found
    raise Unread("date_impossible")


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ago(found: re.Match[str], today: date) -> Day:
    days = int(found["many"]) * (7 if found["unit"] == "MINGGU" else 1)
    return Day(today - timedelta(days), sure=found["unit"] == "HARI")


def _incomplete(found: re.Match[str], today: date) -> Day:
    raise Unread("date_incomplete")


def _before(days: int, **how: bool) -> Callable[[re.Match[str], date], Day]:
    return lambda found, today: Day(today - timedelta(days), **how)


def _monthly(found: re.Match[str], today: date) -> Day:
    """ "tanggal 5" is the last one; "tanggal 5 bulan ini" and "bulan lalu" name the month."""
    months = [_first_of_month(today, back) for back in range(4)]
    named = found["month"] or ""
    if named:
        months = months[:1] if named.endswith("INI") else months[1:2]
    for first in months:
        value = _real(first.year, first.month, int(found["day"]))
        if value and (named or value <= today):
            return Day(value, sure=bool(named or found["past"]))
    raise Unread("date_impossible")


def _first_of_month(today: date, back: int) -> date:
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _weekday(found: re.Match[str], today: date) -> Day:
    """The last such day; "senin minggu lalu" lies in the week before; a night named after it is the eve."""
    weekday = int(found["day"])
    if found["week"]:
        return Day(today - timedelta(today.weekday() + 7 - weekday))
    if found["eve"]:
        return Day(today - timedelta((today.weekday() - weekday + 1) % 7), sure=False)
    back = (today.weekday() - weekday) % 7
    if back == 0 and found["past"]:
        back = 7
    return Day(today - timedelta(back), sure=back > 0)


def _last_sunday(found: re.Match[str], today: date) -> Day:
    return Day(today - timedelta((today.weekday() + 1) % 7), sure=False)  # "minggu" is also a week


_PAST = "(?:LALU|KEMARIN)"
_PATTERNS: tuple[tuple[str, Callable[[re.Match[str], date], Day]], ...] = (
    (rf"\bTGL (?P<day>[0-9]{{1,2}})(?![0-9])(?P<month> BULAN (?:INI|{_PAST}))?(?P<past> {_PAST})?", _monthly),
    (r"\bVAGUE (?:HARI|MINGGU|BULAN|TAHUN)\b", _incomplete),
    (r"[0-9] ?(?:BULAN|TAHUN)(?: LEWAT)?(?: [0-9]{1,3} (?:HARI|MINGGU))? LALU\b", _incomplete),
    (rf"(?<![0-9A-Z-])(?<!- )(?P<many>[0-9]{{1,3}}) ?(?P<unit>HARI|MALAM|MINGGU) (?:LEWAT|{_PAST})\b", _ago),
    (rf"\b(?:BULAN|TAHUN) (?:INI|{_PAST})\b", _incomplete),
    (rf"(?P<eve>\bMALAM )?\bD(?P<day>[0-6])\b ?(?P<week>MINGGU {_PAST})? ?(?P<past>{_PAST})?", _weekday),
    (rf"\bMINGGU {_PAST}\b", _before(7, sure=False)),
    (r"\bKEMARIN DULU\b", _before(2)),
    (r"\b(?:SEMALAM|TADI (?:MALAM|LARUT))\b", _before(1, sure=False, night=True)),
    (r"\bKEMARIN\b", _before(1)),
    (r"\b(?:HARI INI|BARUSAN)\b|\b(?:PAGI|SIANG|SORE|MALAM|SUBUH) INI\b", _before(0)),
    (r"\b(?:JAM|MENIT) LALU\b", _before(0, sure=False)),
    (r"\bTADI\b", _before(0, loose=True)),
    (r"^MINGGU$", _last_sunday),
)
_SPOKEN = tuple((re.compile(pattern), read) for pattern, read in _PATTERNS)
