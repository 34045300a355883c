"""Chats, the people they may speak for, and what was agreed to."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

from bot.conversation.session import Session, Talk
from storage import chats, people
from storage.chats import Chat
from storage.database import Database, Work
from storage.open import open_database
from storage.statement import Tx
from tests.databases import DAY, NIK, NOW, VAULT, chat, person, play

OTHER_NIK = "6371015708859002"
SITI = {"nik": NIK, "name": "SITI AMINAH", "birth_date": "1985-08-17", "phone": "+6281234567890"}


def entered(tx: Tx, address: str = "1001", at: int = NOW) -> Chat:
    return chats.enter(tx, VAULT, "telegram", address, at, "id")


def test_a_session_comes_back_as_it_was_kept(database_url: str) -> None:
    session = Session("en", (Talk("register", {"nik": NIK, "children": [{"name": "ANI"}]}),), 7)

    async def scene(database: Database) -> None:
        await database.run(lambda tx: chats.save(tx, VAULT, entered(tx), session, NOW))
        assert (await database.run(entered)).session == session

    play(database_url, scene)


def test_a_new_chat_begins_in_the_language_of_its_phone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(lambda tx: chats.enter(tx, VAULT, "web", "x", NOW, "en"))
        assert made.session == Session("en")
        again = await database.run(lambda tx: chats.enter(tx, VAULT, "web", "x", NOW, "id"))
        assert again == made

    play(database_url, scene)


def test_two_processes_that_meet_a_new_chat_at_once_make_one(database_url: str) -> None:
    def slowly(tx: Tx) -> int:
        made = chat(tx)
        time.sleep(0.1)
        return made

    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        works = [database.run(slowly, 0), other.run(slowly, 0), database.run(slowly, 1), other.run(slowly, 1)]
        assert len(set(await asyncio.gather(*works))) == 1
        await other.close()

    play(database_url, scene)


def test_a_chat_is_entered_by_one_process_at_a_time(database_url: str) -> None:
    def counts(tx: Tx) -> None:
        inside = entered(tx)
        time.sleep(0.02)
        chats.save(tx, VAULT, inside, replace(inside.session, step=inside.session.step + 1), NOW)

    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        await database.run(chat)
        await asyncio.gather(*(one.run(counts, n) for n in range(5) for one in (database, other)))
        assert (await database.run(entered)).session.step == 10
        await other.close()

    play(database_url, scene)


def silent(before: int) -> Work[list[str]]:
    return lambda tx: [found.address for found in chats.silent_since(tx, before)]


def test_only_a_pending_question_of_an_open_chat_is_silent_and_only_until_it_is_reminded_of(
    database_url: str,
) -> None:
    asked = Session("id", (Talk("register"),), 3)

    def four_chats(tx: Tx) -> None:
        for address, session in (("1", asked), ("2", Session()), ("3", asked), ("4", asked)):
            chats.save(tx, VAULT, entered(tx, address), session, NOW)
        chats.block(tx, entered(tx, "3").id, True)

    async def scene(database: Database) -> None:
        await database.run(four_chats)
        assert await database.read(silent(NOW)) == []
        assert await database.read(silent(NOW + 1)) == ["1", "4"]
        await database.run(lambda tx: chats.reminded(tx, entered(tx, "1").id, 3))
        await database.run(lambda tx: chats.reminded(tx, entered(tx, "4").id, 2))
        assert await database.read(silent(NOW + 1)) == ["4"]

    play(database_url, scene)


def test_a_chat_is_not_shut_by_what_was_sent_before_the_person_wrote_again(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(lambda tx: chats.save(tx, VAULT, entered(tx), Session(), NOW))
        assert not await database.run(lambda tx: chats.shut(tx, entered(tx).id, NOW - 1))
        assert not (await database.run(entered)).blocked
        assert await database.run(lambda tx: chats.shut(tx, entered(tx).id, NOW))
        assert (await database.run(entered)).blocked

    play(database_url, scene)


def test_a_reminder_neither_opens_a_chat_nor_counts_as_talking(database_url: str) -> None:
    asked = Session("id", (Talk("register"),), 3)

    async def scene(database: Database) -> None:
        await database.run(lambda tx: chats.save(tx, VAULT, entered(tx), asked, NOW))
        await database.run(lambda tx: chats.shut(tx, entered(tx).id, NOW + DAY))
        await database.run(lambda tx: chats.say_first(tx, VAULT, entered(tx), replace(asked, step=4)))
        found = await database.run(entered)
        assert found.blocked and found.session.step == 4

    play(database_url, scene)


def test_a_person_is_found_by_nik_and_by_number(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(lambda tx: people.save(tx, VAULT, SITI, NOW))
        assert await database.read(lambda tx: people.by_nik(tx, VAULT, NIK)) == made
        assert await database.read(lambda tx: people.by_id(tx, VAULT, made.id)) == made
        assert await database.read(lambda tx: people.by_nik(tx, VAULT, OTHER_NIK)) is None
        assert dict(made.details) == SITI

    play(database_url, scene)


def test_what_is_not_told_anew_stays_known(database_url: str) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(lambda tx: people.save(tx, VAULT, SITI, NOW))
        changes = {"nik": NIK, "address": "Jl. Mawar 3", "phone": None}
        second = await database.run(lambda tx: people.save(tx, VAULT, changes, NOW + 1))
        assert second.id == first.id
        assert dict(second.details) == {**SITI, "address": "Jl. Mawar 3"}

    play(database_url, scene)


def test_two_chats_that_tell_of_the_same_person_at_once_make_one_and_both_are_kept(database_url: str) -> None:
    def tells(name: str) -> Work[int]:
        def work(tx: Tx) -> int:
            made = people.save(tx, VAULT, {"nik": NIK, name: "known"}, NOW)
            time.sleep(0.05)
            return made.id

        return work

    async def scene(database: Database) -> None:
        works = [database.run(tells(name), key) for key, name in enumerate(("name", "phone", "address"))]
        assert len(set(await asyncio.gather(*works))) == 1
        found = await database.read(lambda tx: people.by_nik(tx, VAULT, NIK))
        assert found and set(found.details) == {"nik", "name", "phone", "address"}

    play(database_url, scene)


def test_corrections_of_two_chats_at_once_are_both_kept(database_url: str) -> None:
    async def scene(database: Database) -> None:
        siti = await database.run(lambda tx: people.save(tx, VAULT, SITI, NOW))

        def corrects(name: str) -> Work[None]:
            def work(tx: Tx) -> None:
                people.change(tx, VAULT, siti, {name: "baru"}, NOW)
                time.sleep(0.05)

            return work

        await asyncio.gather(*(database.run(corrects(name), key) for key, name in enumerate(("a", "b", "c"))))
        found = await database.read(lambda tx: people.by_id(tx, VAULT, siti.id))
        assert found and dict(found.details) == {**SITI, "a": "baru", "b": "baru", "c": "baru"}

    play(database_url, scene)


def test_a_chat_speaks_for_several_people_in_the_order_they_came_each_once(database_url: str) -> None:
    def links(tx: Tx) -> int:
        mine = chat(tx)
        people.link(tx, mine, person(tx, OTHER_NIK), "helper", NOW)
        people.link(tx, mine, person(tx), "self", NOW + 1)
        people.link(tx, mine, person(tx), "helper", NOW + 2)
        return mine

    async def scene(database: Database) -> None:
        mine = await database.run(links)
        found = await database.read(lambda tx: people.of_chat(tx, VAULT, mine))
        assert [(who.nik, role) for who, role in found] == [(OTHER_NIK, "helper"), (NIK, "self")]
        await database.run(lambda tx: people.unlink(tx, mine, person(tx, OTHER_NIK)))
        found = await database.read(lambda tx: people.of_chat(tx, VAULT, mine))
        assert [who.nik for who, _ in found] == [NIK]

    play(database_url, scene)


def test_a_consent_is_kept_with_its_version_and_ends_when_it_is_withdrawn(database_url: str) -> None:
    def agrees(tx: Tx) -> int:
        mine, siti = chat(tx), person(tx)
        given = {"version": "2026-1", "language": "id", "channel": "telegram", "given_at": NOW}
        for who in (None, siti):
            people.consent(tx, {"chat_id": mine, "person_id": who, "purpose": "registration", **given})
        assert people.withdraw_consents(tx, siti, NOW + 5) == 1
        return mine

    async def scene(database: Database) -> None:
        mine = await database.run(agrees)
        general, own = await database.read(lambda tx: people.consents_of(tx, mine))
        assert (general["version"], general["given_at"], general["withdrawn_at"]) == ("2026-1", NOW, None)
        assert own["withdrawn_at"] == NOW + 5

    play(database_url, scene)
