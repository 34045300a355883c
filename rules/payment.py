"""What a BPU member pays, month by month, with the relief of those days; and when. Knows no programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.bracket import bracket, brackets
from rules.contribution import rate, rates
from rules.dated import NoRate, Row, beginning, find, rounded, table
from rules.working_days import working_day_from

PAYERS = ("apbn", "apbd", "apbdes", "self", "csr")


@dataclass(frozen=True, slots=True)
class Member:
    """How one member is insured: income a month in rupiah, who pays (PAYERS), transport work, the JHT."""

    income: int
    paid_by: str = "apbd"
    transport: bool = False
    jht: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What is paid for one programme (`jkk`, `jkm`, `jht`): rupiah after the relief, and the relief."""

    name: str
    amount: int
    relief: int


@dataclass(frozen=True, slots=True)
class Monthly:
    """One person's contribution of one month: the base in rupiah and the parts."""

    base: int
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.amount for part in self.parts)


def monthly(member: Member, on: date) -> Monthly:
    """The contribution of the month of the day `on`.

    Raises `BadIncome` for an income below zero, `NoRate` for a day before the tables begin.
    """
    base = bracket(member.income, on).base
    names = ("jkk", "jkm", "jht") if member.jht else ("jkk", "jkm")
    return Monthly(base, tuple(_part(name, base, member, on) for name in names))


def _part(name: str, base: int, member: Member, on: date) -> Part:
    full = rate(f"bpu.{name}", on).amount(base)
    kept = rounded(full * relief(name, member, on) / 100)
    return Part(name, full - kept, kept)


def relief(part: str, member: Member, on: date) -> Decimal:
    """How many percent of a contribution (`jkk`, `jkm`, `jht`) need not be paid (PP 50/2025)."""
    sector = "transport" if member.transport else "other"
    granted = _value(f"bpu.relief.{sector}.{part}", on, Decimal(0))
    return granted * _value(f"bpu.relief_payer.{member.paid_by}", on, Decimal(100)) / 100


def _value(rule: str, on: date, otherwise: Decimal) -> Decimal:
    try:
        return find(table("relief"), rule, on).value
    except NoRate:
        return otherwise


def periods(on: date) -> tuple[int, ...]:
    """For how many months at once a member may pay, the shortest first."""
    return tuple(sorted(row.whole for row in beginning(_payments(), "bpu.period.", on)))


def arrears(unpaid: int, on: date) -> int:
    """How many of the unpaid months are still charged: at most three, older ones are not."""
    return min(unpaid, find(_payments(), "bpu.arrears_max", on).whole)


def due(month: date) -> date:
    """Until when the month of that day is to be paid: the 15th, or the next working day."""
    return working_day_from(month.replace(day=find(_payments(), "bpu.due_day", month).whole))


def months_from(first: date, count: int) -> tuple[date, ...]:
    """The day itself and the first days of the months after it, `count` in all."""
    days = [first]
    while len(days) < count:
        days.append(next_month(days[-1]))
    return tuple(days[:count])


def next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def whole_months(budget: int, first: date, cost: Callable[[date], int]) -> int:
    """How many whole months a budget in rupiah covers from a day on; `cost` is a month's, above zero."""
    covered, month, last = 0, first, max(changes())
    while month <= last:
        if (needed := cost(month)) > budget:
            return covered
        budget, covered, month = budget - needed, covered + 1, next_month(month)
    return covered + budget // cost(month)


def changes() -> frozenset[date]:
    """Every day on which a contribution may change, by the tables."""
    rows = (*(one.row for one in brackets()), *rates(), *table("relief"))
    return frozenset(day for row in rows for day in row.changes)


def _payments() -> tuple[Row, ...]:
    return table("payments")
