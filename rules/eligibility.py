"""Who may be registered in a programme, with the reason as a code. Pure; an unknown fact decides nothing.

Knows no database and no quota counters; that a NIK exists and a name fits is matched elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.age import birthday, completed_years
from rules.programme import Programme

ACCEPTED, REVIEW, REFUSED = "accepted", "review", "refused"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a worker; None is "not yet known", and its rule is not applied yet.

    `village` is the code of the village on the KTP; `payer_now` says who pays contributions for the worker
    today: `none`, `employer`, `self`, `other_government`, or `unknown` (asked, but the worker cannot tell).
    """

    birth_date: date | None = None
    lives_in_region: bool | None = None
    village: str | None = None
    category: str | None = None
    payer_now: str | None = None
    works: bool | None = None
    is_civil_servant: bool | None = None
    is_student: bool | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`outcome` is accepted, review (an officer looks) or refused; `details` are words for a sentence.

    Days in `details` are YYYY-MM-DD, ages completed years.
    """

    code: str
    outcome: str
    details: Mapping[str, str] = field(default_factory=dict)


Rule = Callable[[Programme, Facts, date], Decision | None]


def decide(programme: Programme, facts: Facts, on: date) -> Decision:
    """The one reason to tell the worker on the local day `on`: a refusal first, then a review, else OK."""
    found = objections(programme, facts, on)
    refusals = (decision for decision in found if decision.outcome == REFUSED)
    return next(refusals, next(iter(found), Decision("OK", ACCEPTED)))


def objections(programme: Programme, facts: Facts, on: date) -> tuple[Decision, ...]:
    """Every reason against, for an officer; empty where nothing known speaks against the worker."""
    results = (rule(programme, facts, on) for rule in RULES)
    return tuple(decision for decision in results if decision)


def place(quota: int | None, taken: int) -> int | None:
    """The place on the waiting list of the next person when `taken` come before; None is within the quota."""
    return None if quota is None or taken < quota else taken - quota + 1


def _refused(code: str, **details: object) -> Decision:
    return Decision(code, REFUSED, {name: str(value) for name, value in details.items()})


def _closed(programme: Programme, facts: Facts, on: date) -> Decision | None:
    if programme.accepts_on(on):
        return None
    opens = min((window.start for window in programme.accepting if window.start > on), default=None)
    closed = max((window.until for window in programme.accepting if window.until < on), default=None)
    return _refused("CLOSED", **{name: day for name, day in (("opens", opens), ("closed", closed)) if day})


def _moved(programme: Programme, facts: Facts, on: date) -> Decision | None:
    """The KTP must be of the region; the prefix of the NIK says nothing about that."""
    if programme.residence.rule == "anywhere" or _lives_in(programme, facts) is not False:
        return None
    return _refused("MOVED", region=programme.region_name)


def _lives_in(programme: Programme, facts: Facts) -> bool | None:
    if facts.lives_in_region is None and facts.village is not None:
        return facts.village.startswith(f"{programme.region}.")
    return facts.lives_in_region


def _village(programme: Programme, facts: Facts, on: date) -> Decision | None:
    elsewhere = _lives_in(programme, facts) is False
    if facts.village is None or elsewhere or programme.has_village(facts.village):
        return None
    return _refused("VILLAGE_NOT_COVERED", village=facts.village, region=programme.region_name)


def _underage(programme: Programme, facts: Facts, on: date) -> Decision | None:
    birth, rule = facts.birth_date, programme.age
    if birth is None or (age := completed_years(birth, on)) >= rule.min:
        return None
    return _refused("UNDERAGE", age=max(age, 0), min=rule.min, since=birthday(birth, rule.min))


def _overage(programme: Programme, facts: Facts, on: date) -> Decision | None:
    rule = programme.age
    if facts.birth_date is None or (age := completed_years(facts.birth_date, on)) <= rule.max:
        return None
    return _refused("OVERAGE", age=age, max=rule.max)


def _civil_servant(programme: Programme, facts: Facts, on: date) -> Decision | None:
    excluded = facts.is_civil_servant and "civil_servant" in programme.not_for.who
    return _refused("ASN_TNI_POLRI") if excluded else None


def _student(programme: Programme, facts: Facts, on: date) -> Decision | None:
    return _refused("STUDENT") if facts.is_student and "student" in programme.not_for.who else None


def _not_working(programme: Programme, facts: Facts, on: date) -> Decision | None:
    return _refused("NOT_WORKING") if facts.works is False else None


def _employed(programme: Programme, facts: Facts, on: date) -> Decision | None:
    return _refused("ALREADY_PU") if facts.payer_now == "employer" else None


def _category(programme: Programme, facts: Facts, on: date) -> Decision | None:
    if facts.category is None or facts.category in {category.code for category in programme.offered}:
        return None
    return _refused("CATEGORY_NOT_COVERED", category=facts.category)


def _already_member(programme: Programme, facts: Facts, on: date) -> Decision | None:
    """Somebody has to decide who pays from now on; a second membership is never dropped silently."""
    if facts.payer_now not in {"self", "other_government"}:
        return None
    return Decision("ALREADY_BPU_OTHER", REVIEW, {"payer": str(facts.payer_now)})


# In the order in which they are told: what nobody can change first, what an officer settles last.
RULES: tuple[Rule, ...] = (
    _closed,
    _moved,
    _village,
    _underage,
    _overage,
    _civil_servant,
    _student,
    _employed,
    _not_working,
    _category,
    _already_member,
)
