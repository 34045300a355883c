"""What a person's month costs, and a list's, month by month; what a budget and a quota leave. Knows nobody.

By the dated tables: the programme's base, the parts of each package, the relief for whoever pays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rules.payment import Member, monthly, months_from, whole_months
from rules.programme import Period, Programme

# The payers of programmes as rules/payment.py names them: PP 50/2025 art. 3 gives no relief where JKK and JKM
# are paid from APBN or APBD; a village's money is read as theirs until the branch confirms another.
PAID_BY: Mapping[str, str] = {
    "city_budget": "apbd",
    "province_budget": "apbd",
    "village_budget": "apbdes",
    "village_fund": "apbdes",
    "csr": "csr",
    "donor": "csr",
}
SAFEST = "apbd"  # for a payer that stands nowhere: no relief is promised


@dataclass(frozen=True)
class Terms:
    """On which terms people are enrolled: a programme, who pays, with or without JHT where it is open."""

    programme: Programme
    payer: str
    jht: bool = False

    def package(self, category: str) -> tuple[str, ...]:
        """What somebody of a kind of work is insured for: the category's package before the programme's."""
        found = self.programme.category(category)
        parts = found.package if found and found.package else self.programme.package
        more = ("jht",) if self.jht and self.programme.jht_optional else ()
        return tuple(dict.fromkeys((*parts, *more)))

    def price(self, category: str, month: date) -> int:
        """Rupiah for one person of that kind of work and that month. Raises NoRate."""
        return price(self.programme, self.payer, self.package(category), month)

    def month(self, people: Mapping[str, int], month: date) -> int:
        """Rupiah for a month; `people`: how many, by kind of work. Raises NoRate."""
        return sum(count * self.price(category, month) for category, count in people.items())


def price(programme: Programme, payer: str, package: tuple[str, ...], on: date) -> int:
    """Rupiah for one person of a programme, whoever pays, and the month of that day: what lists are reckoned
    with, and reports. Raises NoRate.
    """
    return _price(programme.contribution_base, PAID_BY.get(payer, SAFEST), package, on.replace(day=1))


@lru_cache(4096)
def _price(base: int, paid_by: str, package: tuple[str, ...], month: date) -> int:
    """The base is an income of its own bracket, so it stands for the reported income."""
    parts = monthly(Member(base, paid_by, jht="jht" in package), month).parts
    return sum(part.amount for part in parts if part.name in package)


@dataclass(frozen=True)
class Bill:
    """What so many people cost; `months`: first day of the month and rupiah of that month."""

    terms: Terms
    people: Mapping[str, int]
    months: tuple[tuple[date, int], ...]

    @property
    def count(self) -> int:
        return sum(self.people.values())

    @property
    def total(self) -> int:
        """Rupiah for everyone and all months."""
        return sum(cost for _, cost in self.months)

    def longer(self, more: int) -> Bill:
        """The same people for so many months more, each at what it costs then. Raises NoRate."""
        _, *later = months_from(self.months[-1][0], more + 1)
        return replace(self, months=(*self.months, *bill(self.terms, self.people, later).months))

    def within(self, first: date, last: date) -> Bill:
        """The part of it for the months from the one of `first` to the one of `last` (their first days)."""
        return replace(self, months=tuple(one for one in self.months if first <= one[0] <= last))

    def enough_for_months(self, budget: int) -> int | None:
        """For how many whole months from the first on the budget is enough; None where nothing is paid."""
        if not self.total:
            return None
        return whole_months(budget, self.months[0][0], lambda month: self.terms.month(self.people, month))

    def enough_for_people(self, budget: int) -> int | None:
        """For how many people the budget is enough in all these months, of the same mix of work."""
        return max(0, budget) * self.count // self.total if self.total else None


def bill(terms: Terms, people: Mapping[str, int], months: Sequence[date]) -> Bill:
    """Reckon it. `months`: the first day of each, at least one. Raises NoRate."""
    return Bill(terms, people, tuple((month, terms.month(people, month)) for month in months))


@dataclass(frozen=True)
class Limit:
    """A quota: of what ("programme", "category", "village", "group") and which, `taken` by others, `here` on
    this list.
    """

    kind: str
    code: str
    quota: int
    taken: int
    here: int

    @property
    def left(self) -> int:
        """Places that remain; below zero where there are more people than places."""
        return self.quota - self.taken - self.here


@dataclass(frozen=True)
class Purse:
    """A budget in rupiah: `own` to the list or of the programme's period; `spent` by other lists of it."""

    budget: int
    own: bool
    spent: int = 0

    @property
    def there(self) -> int:
        """What is left for this list."""
        return self.budget - self.spent


@dataclass(frozen=True)
class Share:
    """The part of a bill that one purse pays: all of it, or the months of a period. `bill` has a month."""

    purse: Purse
    bill: Bill
    period: Period | None = None

    @property
    def left(self) -> int:
        """Rupiah that remain in the purse after it, below zero where it costs more."""
        return self.purse.there - self.bill.total

    @property
    def short_from(self) -> date | None:
        """The first month that the purse can't pay wholly any more; None where it pays them all."""
        left = self.purse.there
        for month, cost in self.bill.months:
            left -= cost
            if left < 0:
                return month
        return None


@dataclass(frozen=True)
class Longer:
    """A list that goes on for `more` months: the bill of all its months, and who pays which of them."""

    more: int
    bill: Bill
    shares: Sequence[Share]

    @property
    def added(self) -> int:
        """Rupiah of the months that are added."""
        return sum(cost for _, cost in self.bill.months[-self.more :])

    @property
    def left(self) -> int | None:
        """Rupiah that remain in the purse that has least, below zero where it is short; None without one."""
        return min((share.left for share in self.shares), default=None)

    @property
    def short_from(self) -> date | None:
        """From which month the money is not enough; None where it is, as far as a budget is noted."""
        return min((month for share in self.shares if (month := share.short_from)), default=None)

    @property
    def unbudgeted(self) -> tuple[date, ...]:
        """The months for which nobody has noted a budget."""
        budgeted = {month for share in self.shares for month, _ in share.bill.months}
        return tuple(month for month, _ in self.bill.months if month not in budgeted)
