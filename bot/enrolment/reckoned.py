"""Reckons an enrolment list: what it costs, what is left of quota and budget, what is undecided.

Whoever counts costs and takes a place. Whom the branch refuses, or an officer takes off, costs nothing and
leaves the place free, also once the list is fixed; of whoever is taken off after a part was paid, that part
stays. Whoever comes back costs again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from rules.budget import begun
from rules.contribution import NoRate
from rules.enrolment import DECIDED, ON, Enrolment
from rules.periods import months_of
from rules.programme import Programme
from rules.reckoning import Bill, Limit, Longer, Purse, Share, Terms, bill
from rules.records import Registration
from storage import enrolment, enrolment_paid, enrolment_quota, enrolment_rows, groups
from storage.enrolment_paid import PartPaid
from storage.statement import Row, Tx
from storage.vault import Vault

MORE = (1, 3, 6, 12)  # months that a list may go on for
Part = tuple[str, str, int]  # kind of work, village, people


@dataclass(frozen=True)
class Reckoned:
    """`shares`: the months of each purse, none where nobody has noted a budget for them, or another pays than
    the programme's payer; `undecided`: people with two payers that wait.
    """

    bill: Bill
    limits: Sequence[Limit]
    shares: Sequence[Share]
    undecided: int

    @property
    def over(self) -> Sequence[Limit]:
        """The quotas that are exceeded."""
        return [limit for limit in self.limits if limit.left < 0]

    @property
    def budget_left(self) -> int | None:
        """Rupiah that remain after this list in the purse that has least, below zero where it costs more;
        None without a budget.
        """
        return min((share.left for share in self.shares), default=None)

    @property
    def unbudgeted(self) -> int:
        """How many of its months nobody has noted a budget for."""
        return len(self.bill.months) - sum(len(share.bill.months) for share in self.shares)

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
    made = _bill(one, programme, parts)
    return Reckoned(made, list(_limits(tx, one, programme, parts)), list(_shares(tx, one, programme, made)),
                    enrolment_rows.undecided(tx, one.id))  # fmt: skip


def longer(tx: Tx, one: Enrolment, programme: Programme, made: Bill) -> list[Longer]:
    """What the same people would cost for some months more, and what that leaves. Raises NoRate."""
    bills = [(more, made.longer(more)) for more in MORE]
    return [Longer(more, found, list(_shares(tx, one, programme, found))) for more, found in bills]


def set_costs_anew(tx: Tx, one: Enrolment, programme: Programme) -> None:
    """What a fixed list costs in each month from now on, by who counts now; to be called whenever somebody of
    it is refused, comes back or is taken off, with the programme locked (`registrations.lock`).

    It stays as it is where the tables reach less far than when the list was fixed.
    """
    with suppress(NoRate):
        made = _bill(one, programme, enrolment_rows.parts(tx, one.id))
        enrolment.set_costs(tx, one.id, _with_paid(made, enrolment_paid.taken_off(tx, one.id)))


def _with_paid(made: Bill, gone: Sequence[PartPaid]) -> list[tuple[date, int]]:
    """The months with those of people who were taken off later, as far as they are paid. Raises NoRate."""
    costs = dict(made.months)
    for part in gone:
        for month in {day.replace(day=1) for day in begun(part.paid_from, part.paid_until)} & costs.keys():
            costs[month] += part.count * made.terms.price(part.category, month)
    return list(costs.items())


def costs_follow(tx: Tx, vault: Vault, known: Registration, programme: Programme) -> None:
    """Somebody's kind of work is another one by now, which may cost another sum on lists that are fixed."""
    for row, state in enrolment_rows.of_person(tx, vault, known.person):
        one = enrolment.by_id(tx, row.list) if row.registration == known.id and state in DECIDED else None
        if one and (row.state in ON or row.paid):
            set_costs_anew(tx, one, programme)


def limits(tx: Tx, one: Enrolment, programme: Programme) -> Sequence[Limit]:
    """Every quota that concerns somebody on the list, as it stands now."""
    return list(_limits(tx, one, programme, enrolment_rows.parts(tx, one.id)))


def _bill(one: Enrolment, programme: Programme, parts: Sequence[Part]) -> Bill:
    people = Counter[str]()
    for category, _, count in parts:
        people[category] += count
    return bill(Terms(programme, one.payer, one.jht), dict(people), one.months)


def _shares(tx: Tx, one: Enrolment, programme: Programme, made: Bill) -> Iterator[Share]:
    """By the list's own budget; else month by month by those of the programme's periods, which are its
    payer's alone: whoever else pays for a list has a purse of their own.
    """
    if one.budget is not None:
        yield Share(Purse(one.budget, own=True), made)
        return
    if one.payer != programme.payer.code:
        return
    for period in programme.periods:
        months = months_of(programme.periods, period)
        if months is None or period.budget is None:
            continue
        part = made.within(*months)
        if part.months:
            spent = enrolment.spent(tx, one.programme, one.payer, *months, one.id)
            yield Share(Purse(period.budget, own=False, spent=spent), part, period)


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
