"""Answers that an officer asks again: who may give them, and what they change; on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.places import fill
from bot.services import Records
from rules.records import Event
from rules.threads import DISPUTE, Thread
from storage import catalogue, likenesses, people, tables, threads
from storage.database import Database
from storage.statement import Statement
from tests.databases import NOW, VAULT, play
from tests.groups.asked_again import OWN, SANUR_KAJA, alone, asked, happens, now, return_, says
from tests.groups.village import NAMES, line, nik, programme, village

PEMOGAN, SIDAKARYA = "51.71.01.2008", "51.71.01.2007"


def threads_of(desk: Records) -> list[Thread]:
    rows = desk.tx.all(Statement(select(tables.threads)))
    return [threads.thread_of(VAULT, row) for row in rows]


def test_an_answer_changes_the_person_and_what_was_told_and_the_last_one_brings_it_back(
    database_url: str,
) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here)
        await return_(here, id, "mother_name", "address")
        found = await asked(here, "own")
        assert found and found.fields == ("mother_name", "address") and found.own
        assert await asked(here, "stranger") is None and await asked(here, "made") is None
        assert await says(here, "own", "mother_name", "NI LUH SARI") == "kept"
        one, known = await now(here, id)
        assert one.status == "returned" and known["mother_name"] == "NI LUH SARI"
        assert one.details["mother_name"] == "NI LUH SARI"
        assert await says(here, "own", "mother_name", "SOMEBODY") == "moved_on"
        assert await says(here, "own", "address", "Jl. Kamboja 2") == "kept"
        one, known = await now(here, id)
        assert (one.status, known["mother_name"]) == ("submitted", "NI LUH SARI")
        assert [event.kind for event in one.events] == [
            "submitted", "returned", "corrected", "corrected", "mended"]  # fmt: skip
        assert await asked(here, "own") is None

    play(database_url, scene)


def test_an_answer_after_the_decision_changes_nothing(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here)
        await return_(here, id, "address")

        def late(desk: Records) -> str:
            found = desk.asked_again(None)
            assert found
            happens(desk, id, Event("verified", NOW, "officer"))
            return desk.answer_again(found, "address", "Jl. Kamboja 2")

        assert await here.do(late, address="own") == "moved_on"
        one, known = await now(here, id)
        assert (one.status, known["address"]) == ("verified", OWN["address"])

    play(database_url, scene)


def test_the_coordinator_answers_for_whom_no_chat_speaks_and_for_nobody_else(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), line(2))
        await here.hand_in()
        first, second = [one.registration for one in await here.members()]
        for id in (first, second):
            await return_(here, id, "mother_name")
        assert await here.do(lambda desk: desk.groups.asked_again(here.group)) == 2
        person = (await now(here, second))[0].person
        await here.do(lambda desk: people.link(desk.tx, desk.chat.id, person, "self", NOW), address="own")
        assert await here.do(lambda desk: desk.groups.asked_again(here.group)) == 1
        found = await asked(here, "made")
        assert found and (found.registration, found.own) == (first, False)
        assert found.name == NAMES[1]
        assert await asked(here, "stranger") is None
        assert await says(here, "made", "mother_name", "NI LUH SARI") == "kept"
        one, known = await now(here, first)
        assert (one.status, known["mother_name"]) == ("submitted", "NI LUH SARI")
        assert [event.actor for event in one.events if event.kind == "corrected"] == ["coordinator"]
        assert await asked(here, "made") is None
        assert await here.do(lambda desk: desk.groups.asked_again(here.group)) == 0
        found = await asked(here, "own")
        assert found and found.registration == second

    play(database_url, scene)


def test_another_nik_is_the_same_person_and_somebody_else_s_is_for_an_officer(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        other = await alone(here, "other", nik=nik(901), name="NI KETUT DARMI")
        id = await alone(here)
        await return_(here, id, "nik")
        assert await says(here, "own", "nik", nik(901)) == "looked_at"
        one, known = await now(here, id)
        assert (one.status, known["nik"]) == ("submitted", OWN["nik"])
        assert one.events[-2].details["look"] == ["NIK_OF_TWO"]
        noted = await here.do(lambda desk: threads_of(desk))
        assert [(thread.about, "DARMI" in thread.message) for thread in noted] == [(DISPUTE, False)]

        await return_(here, id, "nik")
        assert await says(here, "own", "nik", nik(902)) == "kept"
        one, known = await now(here, id)
        assert known["nik"] == one.details["nik"] == nik(902)

        def known_by(desk: Records) -> tuple[Any, Any, set[int]]:
            like = likenesses.like(desk.tx, VAULT, {"nik": nik(902)})
            return desk.person_by_nik(OWN["nik"]), desk.person_by_nik(nik(902)), {p.id for p in like}

        before, after, like = await here.do(known_by)
        assert before is None and after and after.id == one.person and one.person in like
        assert (await now(here, other))[1]["nik"] == nik(901)

    play(database_url, scene)


def test_another_village_takes_a_place_there_where_one_is_free(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        small = replace(programme("denpasar"), quota_per_village=1)
        await here.do(lambda desk: catalogue.save_programme(desk.tx, small, NOW))
        first = await alone(here)
        await alone(here, "other", nik=nik(901), name="NI KETUT DARMI")  # waits: the place is taken
        await return_(here, first, "village")
        assert await says(here, "own", "village", SANUR_KAJA) == "kept"  # the same one
        await return_(here, first, "village")
        assert await says(here, "own", "village", PEMOGAN) == "kept"
        one, known = await now(here, first)
        assert one.village == known["village"] == one.details["village"] == PEMOGAN
        moved = await here.do(lambda desk: fill(desk.tx, VAULT, small, NOW))
        assert moved == 1  # who waited for the place that was left
        third = await alone(here, "third", SIDAKARYA, nik=nik(903), name="NI PUTU AYU")
        await return_(here, third, "village")
        assert await says(here, "third", "village", PEMOGAN) == "full"
        one, known = await now(here, third)
        assert (one.status, one.village, known["village"]) == ("returned", SIDAKARYA, SIDAKARYA)

    play(database_url, scene)


def test_another_photo_of_the_ktp_stands_with_the_registration(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here)
        await return_(here, id, "ktp_photo")
        assert await says(here, "own", "ktp_photo", "document-1") == "kept"
        one, known = await now(here, id)
        assert (one.status, one.details["ktp_photo"]) == ("submitted", "document-1")
        assert "ktp_photo" not in known

    play(database_url, scene)


def test_that_there_is_no_heir_or_no_telephone_of_one_is_kept_as_when_registering(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here, heir_name="I MADE ADI", heir_relation="spouse", heir_phone="+6281234567893")
        await return_(here, id, "heir_phone")
        assert await says(here, "own", "heir_phone", None) == "kept"
        one, known = await now(here, id)
        assert (one.status, one.details["heir_phone"], "heir_phone" in known) == ("submitted", None, False)
        assert known["heir_name"] == one.details["heir_name"] == "I MADE ADI"
        await return_(here, id, "heir_name", "heir_relation")
        assert await says(here, "own", "heir_name", None) == "kept"
        one, known = await now(here, id)
        assert one.status == "submitted" and not {"heir_name", "heir_relation"} & set(known)
        assert {one.details[name] for name in ("heir_name", "heir_relation")} == {None}
        assert known["address"] == OWN["address"]

    play(database_url, scene)


@pytest.mark.parametrize("value", [[], [{"name": "NI PUTU AYU", "born": "2015-03-05"}]])
def test_children_are_kept_as_a_whole(database_url: str, value: list[dict[str, str]]) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here, children=[{"name": "I MADE ADI", "born": "2010-01-02"}])
        await return_(here, id, "children")
        assert await says(here, "own", "children", value) == "kept"
        assert (await now(here, id))[1]["children"] == value

    play(database_url, scene)
