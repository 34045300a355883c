"""What a case may bring, by rules/benefit.py; who was covered comes from the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.services import Services
from rules.age import completed_years
from rules.benefit import Base, Estimate, Impossible, Item, bases, cap, estimate
from rules.cases import Case
from rules.dated import NoRate
from rules.membership import completed_months
from rules.records import Membership

LOWEST = 0  # of no known income the lowest bracket counts
AT_SCHOOL = 10  # years: an age at which every child is at school
ONE_PERCENT = 1  # a disability's percentage is the doctor's word: the sum is shown for each percent


@dataclass(frozen=True)
class Worth:
    """The estimates of a case: one for each base that may count, all of them of the same kinds."""

    base: Base
    parts: tuple[Estimate, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for part in self.parts for item in part.items)

    @property
    def total(self) -> int:
        return sum(part.total for part in self.parts)


def cover_of(services: Services, case: Case, on: date) -> Membership | None:
    """The membership that protected the person of a case on that day; the one with the highest income."""
    person = services.case_person(case)
    active = [one for one in services.memberships(person) if one.cover(on) == "active"] if person else []
    return max(active, key=lambda one: one.income or 0, default=None)


def bases_of(services: Services, cover: Membership | None, on: date) -> tuple[Base, ...]:
    """As reported: by bracket and exact; else by bracket what the programme pays for, or the lowest."""
    if cover and cover.income is not None:
        return bases(cover.income, on)
    programmes = {one.code: one.contribution_base for one in services.programmes()}
    return bases(programmes.get(cover.programme or "", LOWEST) if cover else LOWEST, on)[:1]


def worth(services: Services, case: Case, on: date) -> tuple[Worth, ...]:
    """What the case may bring; () where no cover is known on that day or the tables know no such day.

    A scholarship follows from a case that was accepted: it needs no cover any more.
    """
    cover = cover_of(services, case, on)
    if cover is None and case.kind != "scholarship":
        return ()
    try:
        kinds = KINDS[case.kind](case, on, min(cover.since, on) if cover else on)
        found = [
            Worth(base, tuple(estimate(kind, base, on, **options) for kind, options in kinds))
            for base in bases_of(services, cover, on)
        ]
    except (Impossible, NoRate):
        return ()
    same = len({tuple(part.items for part in one.parts) for one in found}) == 1
    return tuple(found[:1] if same else found)


Kinds = list[tuple[str, dict[str, Any]]]


def of_death(case: Case, on: date, since: date) -> Kinds:
    """A work accident pays JKK, every other death JKM: never both (PP 44/2015, PP 82/2019)."""
    kind = "jkk-death" if case.details.get("cause") == "work_accident" else "jkm"
    return [(kind, {"member_since": since, "children": ages(case, on)})]


def of_accident(case: Case, on: date, since: date) -> Kinds:
    """The wages of the months without work; after a disability also each percent of it."""
    kinds: Kinds = [("jkk-unable-to-work", {"months": months_off(case)})]
    if case.details.get("outcome") == "disabled":
        kinds.append(("jkk-partial-disability", {"loss": ONE_PERCENT}))
    return kinds


def of_school(case: Case, on: date, since: date) -> Kinds:
    """All the years of school and study a child still has."""
    return [("scholarship", {"children": (age(case.details["born"], on),)})]


KINDS: Mapping[str, Callable[[Case, date, date], Kinds]] = {
    "death": of_death, "accident": of_accident, "scholarship": of_school,
}  # fmt: skip


def months_off(case: Case) -> int:
    """Completed months without work, as far as they are told; at least the first."""
    told = [case.details.get(name) for name in ("unable_from", "unable_until")]
    if not all(told):
        return 1
    start, end = (date.fromisoformat(str(day)) for day in told)
    return max(1, completed_months(start, end))


def ages(case: Case, on: date) -> tuple[int, ...]:
    """The ages of the children told of, on that day."""
    return tuple(age(child["born"], on) for child in case.details.get("children") or ())


def age(born: str, on: date) -> int:
    """Completed years; a child born later counts as just born."""
    return max(0, completed_years(date.fromisoformat(born), on))


def schools_possible(services: Services, case: Case, on: date) -> bool:
    """Would a child at school have a scholarship, were one told of?"""
    child = {"name": "", "born": on.replace(year=on.year - AT_SCHOOL, day=1).isoformat()}
    with_child = replace(case, details={**case.details, "children": [child]})
    return any(part.scholarships for one in worth(services, with_child, on) for part in one.parts)


def needs_tax_number(services: Services, case: Case, on: date) -> bool:
    """Is a death's sum, by the lower of its bases, above what is paid without the NPWP?"""
    totals = [one.total for one in worth(services, case, on)] if case.kind == "death" else []
    return bool(totals) and min(totals) > cap("claim.npwp_above", on)
