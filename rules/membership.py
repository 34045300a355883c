"""How long somebody has been a member. Days are local dates; no clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def completed_months(since: date, on: date) -> int:
    """Whole months of the calendar from a day to another; below zero before it.

    Who began on a day a month does not have completes that month on its last day.
    """
    last = monthrange(on.year, on.month)[1]
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < min(since.day, last))
