"""What a case may bring, by rules/benefit.py; who was covered comes from the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.services import Services
from rules.age import completed_years
from rules.benefit import Base, Estimate, Impossible, Item, bases, cap, estimate
from rules.case_clock import event_day_of
from rules.cases import JKK, Case, benefit_of
from rules.dated import NoRate
from rules.membership import completed_months
from rules.records import Membership

LOWEST = 0  # of no known income the lowest bracket counts
AT_SCHOOL = 10  # years: an age at which every child is at school
EXAMPLE = 10  # percent: a disability's percentage is the doctor's word, so an example is shown
UNKNOWN = (None, "unknown")  # a cause that nobody has told yet
DECIDED = ("accepted", "paid")


@dataclass(frozen=True)
class Worth:
    """The estimates of a case with one base: `parts` add up; of `either` at most one will count."""

    base: Base
    parts: tuple[Estimate, ...]
    either: tuple[Estimate, ...] = ()

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


def income_of(services: Services, case: Case, cover: Membership | None) -> int | None:
    """The income reported with a cover, told only to whoever speaks for the insured or has proved to know
    them; a name and a NIK, or being of the family, are not enough.
    """
    person = services.case_person(case)
    proved = case.details.get("proved") in (True, "yes")
    near = person is not None and (proved or services.speaks_for(person))
    return cover.income if cover and near else None


def bases_of(services: Services, case: Case, cover: Membership | None, on: date) -> tuple[Base, ...]:
    """As reported: by bracket and exact; else by bracket what the programme pays for, or the lowest."""
    income = income_of(services, case, cover)
    if income is not None:
        return bases(income, on)
    programmes = {one.code: one.contribution_base for one in services.programmes()}
    return bases(programmes.get(cover.programme or "", LOWEST) if cover else LOWEST, on)[:1]


def worth(services: Services, case: Case, on: date) -> tuple[Worth, ...]:
    """What the case may bring; () where no cover is known on that day or the tables know no such day.

    A scholarship follows from another case: here it needs no cover, whether it is due says
    `scholarship_due`.
    """
    cover = cover_of(services, case, on)
    if cover is None and case.kind != "scholarship":
        return ()
    days = Days(on, min(cover.since, on) if cover else on, services.today())
    try:
        found = [made(case, base, days) for base in bases_of(services, case, cover, on)]
    except (Impossible, NoRate):
        return ()
    same = len({tuple(part.items for part in (*one.parts, *one.either)) for one in found}) == 1
    return tuple(found[:1] if same else found)


@dataclass(frozen=True)
class Days:
    """The local days that count: of the event, since when the insured was a member, and today."""

    on: date
    since: date
    today: date


Kinds = list[tuple[str, dict[str, Any]]]


def made(case: Case, base: Base, days: Days) -> Worth:
    """The estimates with one base; raises `Impossible` and `NoRate`."""

    def of(kinds: Kinds) -> tuple[Estimate, ...]:
        return tuple(estimate(kind, base, days.on, **options) for kind, options in kinds)

    return Worth(base, of(KINDS[case.kind](case, days)), of(disability(case)))


def of_death(case: Case, days: Days) -> Kinds:
    """A work accident pays JKK, every other death JKM: never both (PP 44/2015, PP 82/2019)."""
    kind = "jkk-death" if case.details.get("cause") == "work_accident" else "jkm"
    return [(kind, {"member_since": days.since, "children": ages(case, days.on)})]


def of_accident(case: Case, days: Days) -> Kinds:
    """The wages of the months without work."""
    return [("jkk-unable-to-work", {"months": months_off(case, days.today)})]


def of_school(case: Case, days: Days) -> Kinds:
    """All the years of school and study a child still has."""
    return [("scholarship", {"children": (age(case.details["born"], days.on),)})]


KINDS: Mapping[str, Callable[[Case, Days], Kinds]] = {
    "death": of_death, "accident": of_accident, "scholarship": of_school,
}  # fmt: skip


def disability(case: Case) -> Kinds:
    """A disability after an accident is partial or total: the doctor says which, and how many percent."""
    if case.kind != "accident" or case.details.get("outcome") != "disabled":
        return []
    return [("jkk-partial-disability", {"loss": EXAMPLE}), ("jkk-total-disability", {})]


def months_off(case: Case, today: date) -> int:
    """Completed months without work, at least the first: until work began again, else until the doctor called
    the worker healed or disabled (wages are paid until then, PP 44/2015), else until today.
    """
    start, *ends = (case.details.get(name) for name in ("unable_from", "unable_until", "doctor_date"))
    if not start:
        return 1
    end = next((date.fromisoformat(str(day)) for day in ends if day), today)
    return max(1, completed_months(date.fromisoformat(str(start)), end))


def ages(case: Case, on: date) -> tuple[int, ...]:
    """The ages of the children told of, on that day."""
    return tuple(age(child["born"], on) for child in case.details.get("children") or ())


def age(born: str, on: date) -> int:
    """Completed years; a child born later counts as just born."""
    return max(0, completed_years(date.fromisoformat(born), on))


def as_decided(case: Case) -> Case:
    """A death as the branch office takes it, where an officer has noted that: before what was reported."""
    noted = any(event.details.get("benefit") for event in case.events)
    at_work, told = benefit_of(case) == JKK, case.details.get("cause")
    if case.kind != "death" or not noted or (told not in UNKNOWN and (told == "work_accident") == at_work):
        return case
    return replace(case, details={**case.details, "cause": "work_accident" if at_work else "illness"})


def totals_of(services: Services, case: Case) -> tuple[int, ...]:
    """The sums that may come of a death (rupiah), by each base and, of an unknown cause, both ways; () of all
    other cases, whose sums depend on what comes later, and where no cover is known.
    """
    day = event_day_of(case)
    if case.kind != "death" or day is None:
        return ()
    on = date.fromisoformat(day)
    found = [one.total for read in readings(case) for one in worth(services, read, on)]
    return tuple(dict.fromkeys(found))


def readings(case: Case) -> tuple[Case, ...]:
    """A death of a cause not known yet read both ways, by illness first; every other case as it is."""
    case = as_decided(case)
    if case.kind != "death" or case.details.get("cause") not in UNKNOWN:
        return (case,)
    causes = ("illness", "work_accident")
    return tuple(replace(case, details={**case.details, "cause": cause}) for cause in causes)


def schooled(services: Services, case: Case, on: date) -> bool | None:
    """Would a child at school have a scholarship, were one told of? None where no sum is known at all."""
    child = {"name": "", "born": on.replace(year=on.year - AT_SCHOOL, day=1).isoformat()}
    with_child = replace(case, details={**case.details, "children": [child]})
    found = worth(services, with_child, on)
    return any(part.scholarships for one in found for part in one.parts) if found else None


def schools_possible(services: Services, case: Case, on: date) -> bool:
    """May a child at school have a scholarship, in any reading of the case?"""
    return any(schooled(services, one, on) for one in readings(case))


def scholarship_due(services: Services, followed: Case, on: date) -> bool | None:
    """Is a scholarship due after this case, of that day (PP 82/2019)? None where it cannot be told.

    A death by a work accident brings it at once, another death after years of membership; a disability only
    where it is total, which the case does not know.
    """
    if followed.kind != "death" or followed.status in ("refused", "withdrawn"):
        return None
    if followed.status in DECIDED and followed.details.get("cause") == "work_accident":
        return True
    first, *others = (schooled(services, one, on) for one in readings(followed))
    return first if all(other == first for other in others) else None


def needs_tax_number(services: Services, case: Case, on: date) -> bool:
    """Is a death's sum, by the lower of its bases, above what is paid without the NPWP?"""
    totals = [one.total for one in worth(services, case, on)] if case.kind == "death" else []
    return bool(totals) and min(totals) > cap("claim.npwp_above", on)
