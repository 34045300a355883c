"""Somebody who registered, alone or in a group, of whom an officer asks an answer again."""

from __future__ import annotations

from typing import Any

from bot.services import Records
from rules.records import Event, Registration
from rules.returned import AskedAgain
from storage import people, registrations
from tests.databases import NOW, VAULT
from tests.groups.village import Village, nik, registered

OWN = {"nik": nik(900), "name": "NI WAYAN SARI", "birth_date": "1980-08-17", "mother_name": "NI LUH",
       "address": "Jl. Melati 5"}  # fmt: skip
SANUR_KAJA = "51.71.01.2009"


async def alone(here: Village, address: str = "own", place: str = SANUR_KAJA, **told: Any) -> int:
    """Somebody who registers from a chat of their own, in no group."""

    def work(desk: Records) -> int:
        registered(desk, {**OWN, **told}, village=place)
        found = people.by_nik(desk.tx, VAULT, {**OWN, **told}["nik"])
        assert found
        [one] = desk.registrations(found)
        return one.id

    return await here.do(work, address=address)


async def return_(here: Village, id: int, *fields: str) -> None:
    await here.do(
        lambda desk: happens(desk, id, Event("returned", NOW, "officer", details={"fields": fields}))
    )


def happens(desk: Records, id: int, event: Event) -> None:
    registrations.happen(desk.tx, VAULT, one_of(desk, id), event, None)


def one_of(desk: Records, id: int) -> Registration:
    found = registrations.by_id(desk.tx, VAULT, id)
    assert found
    return found


async def asked(here: Village, address: str) -> AskedAgain | None:
    def work(desk: Records) -> AskedAgain | None:
        found = desk.asked_again(None)
        assert desk.anything_asked() == (found is not None)
        return found

    return await here.do(work, address=address)


async def says(here: Village, address: str, field: str, value: Any) -> str:
    """How an answer went."""

    def work(desk: Records) -> str:
        found = desk.asked_again(None)
        assert found
        return desk.answer_again(found, field, value)

    return await here.do(work, address=address)


async def now(here: Village, id: int) -> tuple[Registration, dict[str, Any]]:
    """The registration, and what is known of its person."""

    def work(desk: Records) -> tuple[Registration, dict[str, Any]]:
        one = one_of(desk, id)
        person = people.by_id(desk.tx, VAULT, one.person)
        assert person
        return one, dict(person.details)

    return await here.do(work)
