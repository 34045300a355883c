"""How a person withdraws: what runs ends, with it the consents and each chat that spoke for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import cases
from bot.groups import living
from rules.records import MOVES, Event, Person, Registration
from storage import groups, people, registrations

if TYPE_CHECKING:
    from bot.services import Records


def withdraw(records: Records, person: Person) -> None:
    for registration in records.registrations(person):
        if registration.status in MOVES["withdrawn"][0]:
            event = Event("withdrawn", records.now, "person")
            registrations.happen(records.tx, records.vault, registration, event, records.chat.id)
            _place_free(records, registration)
    cases.without_consent(records, person)
    people.withdraw_consents(records.tx, person.id, records.now)
    people.unlink_all(records.tx, person.id)


def _place_free(records: Records, registration: Registration) -> None:
    """In a group the next one moves up."""
    group = groups.by_id(records.tx, registration.group) if registration.group else None
    if group:
        living.place_free(records, group)
