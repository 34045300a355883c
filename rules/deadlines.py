"""Until when something must be done, by the dated table deadlines.toml. No clock; knows no claim."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from rules.dated import find, table
from rules.working_days import working_days_after


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment, in the time zone it was asked with, and the regulation it comes from."""

    rule: str
    until: datetime
    regulation: str


def deadline(rule: str, since: datetime, closed: Collection[date] = ()) -> Deadline:
    """The end of `accident_report`, `phase_two_report`, `jkk_payment`, `jkm_payment` or `claim_expiry`.

    `since` is a moment with a time zone: the accident, the doctor's word, the complete papers. `closed` are
    days on which the branch office does not work besides public holidays. Days and years end with the day.
    Raises ValueError for a moment without a time zone and `NoRate` where the table has no such rule then.
    """
    if since.tzinfo is None:
        raise ValueError("A deadline needs a moment with its time zone.")
    row = find(table("deadlines"), rule, since.date())
    return Deadline(rule, COUNTED[row.unit](since, row.whole, closed), row.regulation)


def kept(deadline: Deadline, at: datetime) -> bool:
    """Whether a moment (with a time zone) is not after the last one."""
    return at <= deadline.until


def _hours(since: datetime, hours: int, closed: Collection[date]) -> datetime:
    """Real hours, also where clocks change."""
    return (since.astimezone(UTC) + timedelta(hours=hours)).astimezone(since.tzinfo)


def _working_days(since: datetime, days: int, closed: Collection[date]) -> datetime:
    return _end(working_days_after(since.date(), days, closed), since)


def _years(since: datetime, years: int, closed: Collection[date]) -> datetime:
    """29 February ends on 28 February: nobody is told a day too many."""
    day = since.date()
    leap = (day.month, day.day) == (2, 29)
    return _end(day.replace(year=day.year + years, day=28 if leap else day.day), since)


def _end(day: date, since: datetime) -> datetime:
    return datetime.combine(day, time.max, tzinfo=since.tzinfo)


COUNTED: Mapping[str, Callable[[datetime, int, Collection[date]], datetime]] = MappingProxyType(
    {"hours": _hours, "working_days": _working_days, "years": _years}
)
