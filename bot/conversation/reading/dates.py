"""Reads a day, or a day with its time, as people tell them. It knows no clock: today and now are given.

The parts: date_words (spellings), written_dates and spoken_days (days), hours (times).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.conversation.reading.date_words import coded
from bot.conversation.reading.hours import DAY, HOUR, Clock, Moment, bare_time, moment, part_of_day, told_time
from bot.conversation.reading.plain import LONGEST, one_line
from bot.conversation.reading.spoken_days import Day, spoken_day
from bot.conversation.reading.unread import Unread
from bot.conversation.reading.written_dates import day_without_year, is_part, written_day

_AGO = re.compile(r"(?<![0-9.,\-])(?P<many>[0-9]{1,3})? ?(?P<half>SETENGAH )?(?P<unit>JAM|MENIT) LALU\b")
_HOURS_BEFORE = re.compile(r"(?P<hours>[0-9]{1,3}) JAM (?:LEWAT )?$")
_WEEKDAY = re.compile(r"\bD([0-6])\b")
_OR = re.compile(r"\batau\b")
_NIGHT = frozenset(("MALAM", "LARUT", "DINI", "SUBUH", None))


@dataclass(frozen=True)
class DateRead:
    """A day; `sure` is False where it should be asked back."""

    value: date
    sure: bool


@dataclass(frozen=True)
class DateTimeRead:
    """A local time to the minute, without a zone; `sure` is False where it should be asked back."""

    value: datetime
    sure: bool


@dataclass(frozen=True)
class _Seen:
    day: Day | None
    clock: Clock | None
    part: str | None
    text: str


def read_date(text: str, today: date, *, birth: bool = False, youngest: int = 15) -> DateRead:
    """The one day in `text`, written (17-8-80, 170880, "17 agt 1980") or told from `today` ("kemarin").

    With `birth` a two-digit year lies in the century that makes the person `youngest` or older, and nothing
    is told from today. Raises Unread: date_unread, date_incomplete (no day, or a birth without its year),
    date_impossible, date_future.
    """
    seen = _seen(text, today, birth, youngest)
    if seen.day is None:
        raise _nothing(seen.text)
    if seen.day.value > today:
        raise Unread("date_future")
    return DateRead(seen.day.value, _sure(seen))


def read_datetime(text: str, now: datetime) -> DateTimeRead:
    """The one time in `text` at or before `now`; both are local, a zone of `now` is ignored.

    A time without a day is today's, or yesterday's where it is still to come. An hour that may be of either
    half of the day is read as told and not `sure`; so is a mere "tadi pagi". Raises Unread: date_unread,
    date_incomplete (also a day without a time), date_impossible, date_future.
    """
    now = now.replace(tzinfo=None, second=0, microsecond=0)
    seen = _seen(text, now.date(), birth=False, youngest=0, bare=True)
    at = moment(seen.clock, _part(seen))
    if seen.clock is None and (ago := _ago(seen.text, now)):
        return DateTimeRead(ago, sure=True)
    if at is None:
        raise _nothing(seen.text) if seen.day is None else Unread("date_incomplete")
    value, sure = _placed(at, seen, now)
    return DateTimeRead(value, sure and at.sure and not _OR.search(seen.text))


def _seen(text: str, today: date, birth: bool, youngest: int, bare: bool = False) -> _Seen:
    line = one_line(text).lower()
    if len(line) > LONGEST:
        raise Unread("date_unread")
    line = coded(line)
    clock, rest = told_time(line)
    day, rest = written_day(rest, today, birth=birth, youngest=youngest)
    if bare and clock is None:
        clock, rest = bare_time(rest)
    if day is None and not birth:
        day = day_without_year(rest, today) or spoken_day(rest, today)
    return _Seen(day, clock, part_of_day(line), line)


def _nothing(text: str) -> Unread:
    return Unread("date_incomplete" if is_part(text) else "date_unread")


def _sure(seen: _Seen) -> bool:
    """Not where two days are offered, or where the weekday that is named does not fit."""
    day = seen.day
    named = _WEEKDAY.search(seen.text)
    fits = day is None or named is None or "MALAM" in seen.text or int(named[1]) == day.value.weekday()
    return day is not None and day.sure and fits and not _OR.search(seen.text)


def _part(seen: _Seen) -> str | None:
    """Last night's hours are of the night, if no part of the day is named."""
    if seen.part is None and seen.day and seen.day.night:
        return "MALAM"
    return seen.part


def _ago(text: str, now: datetime) -> datetime | None:
    """ "barusan", "2 jam lalu", "1 setengah jam lalu", "1 jam 15 menit lalu"."""
    found = _AGO.search(text)
    if not found or not (found["many"] or found["half"]):
        return now if "BARUSAN" in text else None
    unit = HOUR if found["unit"] == "JAM" else 1
    minutes = int(found["many"] or 0) * unit + (unit // 2 if found["half"] else 0)
    before = _HOURS_BEFORE.search(text[: found.start()])
    return now - timedelta(minutes=minutes + (int(before["hours"]) * HOUR if before else 0))


def _placed(at: Moment, seen: _Seen, now: datetime) -> tuple[datetime, bool]:
    """The time on its day, never after `now`, and whether the day is sure."""
    day = seen.day
    if day is None or day.loose or (day.night and seen.part in _NIGHT):
        value, sure = _latest(at, now, today_only=at.rough and day is not None and day.loose)
        return value, sure and (day is None or _named(day, value, seen))
    if day.value > now.date():
        raise Unread("date_future")
    value = _on(day.value, at.minutes)
    if value > now and at.minutes >= DAY:
        value -= timedelta(days=1)
    if value > now and at.rough and day.value == now.date():
        value = now
    if value > now:
        raise Unread("date_future")
    early = seen.part == "MALAM" and at.minutes < 5 * HOUR
    return value, _sure(seen) and at.minutes < DAY and not early


def _named(day: Day, value: datetime, seen: _Seen) -> bool:
    """ "tadi" is of today; "semalam jam 8" without "malam" is any time of yesterday in Banjarmasin."""
    return seen.part is not None if day.night else value.date() == day.value


def _latest(at: Moment, now: datetime, today_only: bool) -> tuple[datetime, bool]:
    """The last such time; "tadi pagi" said before seven is now."""
    for back in range(3):
        value = _on(now.date() - timedelta(back), at.minutes)
        if value <= now:
            return value, True
        if today_only and at.minutes < DAY:
            return now, False
    raise Unread("date_future")


def _on(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)
