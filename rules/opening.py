"""When an office is open: days of the week with their hours, and public holidays. Pure; knows no office.

Every moment is local: the caller brings it in the office's own time, and gets the answer in the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rules.working_days import is_public_holiday

FURTHEST = 60  # days looked ahead: longer than any row of holidays
DAYS = 7


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open on a day of the week (0 is Monday, 6 Sunday) from `start` until `end`, which is not included."""

    day: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Hours:
    """`spans` in the order of the week, several a day where there is a break. `on_holidays`: open on public
    holidays too; `holidays`: what the office says of them, in its own words, by language ("id", "en").
    """

    spans: tuple[Span, ...]
    on_holidays: bool = False
    holidays_id: str = ""
    holidays_en: str = ""

    def holidays(self, language: str) -> str:
        """The office's words about holidays; Indonesian where that language is not written."""
        return (self.holidays_en if language == "en" else "") or self.holidays_id

    def on(self, day: date) -> tuple[Span, ...]:
        """The hours of one day; empty where the office is closed."""
        if not self.on_holidays and is_public_holiday(day):
            return ()
        return tuple(span for span in self.spans if span.day == day.weekday())


def open_at(hours: Hours, at: datetime) -> bool:
    """Does somebody answer at this local moment? The last minute of a day is not one of its hours."""
    return any(span.start <= at.time() < span.end for span in hours.on(at.date()))


def next_opening(hours: Hours, at: datetime) -> datetime | None:
    """From when on somebody answers, as a local moment: `at` itself while it is open; None where it never
    is, or not in the next two months.
    """
    return next((max(at, opens) for opens, closes in _ahead(hours, at) if closes > at), None)


def next_closing(hours: Hours, at: datetime) -> datetime | None:
    """Until when somebody answers, as a local moment; None while it is closed."""
    return next((closes for opens, closes in _ahead(hours, at, 0) if opens <= at < closes), None)


def _ahead(hours: Hours, at: datetime, furthest: int = FURTHEST) -> Iterator[tuple[datetime, datetime]]:
    """The times that it is open, from the day of `at` on."""
    for days in range(furthest + 1):
        day = at.date() + timedelta(days)
        for span in sorted(hours.on(day)):
            yield (
                datetime.combine(day, span.start, at.tzinfo),
                datetime.combine(day, span.end, at.tzinfo),
            )
