"""The sums of each kind of benefit, by the dated table benefits.toml. Checks no input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from rules.dated import NoRate, Row, find, rounded, table
from rules.item import Item, number, rupiah
from rules.membership import completed_months
from rules.scholarship import scholarships


@dataclass(frozen=True, slots=True)
class Case:
    """What an estimate is made from; each kind reads of it what it needs."""

    base: int
    on: date
    member_since: date | None
    children: tuple[int, ...]
    loss: Decimal | None
    months: int | None


def row(rule: str, on: date) -> Row:
    """The whole row of benefits.toml in force on a day, with its regulation; raises `NoRate`."""
    return find(table("benefits"), rule, on)


def _jkk_death(case: Case) -> tuple[Item, ...]:
    item = _share("death_lump_sum", "jkk.death", case)
    return (_not_below_jkm(item, case), _periodic("jkk", case), _fixed("funeral", "jkk.funeral", case))


def _total_disability(case: Case) -> tuple[Item, ...]:
    return (_share("disability_lump_sum", "jkk.total_disability", case), _periodic("jkk", case))


def _partial_disability(case: Case) -> tuple[Item, ...]:
    loss, multiple = case.loss or Decimal(0), row("jkk.wage_multiple", case.on)
    formula = f"{number(loss)}% x {multiple.whole} x {rupiah(case.base)}"
    amount = rounded(loss * multiple.value * case.base / 100)
    return (Item("disability_lump_sum", amount, formula, multiple.regulation),)


def _unable_to_work(case: Case) -> tuple[Item, ...]:
    months, limit = case.months or 0, row("jkk.wage_replacement.first_months", case.on).whole
    first = _wages("wage_replacement", "jkk.wage_replacement.first", min(months, limit), case)
    if months <= limit:
        return (first,)
    return (first, _wages("wage_replacement_after", "jkk.wage_replacement.after", months - limit, case))


def _jkm(case: Case) -> tuple[Item, ...]:
    if _is_new(case):
        return (_fixed("new_member", "jkm.new_member", case),)
    lump_sum = _fixed("death_lump_sum", "jkm.lump_sum", case)
    return (lump_sum, _periodic("jkm", case), _fixed("funeral", "jkm.funeral", case))


def _scholarship(case: Case) -> tuple[Item, ...]:
    return scholarships(case.children, case.on)


KINDS: Mapping[str, Callable[[Case], tuple[Item, ...]]] = MappingProxyType(
    {
        "jkk-death": _jkk_death,
        "jkm": _jkm,
        "jkk-total-disability": _total_disability,
        "jkk-partial-disability": _partial_disability,
        "jkk-unable-to-work": _unable_to_work,
        "scholarship": _scholarship,
    }
)


def _is_new(case: Case) -> bool:
    """Whether the member died so early that the table pays only the sum for new members."""
    try:
        limit = row("jkm.new_member.months", case.on).whole
    except NoRate:  # that rule did not count yet
        return False
    return case.member_since is not None and completed_months(case.member_since, case.on) < limit


def _share(name: str, rule: str, case: Case) -> Item:
    """A percentage of the multiple of the base: 60% x 80 is written 48."""
    share, multiple = row(rule, case.on), row("jkk.wage_multiple", case.on)
    times = share.value * multiple.value / 100
    return Item(name, rounded(times * case.base), f"{number(times)} x {rupiah(case.base)}", share.regulation)


def _not_below_jkm(item: Item, case: Case) -> Item:
    floor = row("jkm.lump_sum", case.on)
    if item.amount >= floor.whole:
        return item
    return Item(item.name, floor.whole, f"max({item.formula}; {rupiah(floor.whole)})", floor.regulation)


def _periodic(programme: str, case: Case) -> Item:
    months, amount = (row(f"{programme}.periodic.{part}", case.on) for part in ("months", "amount"))
    formula = f"{months.whole} x {rupiah(amount.whole)}"
    return Item("periodic", months.whole * amount.whole, formula, amount.regulation)


def _fixed(name: str, rule: str, case: Case) -> Item:
    found = row(rule, case.on)
    return Item(name, found.whole, rupiah(found.whole), found.regulation)


def _wages(name: str, rule: str, months: int, case: Case) -> Item:
    share = row(rule, case.on)
    part = "" if share.value == 100 else f"{number(share.value)}% x "
    amount = rounded(months * share.value * case.base / 100)
    return Item(name, amount, f"{months} x {part}{rupiah(case.base)}", share.regulation)
