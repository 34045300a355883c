"""What JKK and JKM pay in cash, by dated tables: an estimate, never a promise. Knows no person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rules.age import completed_years
from rules.benefit_items import KINDS, Case, row
from rules.bracket import BadIncome, bracket
from rules.dated import NoRate
from rules.item import Impossible, Item
from rules.scholarship import scholarships

__all__ = ["KINDS", "Base", "Estimate", "Impossible", "Item", "bases", "cap", "estimate", "row"]
BY_ACCIDENT = ("jkk-death", "jkk-total-disability")  # scholarships from the first day of membership


@dataclass(frozen=True, slots=True)
class Base:
    """The wage an estimate counts with, rupiah a month: of the `bracket`, or the `exact` income."""

    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """The sums of a claim, and apart the scholarships; of kind "scholarship" they are the items."""

    base: Base
    items: tuple[Item, ...]
    scholarships: tuple[Item, ...] = ()

    @property
    def total(self) -> int:
        return sum(item.amount for item in self.items)

    @property
    def scholarship_total(self) -> int:
        return sum(item.amount for item in self.scholarships)


def bases(income: int, on: date) -> tuple[Base, ...]:
    """The base of the income's bracket, and the exact income as well where it differs (rupiah a month).

    Raises `Impossible` for an income below zero or a day before the brackets begin.
    """
    try:
        base = bracket(income, on).base
    except BadIncome as wrong:
        raise Impossible(str(wrong)) from None
    except NoRate as unknown:
        raise Impossible(f"The tables know no {unknown.rule} on {on}.") from None
    exact = () if income == base else (Base("exact", income),)
    return (Base("bracket", base), *exact)


def estimate(
    kind: str,
    base: Base,
    on: date,
    *,
    member_since: date | None = None,
    children: Iterable[int] = (),
    loss: Decimal | int | None = None,
    months: int | None = None,
) -> Estimate:
    """What one of KINDS pays for an event on a day.

    `children` are ages in completed years, `loss` is the percentage of the disability table, `months` how
    long somebody cannot work. Without `member_since` JKM counts as that of a member of three months and
    more, and without scholarship. Raises `Impossible` for input that cannot be.
    """
    percent = None if loss is None else Decimal(loss)
    case = Case(base.amount, on, member_since, tuple(children), percent, months)
    _check(kind, case)
    try:
        return Estimate(base, KINDS[kind](case), _scholarships(kind, case))
    except NoRate as unknown:
        raise Impossible(f"The tables know no {unknown.rule} on {on}.") from None


def cap(rule: str, on: date) -> int:
    """The value of a ceiling, as its row says in rupiah, months or percent; raises `NoRate`.

    "jkk.transport.land", ".sea", ".air", "jkk.home_care", "jkk.home_care.months", "jkk.hearing_aid",
    "jkk.glasses", "jkk.dentures", "jkk.prosthesis.surcharge", "claim.npwp_above".
    """
    return row(rule, on).whole


def transport_cap(ways: Iterable[str], on: date) -> int:
    """The ceiling in rupiah of a way to the hospital: `land`, `sea`, `air`, of several the sum."""
    return sum(cap(f"jkk.transport.{way}", on) for way in set(ways))


def _check(kind: str, case: Case) -> None:
    started = case.member_since is None or case.member_since <= case.on
    for fine, sentence in (
        (kind in KINDS, f"There is no benefit {kind}; there are {', '.join(KINDS)}."),
        (case.base >= 0, "An income cannot be below zero."),
        (case.loss is None or 0 < case.loss <= 100, "The loss must be above 0 and at most 100 percent."),
        (case.months is None or case.months >= 1, "The months must be at least 1."),
        (kind != "jkk-partial-disability" or case.loss is not None, "The loss in percent is needed."),
        (kind != "jkk-unable-to-work" or case.months is not None, "The number of months is needed."),
        (kind != "scholarship" or case.children, "The ages of the children are needed."),
        (started, "The membership begins after that day."),
        (all(age >= 0 for age in case.children), "A child's age cannot be below zero."),
    ):
        if not fine:
            raise Impossible(sentence)


def _scholarships(kind: str, case: Case) -> tuple[Item, ...]:
    deserved = kind in BY_ACCIDENT or (kind == "jkm" and _long_enough(case))
    return scholarships(case.children, case.on) if deserved and case.children else ()


def _long_enough(case: Case) -> bool:
    if case.member_since is None or not case.children:
        return False
    return completed_years(case.member_since, case.on) >= row("jkm.scholarship.years", case.on).whole
