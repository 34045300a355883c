"""The other cases of the same insured, as far as they lie in the officer's areas.

One death may have become two cases: given up, reported anew, and opened again. Whoever opens one again, or
notes a payment, says that they have seen the other.
"""

from __future__ import annotations

from console.case_desk import Desk
from console.form import Problem
from console.house import CATALOGUE
from rules.cases import OPEN, Case
from rules.same_event import near
from storage import case_standing, cases

COUNTS = (*OPEN, "paid")  # what is worked on, or was paid already


def others(desk: Desk) -> list[Case]:
    """Of any kind and status, the oldest first."""
    found = cases.beside(desk.visit.tx, desk.visit.vault, desk.case.id)
    return [one for one in found if seen(desk, one)]


def seen(desk: Desk, one: Case) -> bool:
    """Does it lie in the officer's areas?"""
    standing = case_standing.of(desk.visit.tx, one.id)
    return standing is not None and desk.visit.sees(standing.spot)


def twins(desk: Desk, known: list[Case]) -> list[Case]:
    """Those of the same event that are worked on, or were paid."""
    alike = (one for one in known if one.kind == desk.case.kind and one.status in COUNTS)
    return [one for one in alike if near(one.details, desk.case.details)]


def written(found: list[Case]) -> str:
    """Which ones they are: what the tick of a form stands for."""
    return ",".join(str(one.id) for one in found)


def told(desk: Desk, found: list[Case]) -> str:
    """ "DUK-000015 (Di kantor cabang)"."""
    words = desk.words(CATALOGUE)
    return ", ".join(f"{one.number} ({words(f'cases.status.{one.status}')})" for one in found)


def unseen(desk: Desk) -> dict[str, Problem]:
    """The problem of a form that was not ticked for just the twins that there are."""
    found = twins(desk, others(desk))
    if desk.visit.asked.one("twins") == written(found):
        return {}
    return {"twins": ("case.bad_twins", {"numbers": told(desk, found)})}
