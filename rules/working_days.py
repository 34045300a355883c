"""Working days in Indonesia: no Saturday, no Sunday, no public holiday. Knows no office's own closing days.

The moon's holidays of coming years are estimates until the government names them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5


def is_working_day(day: date, closed: Collection[date] = ()) -> bool:
    """Whether an office works on a day; `closed` are further days on which it does not, as joint leave."""
    return day.weekday() < SATURDAY and not is_public_holiday(day) and day not in closed


def is_public_holiday(day: date) -> bool:
    """Whether a day is a public holiday of Indonesia; joint leave is none."""
    return day in _holidays()


def working_day_from(day: date, closed: Collection[date] = ()) -> date:
    """The day itself where it is a working day, else the next that is one."""
    while not is_working_day(day, closed):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int, closed: Collection[date] = ()) -> date:
    """The last of `count` working days after a day, which itself is not counted."""
    for _ in range(count):
        day = working_day_from(day + timedelta(days=1), closed)
    return day


@cache
def _holidays() -> HolidayBase:
    """The library's calendar; it is loaded here, because loading it takes a fifth of a second."""
    from holidays import country_holidays

    return country_holidays("ID")
