"""Whose death a case is, for the registrations: known at the latest when the branch office accepts it.

Who reports a death gives NIK and name; where the name is another than that of the NIK here, the case is
nobody's until then (bot/cases.py), and cover and cards would go on.
"""

from __future__ import annotations

from console.case_desk import Desk
from rules.cases import GRANTED, UNDOES
from rules.records import Event, Person
from storage import cases, deaths


def other_name(desk: Desk) -> Person | None:
    """Whom the NIK of a reported death belongs to here, where the report has another name."""
    nik = desk.case.details.get("nik")
    nobodys = desk.case.kind == "death" and desk.case.person is None
    return desk.records.person_by_nik(str(nik)) if nobodys and nik else None


def follow(desk: Desk, kind: str) -> None:
    """A death that the branch office has accepted stands with the registrations too, until that is undone."""
    visit, before = desk.visit, desk.standing.status
    if desk.case.kind != "death":
        return
    if kind in GRANTED and (person := insured(desk)):
        deaths.mark(visit.tx, visit.vault, person, about(desk, deaths.DIED))
    elif kind in UNDOES and before in GRANTED and desk.case.person:
        deaths.unmark(visit.tx, visit.vault, desk.case.person, about(desk, deaths.NOT_DIED))


def about(desk: Desk, kind: str) -> Event:
    """An event of the registrations that names the case."""
    return desk.visit.event(kind, case=desk.case.id)


def insured(desk: Desk) -> int | None:
    """Who has died; the case is theirs from now on."""
    visit, found = desk.visit, other_name(desk)
    if found is None:
        return desk.case.person
    cases.belongs(visit.tx, desk.case, found.id)
    cases.happen(visit.tx, visit.vault, desk.case, visit.event("tied", person=found.id), None)
    return found.id
