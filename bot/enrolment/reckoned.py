"""Reckons an enrolment list: what it costs, what is left of quota and budget, what is undecided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.enrolment import Enrolment
from rules.programme import Programme
from rules.reckoning import Bill, Limit, Purse, Terms, bill
from storage import enrolment, enrolment_quota, enrolment_rows, groups
from storage.statement import Row, Tx

Part = tuple[str, str, int]  # kind of work, village, people


@dataclass(frozen=True)
class Reckoned:
    """`purse`: None where nobody has noted a budget; `undecided`: people with two payers that wait."""

    bill: Bill
    limits: Sequence[Limit]
    purse: Purse | None
    undecided: int

    @property
    def over(self) -> Sequence[Limit]:
        """The quotas that are exceeded."""
        return [limit for limit in self.limits if limit.left < 0]

    @property
    def budget_left(self) -> int | None:
        """Rupiah that remain after this list, below zero where it costs more; None without a budget."""
        return None if self.purse is None else self.purse.there - self.bill.total

    @property
    def objection(self) -> str:
        """Why it can't be fixed, the first of: empty, over_quota, over_budget, undecided; "" where it can."""
        if not self.bill.count:
            return "empty"
        if self.over:
            return "over_quota"
        if self.budget_left is not None and self.budget_left < 0:
            return "over_budget"
        return "undecided" if self.undecided else ""


def reckon(tx: Tx, one: Enrolment, programme: Programme) -> Reckoned:
    """As it stands now. Raises NoRate for months that the tables do not reach."""
    parts = enrolment_rows.parts(tx, one.id)
    people = Counter[str]()
    for category, _, count in parts:
        people[category] += count
    made = bill(Terms(programme, one.payer, one.jht), dict(people), one.months)
    return Reckoned(made, list(_limits(tx, one, programme, parts)), _purse(tx, one, programme), enrolment_rows.undecided(tx, one.id))


def limits(tx: Tx, one: Enrolment, programme: Programme) -> Sequence[Limit]:
    """Every quota that concerns somebody on the list, as it stands now."""
    return list(_limits(tx, one, programme, enrolment_rows.parts(tx, one.id)))


def _purse(tx: Tx, one: Enrolment, programme: Programme) -> Purse | None:
    """The list's own budget; else that of the programme's period in which all its months lie."""
    if one.budget is not None:
        return Purse(one.budget, own=True)
    period = programme.period_on(one.starts)
    if period is None or period.budget is None or one.ends > period.until:
        return None
    spent = enrolment.spent(tx, one.programme, period.start, period.until, one.id)
    return Purse(period.budget, own=False, spent=spent)


def _limits(tx: Tx, one: Enrolment, programme: Programme, parts: Sequence[Part]) -> Iterator[Limit]:
    """Every quota that concerns somebody on the list."""
    group = groups.by_id(tx, one.group) if one.group else None
    own = group.quota if group else None
    quotas = [kind.quota for kind in programme.categories]
    if not any(quota is not None for quota in (programme.quota, programme.quota_per_village, own, *quotas)):
        return
    taken = enrolment_quota.taken(tx, one)
    everybody = sum(count for *_, count in parts)
    if programme.quota is not None:
        yield Limit("programme", programme.code, programme.quota, _sum(taken), everybody)
    for category in programme.categories:
        here = sum(count for kind, _, count in parts if kind == category.code)
        if category.quota is not None and here:
            yield Limit("category", category.code, category.quota, _sum(taken, category=category.code), here)
    if programme.quota_per_village is not None:
        for village in sorted({village for _, village, _ in parts if village}):
            here = sum(count for _, place, count in parts if place == village)
            yield Limit("village", village, programme.quota_per_village, _sum(taken, village=village), here)
    if group and own is not None:
        yield Limit("group", group.name, own, _sum(taken, group_id=group.id), everybody)


def _sum(taken: Sequence[Row], **where: object) -> int:
    """The places that are taken there."""
    return sum(int(row["count"]) for row in taken if all(row[name] == it for name, it in where.items()))
