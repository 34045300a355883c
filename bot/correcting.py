"""What is known of a person changes, noted in each registration; with it what was asked again is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rules.eligibility import Facts, objections
from rules.records import ENDED, Event, Person, Registration
from rules.returned import RETURNED, open_fields
from storage import matchings, people, registrations

if TYPE_CHECKING:
    from bot.services import Records

AGES = ("UNDERAGE", "OVERAGE")
OF_AN_HEIR = ("heir_relation", "heir_phone")  # nothing to ask where nobody is named


def correct(records: Records, person: Person, changes: Mapping[str, Any], actor: str = "person") -> Person:
    """Change what is known of a person, and what the running registrations told of it. None where there is
    none, or none any more.
    """
    changes = _whole(changes)
    changed = _changed(records, person, changes)
    for one in records.registrations(person):
        if one.status not in ENDED:
            _told(records, one, changes, actor)
    return changed


def correct_one(
    records: Records, person: Person, one: Registration, changes: Mapping[str, Any], actor: str
) -> None:
    """The same where it is an answer to this registration alone: its place in the programme."""
    _changed(records, person, changes)
    _told(records, one, changes, actor)


def _whole(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """As when registering: with the name of the heir goes what is asked of the heir."""
    nobody = "heir_name" in changes and changes["heir_name"] is None
    return {**changes, **dict.fromkeys(OF_AN_HEIR)} if nobody else changes


def _changed(records: Records, person: Person, changes: Mapping[str, Any]) -> Person:
    """Other offices are asked about what is known now."""
    matchings.corrected(records.tx, person.id, changes, records.now)
    return people.change(records.tx, records.vault, person, changes, records.now)


def _told(records: Records, one: Registration, changes: Mapping[str, Any], actor: str) -> None:
    registrations.tell(records.tx, records.vault, one, changes)
    noted(records, one, sorted(changes), actor, _against(records, one, changes))


def _against(records: Records, one: Registration, changes: Mapping[str, Any]) -> list[str]:
    """An age that the programme does not take is no less an answer: an officer is told."""
    if "birth_date" not in changes:
        return []
    facts = Facts(birth_date=date.fromisoformat(changes["birth_date"]))
    return [found.code for found in objections(records.programme(one.programme), facts, records.today())
            if found.code in AGES]  # fmt: skip


def noted(
    records: Records, one: Registration, fields: Sequence[str], actor: str, look: Sequence[str] = ()
) -> None:
    """An answer has come, `look` says why an officer should see it; with the last one that was asked again
    the registration is back with the officers.
    """
    details = {"fields": list(fields), **({"look": list(look)} if look else {})}
    happen(records, one, Event("corrected", records.now, actor, details=details))
    now = registrations.by_id(records.tx, records.vault, one.id)
    if now and now.status == RETURNED and not open_fields(now):
        happen(records, now, Event("mended", records.now, "system"))


def happen(records: Records, one: Registration, event: Event) -> None:
    registrations.happen(records.tx, records.vault, one, event, records.chat.id)
