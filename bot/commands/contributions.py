"""payung contributions --income N: what members cost, and what a budget covers."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.commands.amounts import amount, count, day, today
from bot.complaint import Complaint
from rules.contribution import NoRate
from rules.item import rupiah
from rules.payment import PAYERS, Member, Monthly, monthly, months_from, whole_months

MOST_PEOPLE, MOST_MONTHS = 100_000_000, 1200
CHOICES = tuple(payer for payer in PAYERS if payer != "apbn")


@dataclass(frozen=True, slots=True)
class Bill:
    """What is paid for `people` from the month of `on`: one `Monthly` for each month."""

    member: Member
    on: date
    people: int
    months: tuple[tuple[date, Monthly], ...]

    @property
    def per_person(self) -> int:
        """Rupiah for one person and all the months."""
        return sum(month.total for _, month in self.months)

    @property
    def total(self) -> int:
        return self.people * self.per_person


@dataclass(frozen=True, slots=True)
class Covered:
    """What a budget in rupiah is enough for, and what is left of it; None for what was not asked."""

    budget: int
    months: int | None
    people: int | None
    left: int


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--income", metavar="N", help=words["contributions.income"])
    parser.add_argument("--people", metavar="P", help=words["contributions.people"])
    parser.add_argument("--months", metavar="M", help=words["contributions.months"])
    parser.add_argument("--paid-by", metavar="WHO", default="apbd", help=words["contributions.paid_by"])
    parser.add_argument("--transport", action="store_true", help=words["contributions.transport"])
    parser.add_argument("--jht", action="store_true", help=words["contributions.jht"])
    parser.add_argument("--on", metavar="D", help=words["contributions.on"])
    parser.add_argument("--budget", metavar="RP", help=words["contributions.budget"])
    parser.add_argument("--json", action="store_true", help=words["contributions.json"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    try:
        bill = _bill(arguments)
        covered = _covered(arguments, bill) if arguments.budget is not None else None
    except NoRate as unknown:
        raise Complaint(f"The tables know no {unknown.rule} on {unknown.on}.") from None
    if arguments.json:
        print(json.dumps(_json(bill, covered), ensure_ascii=False))
    else:
        print("\n".join(_page(bill, covered, arguments.words)))
    return 0


def _bill(given: argparse.Namespace) -> Bill:
    member, on = _member(given), day("--on", given.on) if given.on else today()
    if on.year > 9000:
        raise Complaint(f"--on needs a day such as 2026-11-21, not {given.on}.")
    people = count("--people", given.people or "1", MOST_PEOPLE)
    wanted = months_from(on, count("--months", given.months or "1", MOST_MONTHS))
    return Bill(member, on, people, tuple((month, monthly(member, month)) for month in wanted))


def _member(given: argparse.Namespace) -> Member:
    if given.income is None:
        raise Complaint("--income is needed: whole rupiah a month such as 1500000.")
    if given.paid_by not in CHOICES:
        raise Complaint(f"--paid-by needs one of {', '.join(CHOICES)}, not {given.paid_by}.")
    return Member(amount("--income", given.income), given.paid_by, given.transport, given.jht)


def _covered(given: argparse.Namespace, bill: Bill) -> Covered:
    """Whole people for the months where only months are given; otherwise whole months for the people."""
    budget = amount("--budget", given.budget)
    if given.months and not given.people:
        people = budget // bill.per_person
        return Covered(budget, None, people, budget - people * bill.per_person)
    months = whole_months(budget, bill.on, lambda month: bill.people * monthly(bill.member, month).total)
    enough = budget // bill.per_person if given.months else None
    return Covered(budget, months, enough, budget - _spent(bill, months))


def _spent(bill: Bill, months: int) -> int:
    """What the months cost in all; after the last change of the tables each costs the same."""
    known = months_from(bill.on, min(months, MOST_MONTHS))
    costs = [bill.people * monthly(bill.member, month).total for month in known]
    return sum(costs) + (months - len(costs)) * (costs[-1] if costs else 0)


def _json(bill: Bill, covered: Covered | None) -> dict[str, object]:
    first = bill.months[0][1]
    return {
        "on": bill.on.isoformat(),
        "income": bill.member.income,
        "base": first.base,
        "paid_by": bill.member.paid_by,
        "parts": {part.name: part.amount for part in first.parts},
        "relief": {part.name: part.relief for part in first.parts},
        "per_person_month": first.total,
        "people": bill.people,
        "months": len(bill.months),
        "by_month": [{"month": f"{day:%Y-%m}", "per_person": one.total} for day, one in bill.months],
        "total": bill.total,
        "budget": _json_budget(covered) if covered else None,
    }


def _json_budget(covered: Covered) -> dict[str, object]:
    return {
        "amount": covered.budget,
        "months": covered.months,
        "people": covered.people,
        "left": covered.left,
    }


def _page(bill: Bill, covered: Covered | None, words: Mapping[str, str]) -> Iterator[str]:
    income, first = bill.member.income, bill.months[0][1]
    yield words["contributions.base"].format(income=rupiah(income), base=rupiah(first.base))
    for month, one in _changes(bill):
        yield words["contributions.from_month"].format(month=f"{month:%Y-%m}", amount=rupiah(one.total))
        for part in one.parts:
            less = words["contributions.relief"].format(amount=rupiah(part.relief)) if part.relief else ""
            yield f"  {part.name.upper()}  {rupiah(part.amount):>10}{less}"
    yield words["contributions.total"].format(
        people=_dots(bill.people), months=len(bill.months), amount=rupiah(bill.total)
    )
    if bill.member.paid_by == "apbdes":
        yield words["contributions.apbdes"]
    if covered:
        yield from _budget(bill, covered, words)


def _budget(bill: Bill, covered: Covered, words: Mapping[str, str]) -> Iterator[str]:
    given = {"budget": rupiah(covered.budget), "left": rupiah(covered.left)}
    if covered.months is not None:
        yield words["contributions.budget_months"].format(
            **given, months=_dots(covered.months), people=_dots(bill.people)
        )
    if covered.people is not None:
        yield words["contributions.budget_people"].format(
            budget=given["budget"], people=_dots(covered.people), months=len(bill.months)
        )


def _changes(bill: Bill) -> Iterator[tuple[date, Monthly]]:
    """The first month, and each whose contribution differs from the month before."""
    before = None
    for month, one in bill.months:
        if one != before:
            yield month, one
        before = one


def _dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")
