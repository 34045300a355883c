"""What the contributions of a period cost, by the months that are paid; and what is left of its budget.

A membership is paid month by month from its first paid day: paid from 15 March until 14 June it is three
months, of which each counts for the period in which it begins.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from rules.periods import period_of
from rules.programme import Period, Programme
from rules.reckoning import price


@dataclass(frozen=True)
class Span:
    """So many memberships, paid from one day until another (both included) by one payer for one package."""

    paid_from: date
    paid_until: date
    payer: str
    package: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Paid:
    """One month of a period (its first day): the membership months that begin in it, and their rupiah."""

    month: date
    memberships: int
    rupiah: int


@dataclass(frozen=True)
class Budget:
    """`months` are those that the programme's payer pays, `others` the rupiah that somebody else does.

    `known` is the budget of the period in rupiah, None where nobody has told it: then nothing is left of it
    either.
    """

    period: Period
    months: tuple[Paid, ...] = field(default=())
    others: int = 0

    @property
    def known(self) -> int | None:
        return self.period.budget

    @property
    def used(self) -> int:
        return sum(one.rupiah for one in self.months)

    @property
    def left(self) -> int | None:
        return None if self.known is None else self.known - self.used


def budget_of(programme: Programme, period: Period, spans: Iterable[Span]) -> Budget:
    """What the memberships of a programme cost in the months that are a period's (periods.py). Raises NoRate
    for days before the tables.
    """
    counts, sums, others = Counter[date](), Counter[date](), 0
    for span in spans:
        for day in begun(span.paid_from, span.paid_until):
            month = day.replace(day=1)
            if period_of(programme.periods, month) != period:
                continue
            rupiah = span.count * price(programme, span.payer, span.package, day)
            if span.payer != programme.payer.code:
                others += rupiah
                continue
            counts[month] += span.count
            sums[month] += rupiah
    return Budget(period, tuple(Paid(day, counts[day], sums[day]) for day in sorted(counts)), others)


def begun(first: date, last: date) -> Iterator[date]:
    """The days on which a month begins, from the first paid day to the last; the 31st begins a shorter month
    on its last day.
    """
    number, day = 0, first
    while day <= last:
        yield day
        number += 1
        years, month = divmod(first.month - 1 + number, 12)
        year = first.year + years
        day = date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
