"""Which months are a period's: a contribution is for a whole month, a period may begin or end within one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from rules.payment import next_month
from rules.programme import Period

DAY = timedelta(1)
Months = tuple[date, date]


def period_of(periods: Sequence[Period], month: date) -> Period | None:
    """The period that pays the month of that first day: the one in which it begins; where it
    begins in none, the first one that has a day of it. None where no period has.
    """
    last = month.replace(day=monthrange(month.year, month.month)[1])
    found = [period for period in periods if period.start <= last and period.until >= month]
    return min(found, key=lambda period: period.start, default=None)


def months_of(periods: Sequence[Period], period: Period) -> Months | None:
    """The first days of the first and of the last month that are a period's; None where it has none.

    No month is two periods', so that nothing is paid twice. `periods`: all of the programme, none overlaps.
    """
    first, last = period.start.replace(day=1), period.until.replace(day=1)
    while first < last and period_of(periods, first) != period:
        first = next_month(first)
    while first < last and period_of(periods, last) != period:
        last = (last - DAY).replace(day=1)
    return (first, last) if period_of(periods, first) == period else None
