"""Registrations are their events; places are given once, and the waiting list has no gaps."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.load import SHIPPED
from bot.services import Records
from handlers.services import Submitted
from rules.programmes import Programme, load_all
from rules.records import Event, NotAllowed, Registration, status_of
from storage import catalogue, chats, registrations
from storage.database import Database, Work
from storage.open import open_database
from storage.statement import Tx
from tests.databases import NOW, VAULT, chat, person, play

SUBMITTED = Event("submitted", NOW, "person")
LISTED = Event("put_on_list", NOW, "person", "QUOTA_FULL", {"look": ["NAME_MISMATCH"]})
PROGRAMMES = {programme.code: programme for programme in load_all(SHIPPED)}


def wish(person: int, programme: str = "banjarmasin", **more: object) -> Registration:
    details = {"nik": f"{person:016}", "income": 1_500_000}
    return Registration(0, "", programme, person, "becak", None, "", {**details, **more}, NOW)


def nik(number: int) -> str:
    return f"637101570885{9000 + number:04}"


def registers(number: int, event: Event = SUBMITTED, programme: str = "banjarmasin") -> Work[Registration]:
    def work(tx: Tx) -> Registration:
        who = person(tx, nik(number))
        return registrations.add(tx, VAULT, wish(who, programme), "BAN", event, chat(tx))

    return work


def happens(known: Registration, kind: str) -> Work[str]:
    return lambda tx: registrations.happen(tx, VAULT, known, Event(kind, NOW + 1, "officer"), None)


async def read(database: Database, known: Registration) -> Registration:
    [found] = await database.read(lambda tx: registrations.of_person(tx, VAULT, known.person))
    return found


def test_a_registration_is_read_as_it_was_written(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(registers(1, LISTED))
        assert made.number == f"BAN-{made.id:06}"
        assert await read(database, made) == made

    play(database_url, scene)


def test_the_status_is_what_follows_from_the_events(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(registers(1))
        for kind in ("corrected", "verified", "enrolled"):
            await database.run(happens(made, kind))
            found = await read(database, made)
            assert found.status == status_of(found.events)
        assert [event.kind for event in found.events] == ["submitted", "corrected", "verified", "enrolled"]

    play(database_url, scene)


def test_what_cannot_follow_is_refused_and_leaves_no_trace(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(registers(1))
        with pytest.raises(NotAllowed):
            await database.run(happens(made, "enrolled"))
        assert await read(database, made) == made

    play(database_url, scene)


def test_of_a_withdrawal_and_a_verification_at_once_the_second_is_judged_by_the_first(
    database_url: str,
) -> None:
    """Both have read "submitted": a chat that withdraws, an officer who enrols."""

    async def scene(database: Database) -> None:
        made = await database.run(registers(1))
        await database.run(happens(made, "verified"))
        stale = made
        works = [
            database.run(happens(stale, kind), key) for key, kind in enumerate(("enrolled", "withdrawn"))
        ]
        done = await asyncio.gather(*works, return_exceptions=True)
        assert sum(isinstance(each, NotAllowed) for each in done) == 1
        found = await read(database, made)
        assert found.status == status_of(found.events) in ("enrolled", "withdrawn")

    play(database_url, scene)


def test_a_withdrawn_registration_is_taken_up_again_under_its_number(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(registers(1))
        await database.run(happens(made, "withdrawn"))
        once_more = replace(wish(made.person, address="Jl. Baru"), category="ojek", village="63.71.01.1001")
        event = Event("submitted", NOW + 2, "person")
        again = await database.run(
            lambda tx: registrations.again(tx, VAULT, made, once_more, event, chat(tx))
        )
        found = await read(database, made)
        assert (again.number, found.number, found.status) == (made.number, made.number, "submitted")
        assert (found.category, found.village, found.details["address"]) == (
            "ojek", "63.71.01.1001", "Jl. Baru",
        )  # fmt: skip
        assert [event.kind for event in found.events] == ["submitted", "withdrawn", "submitted"]

    play(database_url, scene)


def test_who_withdraws_and_comes_again_stands_last_on_the_list(database_url: str) -> None:
    async def places(database: Database, *known: Registration) -> list[int]:
        return await database.read(lambda tx: [registrations.place_on_list(tx, one) for one in known])

    async def scene(database: Database) -> None:
        first, second, third = [await database.run(registers(number, LISTED)) for number in (1, 2, 3)]
        assert await places(database, first, second, third) == [1, 2, 3]
        await database.run(happens(first, "withdrawn"))
        assert await places(database, second, third) == [1, 2]
        await database.run(
            lambda tx: registrations.again(tx, VAULT, first, wish(first.person), LISTED, chat(tx))
        )
        assert await places(database, second, third, first) == [1, 2, 3]

    play(database_url, scene)


def test_one_programme_s_list_and_places_are_not_another_s(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(registers(1, LISTED))
        other = await database.run(registers(2, LISTED, "samarinda"))
        assert await database.read(lambda tx: registrations.place_on_list(tx, other)) == 1
        await database.run(registers(3))
        assert await database.read(lambda tx: registrations.taken(tx, "banjarmasin")) == 1
        assert await database.read(lambda tx: registrations.taken(tx, "samarinda")) == 0

    play(database_url, scene)


def test_places_are_counted_by_programme_category_and_village(database_url: str) -> None:
    def several(tx: Tx) -> None:
        for number, (category, village) in enumerate((("becak", "a"), ("becak", "b"), ("ojek", "b"))):
            one = replace(wish(person(tx, nik(number))), category=category, village=village)
            registrations.add(tx, VAULT, one, "BAN", SUBMITTED, chat(tx))

    async def scene(database: Database) -> None:
        await database.run(several)
        taken = await database.read(
            lambda tx: [
                registrations.taken(tx, "banjarmasin"),
                registrations.taken(tx, "banjarmasin", category="becak"),
                registrations.taken(tx, "banjarmasin", village="b"),
                registrations.taken(tx, "banjarmasin", village="c"),
            ]
        )
        assert taken == [3, 2, 2, 0]

    play(database_url, scene)


def submits(programme: Programme, number: int) -> Work[Submitted]:
    """One chat sends its registration, as the conversation does."""

    def work(tx: Tx) -> Submitted:
        mine = chats.enter(tx, VAULT, "telegram", str(number), NOW, "id")
        answers = {
            "programme": programme.code, "for_whom": "self", "nik": nik(number), "name": f"ORANG {number}",
            "birth_date": "1985-08-17", "category": programme.categories[0].code,
        }  # fmt: skip
        local = datetime.fromtimestamp(NOW / 1000)
        return Records(tx, VAULT, mine, NOW, local).submit(answers, [])

    return work


def loads(programme: Programme) -> Work[int]:
    return lambda tx: catalogue.save_programme(tx, programme, NOW)


def places_of(listed: Iterable[Registration]) -> Work[list[int]]:
    return lambda tx: [registrations.place_on_list(tx, one) for one in listed]


def taken_in(programme: str) -> Work[int]:
    return lambda tx: registrations.taken(tx, programme)


def test_of_forty_chats_that_race_for_five_places_five_get_one(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        two = {code: replace(PROGRAMMES[code], quota=5) for code in ("banjarmasin", "samarinda")}
        for programme in two.values():
            await database.run(loads(programme))
        racing = [
            ((database, other)[number % 2].run(submits(programme, number + 40 * many), number))
            for number in range(40)
            for many, programme in enumerate(two.values())
        ]
        done = await asyncio.gather(*racing)
        made = [(one.registration, one.place) for one in done if one.registration]
        for code in two:
            ours = [(one, place) for one, place in made if one.programme == code]
            assert sum(one.status == "submitted" for one, _ in ours) == 5
            listed = {place: one for one, place in ours if place}
            assert sorted(listed) == list(range(1, 36))
            assert await database.read(places_of(listed.values())) == list(listed)
            assert await database.read(taken_in(code)) == 5
        assert len({one.number for one, _ in made}) == 80
        await other.close()

    play(database_url, scene, within=180)


def test_the_same_person_on_two_phones_at_once_is_registered_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        programme = PROGRAMMES["banjarmasin"]
        await database.run(lambda tx: catalogue.save_programme(tx, programme, NOW))

        def again(key: int) -> Work[Submitted]:
            def work(tx: Tx) -> Submitted:
                chats.enter(tx, VAULT, "telegram", f"phone {key}", NOW, "id")
                return submits(programme, 1)(tx)

            return work

        done = await asyncio.gather(
            *(database.run(again(key), key) for key in range(4)), return_exceptions=True
        )
        assert sum(isinstance(each, Submitted) for each in done) == 1
        assert sum(isinstance(each, NotAllowed) for each in done) == 3
        assert await database.read(lambda tx: registrations.taken(tx, programme.code)) == 1

    play(database_url, scene)
