"""Finds the time of day in coded text (date_words): "JAM 5 PAGI", "SETENGAH 6", "17.30", "TADI PAGI".

It knows no date: an hour is minutes from the start of some day, and "jam 12 malam" is the end of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.conversation.reading.date_words import PARTS
from bot.conversation.reading.unread import Unread

HOUR, DAY = 60, 24 * 60

_SHIFT = r"(?: (?P<way>LEWAT|KURANG)(?: (?P<by>[0-9]{1,2}|SEPEREMPAT)(?![0-9])(?: MENIT)?)?)?"
_OTHERS = r"(?! ?(?:JAM|MENIT|HARI|MINGGU|BULAN|TAHUN|[MW][0-9]|[-/.:]))"
_PART = "|".join(PARTS)
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\b(?:JAM|PUKUL) )?\b(?P<half>SETENGAH) (?P<h>[0-9]{{1,2}})(?![0-9]){_OTHERS}{_SHIFT}",
        rf"\b(?P<word>JAM|PUKUL) ?[.:]? ?(?P<h>[0-9]{{1,2}})(?P<m>[0-9]{{2}})(?![0-9]){_SHIFT}",
        rf"\b(?P<word>JAM|PUKUL) ?[.:]? ?(?P<h>[0-9]{{1,2}})[ .:](?P<m>[0-9]{{2}})(?![0-9]){_OTHERS}",
        rf"\b(?P<word>JAM|PUKUL) ?[.:]? ?(?P<h>[0-9]{{1,2}})(?![0-9])(?! MENIT){_SHIFT}",
        r"(?<![0-9:])(?P<h>[0-9]{1,2}) ?: ?(?P<m>[0-9]{2})(?: ?: ?[0-9]{2}(?:\.[0-9]{1,6})?)?(?![0-9])",
        rf"(?<![0-9A-Za-z./:\-])(?<![-/] )(?<!TGL )(?P<h>[01]?[0-9]|2[0-4])(?= (?:{_PART})\b(?! LALU))",
    )
)
_BARE = re.compile(r"(?<![0-9.])(?P<h>[0-9]{1,2})\.(?P<m>[0-9]{2})(?![0-9])(?!\.[0-9])")
_SPOKEN_PART = re.compile(rf"\b(?:{_PART})\b")
_LATER = {  # the hours that mean the second half of the day
    "ZUHUR": range(1, 4),
    "SIANG": range(1, 7),
    "ASAR": range(1, 7),
    "SORE": range(1, 9),
    "MAGRIB": range(1, 9),
    "ISYA": range(1, 12),
    "MALAM": range(5, 12),
    "LARUT": range(9, 12),
    "PM": range(1, 12),
}
_ODD = {"SIANG": range(7, 10), "SORE": range(9, 13), "MALAM": range(5, 6), "PAGI": range(12, 13)}
_ROUGHLY = {  # where only a part of the day is told; whoever asks must settle it
    "DINI": 2, "SUBUH": 5, "PAGI": 7, "ZUHUR": 12, "SIANG": 13, "ASAR": 16, "SORE": 16, "MAGRIB": 18,
    "ISYA": 19, "MALAM": 20, "LARUT": 24,
}  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """An hour as told, `full` if by the clock of 24 hours; `shift` is in minutes; told `many` times."""

    hour: int
    minute: int
    full: bool
    shift: int = 0
    many: int = 1


@dataclass(frozen=True)
class Moment:
    """Minutes from the start of a day, 1440 and more being the night after it; `rough`: no hour was told."""

    minutes: int
    sure: bool
    rough: bool = False


def told_time(text: str) -> tuple[Clock | None, str]:
    """The time in coded `text` that can't be part of a date, and the text without it."""
    for pattern in _TOLD:
        found = list(pattern.finditer(text))
        if found:
            return _clock(found[0], len(found)), pattern.sub(" ", text)
    return None, text


def bare_time(text: str) -> tuple[Clock | None, str]:
    """The same for "17.30", which may be part of a date as long as dates have not been taken out."""
    found = list(_BARE.finditer(text))
    return (_clock(found[0], len(found)), _BARE.sub(" ", text)) if found else (None, text)


def part_of_day(text: str) -> str | None:
    """The first part of a day in coded `text`, such as PAGI."""
    found = _SPOKEN_PART.search(text)
    return found[0] if found else None


def moment(clock: Clock | None, part: str | None) -> Moment | None:
    """The time that an hour and a part of the day make, None without either.

    Raises Unread: date_impossible (no such hour).
    """
    if clock is None:
        return Moment(_ROUGHLY[part] * HOUR, sure=False, rough=True) if part in _ROUGHLY else None
    if clock.hour > 24 or clock.minute > 59:
        raise Unread("date_impossible")
    minutes = _hour(clock.hour, part) * HOUR + clock.minute + clock.shift
    usual = clock.hour not in _ODD.get(part or "", ())
    return Moment(max(minutes, 0), (clock.full or (part is not None and usual)) and clock.many == 1)


def _hour(hour: int, part: str | None) -> int:
    if hour in _LATER.get(part or "", ()):
        return hour + 12
    if hour != 12:
        return hour
    return {"MALAM": 24, "LARUT": 24, "PAGI": 0, "DINI": 0, "SUBUH": 0, "AM": 0}.get(part or "", 12)


def _clock(found: re.Match[str], many: int) -> Clock:
    told = found.groupdict()
    minute = told.get("m")
    two_digits = len(told["h"]) == 2 and minute is not None and told.get("word") != "JAM"
    hour = int(told["h"])
    full = hour > 12 or told["h"].startswith("0") or two_digits
    return Clock(hour, int(minute or 0), full and "half" not in told, _shift(told), many)


def _shift(told: dict[str, str | None]) -> int:
    by = told.get("by") or "0"
    minutes = 15 if by == "SEPEREMPAT" else int(by)
    back = -30 if told.get("half") else 0
    return back + (-minutes if told.get("way") == "KURANG" else minutes)
