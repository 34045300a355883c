"""Which months are a period's: a contribution is for a whole month, a period may begin or end within one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rules.payment import next_month
from rules.programme import Period

DAY = timedelta(1)
Months = tuple[date, date]


def period_of(periods: Sequence[Period], month: date) -> Period | None:
    """The period that has most days of the month of that first day, the earlier one of two that have as many.

    None where no period has a day of it.
    """
    found = sorted(periods, key=lambda period: (-_shared(period, month), period.start))
    return found[0] if found and _shared(found[0], month) else None


def months_of(periods: Sequence[Period], period: Period) -> Months | None:
    """The first days of the first and of the last month that are a period's; None where it has none.

    No month is two periods', so that nothing is paid twice. `periods`: all of the programme, none overlaps.
    """
    month, found = period.start.replace(day=1), []
    while month <= period.until:
        if period_of(periods, month) == period:
            found.append(month)
        month = next_month(month)
    return (found[0], found[-1]) if found else None


def _shared(period: Period, month: date) -> int:
    """How many days of the month lie in the period."""
    first, last = max(period.start, month), min(period.until, next_month(month) - DAY)
    return max(0, (last - first).days + 1)
