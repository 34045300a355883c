"""The months that can be reported on. Local dates in, moments in milliseconds out; no clock of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from rules.figures import Month
from rules.payment import next_month
from rules.programme import Programme

WRITTEN = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
EARLIEST = 2015  # the year in which the tables of contributions begin
Local = Callable[[int], datetime]


def clock_of(alone: Programme | None, local: Local) -> Local:
    """A report of one programme goes by the time of its city; several side by side by one that is given."""
    return alone.local if alone else local


def month_of(written: str, now: int, local: Local) -> Month | None:
    """The month of "2026-11" as it is at `now`; None for what is no month, lies ahead or before 2015."""
    found, today = WRITTEN.fullmatch(written), local(now).date()
    if not found or int(found[1]) < EARLIEST:
        return None
    first = date(int(found[1]), int(found[2]), 1)
    if first > today:
        return None
    after = next_month(first)
    last = min(today, after - timedelta(days=1))
    return Month(first, last, _moment(first, now, local), _moment(after, now, local))


def current(now: int, local: Local) -> Month:
    """The month that runs."""
    found = month_of(f"{local(now):%Y-%m}", now, local)
    if found is None:
        raise ValueError("the clock stands before 2015")
    return found


def offered(programmes: Iterable[Programme], now: int, local: Local) -> list[str]:
    """The months in which one of the programmes runs, or did, and the one that runs; the newest first."""
    this = current(now, local).first
    found = {this}
    for period in (period for programme in programmes for period in programme.periods):
        day = period.start.replace(day=1)
        while day <= min(period.until, this):
            found.add(day)
            day = next_month(day)
    return [f"{day:%Y-%m}" for day in sorted(found, reverse=True)]


def _moment(day: date, now: int, local: Local) -> int:
    """Midnight of a local day, in milliseconds."""
    zone = local(now).tzinfo
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)
