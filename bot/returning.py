"""Answers that an officer has asked again: whom this chat may answer for, and what becomes of an answer.

Who has no chat is answered for by the coordinator who listed the person; that one only writes, and is shown
nothing of what was said before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from bot.correcting import correct, correct_one, noted
from bot.enrolment.reckoned import costs_follow
from bot.submission import is_full
from rules.records import Person
from rules.returned import AskedAgain, open_fields
from rules.threads import DISPUTE
from storage import people, registrations, returned

if TYPE_CHECKING:
    from bot.services import Records

PHOTO = "ktp_photo"
PLACES = ("category", "village")  # each may have a quota of its own
KEPT, MOVED_ON, FULL, LOOKED_AT = ANSWERED = ("kept", "moved_on", "full", "looked_at")


def anything_asked(records: Records) -> bool:
    """Looked up with every menu: nothing is opened."""
    tx, chat = records.tx, records.chat.id
    return bool(returned.own(tx, chat) or returned.led(tx, chat))


def asked_again(records: Records, registration: int | None) -> AskedAgain | None:
    """Of that registration, else of the first; those of one's own first."""
    found = chain(_asked(records, True, registration), _asked(records, False, registration))
    return next(found, None)


def _asked(records: Records, own: bool, registration: int | None) -> Iterator[AskedAgain]:
    ids = (returned.own if own else returned.led)(records.tx, records.chat.id)
    for id in ids if registration is None else {registration} & {*ids}:
        one = registrations.by_id(records.tx, records.vault, id)
        person = people.by_id(records.tx, records.vault, one.person) if one else None
        if one and person and (fields := open_fields(one)):
            yield AskedAgain(one.id, one.number, person.name, person.nik, one.programme, fields, own)


def answer(records: Records, wanted: AskedAgain, field: str, value: Any) -> str:
    """Keep an answer; how that went, one of ANSWERED. `moved_on`: another chat was faster, or somebody has
    decided; `full`: no place is left where the answer would lead; `looked_at`: an officer has to settle it.
    """
    one = asked_again(records, wanted.registration)
    if one is None or field not in one.fields:
        return MOVED_ON
    if field in PLACES:
        return _placed(records, one, field, value)
    if field == PHOTO:
        return _photo(records, one, value)
    person = _person(records, one)
    if field == "nik" and not people.renumber(records.tx, records.vault, person, value, records.now):
        return _disputed(records, one, value)
    correct(records, person, {field: value}, _actor(one))
    return KEPT


def _placed(records: Records, one: AskedAgain, field: str, value: str) -> str:
    """Another kind of work or village, where a place is free; the one that was held is given on. In another
    programme the place stays, and what is asked of it there.
    """
    registrations.lock(records.tx, one.programme)
    known = registrations.by_id(records.tx, records.vault, one.registration)
    assert known
    was: Mapping[str, Any] = {"category": known.category, "village": known.village}
    if was[field] != value and is_full(
        records, records.programme(one.programme), {**was, field: value}, (field,)
    ):
        return FULL
    if was[field] != value:
        registrations.move(records.tx, known, **{**was, field: value})
        costs_follow(records.tx, records.vault, known, records.programme(one.programme))
        registrations.place_free(records.tx, records.vault, known, records.now, records.chat.id)
    correct_one(records, _person(records, one), known, {field: value}, _actor(one))
    return KEPT


def _photo(records: Records, one: AskedAgain, document: str) -> str:
    """Kept with the registration alone, in place of the one before (console/registration_files.py)."""
    known = registrations.by_id(records.tx, records.vault, one.registration)
    assert known
    registrations.tell(records.tx, records.vault, known, {PHOTO: document}, new=True)
    noted(records, known, [PHOTO], _actor(one))
    return KEPT


def _disputed(records: Records, one: AskedAgain, nik: str) -> str:
    """Somebody else is known by that NIK. The chat is not told; an officer looks at both."""
    known = registrations.by_id(records.tx, records.vault, one.registration)
    assert known
    records.ask_officer(DISPUTE, json.dumps({"nik": nik, "name": one.name}, ensure_ascii=False))
    noted(records, known, ["nik"], _actor(one), look=["NIK_OF_TWO"])
    return LOOKED_AT


def _person(records: Records, one: AskedAgain) -> Person:
    known = registrations.by_id(records.tx, records.vault, one.registration)
    person = people.by_id(records.tx, records.vault, known.person) if known else None
    if person is None:
        raise LookupError("a registration without its person")
    return person


def _actor(one: AskedAgain) -> str:
    return "person" if one.own else "coordinator"
