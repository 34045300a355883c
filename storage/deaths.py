"""Who is reported dead: for enrolment, lists, cards, announcements, which leave them out or ask an officer.

A case that was withdrawn counts for nothing; one that was refused does: the cover was, not the death.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, bindparam, or_, select

from rules.records import ENDED, RUNNING, Event
from storage import registrations as records
from storage.statement import Statement, Tx, among
from storage.tables import cases, enrolment_rows, events, people, registrations
from storage.vault import Vault

CONFIRMED = ("accepted", "paid")  # the branch office has seen the certificate
_DEATH = (cases.c.kind == "death") & (cases.c.status != "withdrawn")
_OF = Statement(select(cases.c.status).where(_DEATH, cases.c.person_id == bindparam("person")))

_said = events.alias("said")
_ENDED_SO = (
    select(_said.c.id)
    .where(
        _said.c.record == "registration",
        _said.c.record_id == registrations.c.id,
        _said.c.reason == "DECEASED",
    )
    .correlate(registrations)
    .exists()
)
_KNOWN = Statement(
    select(people.c.id).where(
        people.c.id == bindparam("person"),
        or_(
            select(cases.c.id)
            .where(_DEATH, (cases.c.person_id == people.c.id) | (cases.c.nik_hash == people.c.nik_hash))
            .exists(),
            select(enrolment_rows.c.id)
            .where(
                enrolment_rows.c.person_id == people.c.id,
                enrolment_rows.c.state == "taken_off",
                enrolment_rows.c.reason == "DECEASED",
            )
            .exists(),
            select(registrations.c.id)
            .where(registrations.c.person_id == people.c.id, among(registrations.c.status, ENDED), _ENDED_SO)
            .exists(),
        ),
    )
)


def dead(tx: Tx, person: int) -> str:
    """reported: somebody says so; confirmed: the branch office has accepted it; "": nothing is known."""
    statuses = {row["status"] for row in tx.all(_OF, person=person)}
    if not statuses:
        return ""
    return "confirmed" if statuses.intersection(CONFIRMED) else "reported"


def known(tx: Tx, person: int) -> bool:
    """Is the person reported dead, or has an officer taken them off a list or ended a registration for it?
    Then the family hears nothing of cover or cards.
    """
    return tx.one(_KNOWN, person=person) is not None


def has_death_case(tx: Tx, people: Iterable[int]) -> dict[int, str]:
    """Of these people those who are reported dead, and how sure it is. For a page's worth of people."""
    return {person: sure for person in people if (sure := dead(tx, person))}


def death_of(person: ColumnElement[int], confirmed: bool = False) -> ColumnElement[bool]:
    """For a statement over many people: is a death of whom this column tells reported, or confirmed?"""
    sure = among(cases.c.status, CONFIRMED) if confirmed else _DEATH
    return select(cases.c.id).where(_DEATH, sure, cases.c.person_id == person).exists()


def mark(tx: Tx, vault: Vault, person: int, event: Event) -> list[int]:
    """The branch office has accepted a death: each running registration says so, once. Their ids; a place is
    freed by whoever takes them off the list.
    """
    marked = []
    for one in records.of_person(tx, vault, person):
        if one.status in RUNNING and not any(known.kind == event.kind for known in one.events):
            records.happen(tx, vault, one, event, None)
            marked.append(one.id)
    return marked
