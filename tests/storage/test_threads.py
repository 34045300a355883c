"""What people ask officers: kept sealed, in the order of waiting, closed once; on both databases."""

from __future__ import annotations

import asyncio

from rules.officers import ALL, Officer
from rules.threads import ANSWERED, CLOSED, DISPUTE, OPEN, Thread
from storage import officer_words, officers, threads
from storage.database import Database
from storage.officer_words import Word
from storage.open import open_database
from storage.queue import Strip
from storage.statement import Statement, Tx
from storage.tables import threads as table
from tests.databases import NOW, VAULT, chat, play

ROWS = Statement(table.select())


def asked(tx: Tx, address: str = "1", at: int = NOW, about: str | None = None) -> int:
    quiet = about is None
    wanted = Thread(
        0, chat(tx, address), about, "KTP saya hilang", OPEN, "denpasar", None, None, quiet, at, at
    )
    return threads.add(tx, VAULT, wanted)


def states(tx: Tx) -> dict[str, list[int]]:
    return {
        state: [one.id for one, _ in threads.listed(tx, VAULT, state, 10)]
        for state in (OPEN, ANSWERED, CLOSED)
    }


def test_a_question_is_kept_sealed(database_url: str) -> None:
    async def scene(database: Database) -> None:
        number = await database.run(asked)
        [row] = await database.read(lambda tx: tx.all(ROWS))
        assert (row["id"], row["about"], row["state"], row["quiet"]) == (number, None, "open", 1)
        assert VAULT.open(row["message"], "requests.message") == b"KTP saya hilang"

    play(database_url, scene)


def test_who_has_waited_longest_stands_first_and_another_word_does_not_put_them_behind(
    database_url: str,
) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(lambda tx: asked(tx, "1", NOW))
        second = await database.run(lambda tx: asked(tx, "2", NOW + 1))
        assert (await database.read(states))[OPEN] == [first, second]
        await database.run(lambda tx: threads.heard(tx, first, NOW + 5))
        assert (await database.read(states))[OPEN] == [first, second]
        one = await database.read(lambda tx: threads.by_id(tx, VAULT, first))
        assert one and (one.waits_since, one.asked_at) == (NOW, NOW + 5)
        assert await database.read(threads.counts) == {OPEN: 2}

    play(database_url, scene)


def test_a_backlog_elsewhere_hides_nobody(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def write(tx: Tx) -> list[int]:
            places = (
                *[("makassar", "73.71.01.1001")] * 3, ("denpasar", "51.71.01.1001"), (None, None),
                ("denpasar", "51.71.01.1002"), ("denpasar", None),
            )  # fmt: skip
            made = []
            for number, (programme, village) in enumerate(places):
                at = NOW + number
                one = Thread(
                    0, chat(tx, str(number)), None, "Halo", OPEN, programme, village, None, True, at, at
                )
                made.append(threads.add(tx, VAULT, one))
            return made

        def seen(tx: Tx, state: str, most: int, *strips: Strip) -> list[int]:
            return [one.id for one, _ in threads.listed(tx, VAULT, state, most, strips)]

        made = await database.run(write)
        here, *_ = strips = (Strip("denpasar"), Strip("denpasar", "51.71.01.1002"))
        wanted: list[tuple[tuple[Strip, ...], list[int]]] = [
            ((), made[4:5]), ((Strip("denpasar", office="dlh"),), made[4:5]), ((here,), made[3:]),
            (strips, made[3:]), (strips[1:], made[4:6]), ((here, Strip("makassar")), made),
        ]  # fmt: skip
        for asked_for, found in wanted:
            assert await database.read(lambda tx, a=asked_for: seen(tx, OPEN, 10, *a)) == found
            counted = await database.read(lambda tx, a=asked_for: threads.counts(tx, a))
            assert counted == {OPEN: len(found)}, asked_for
        assert await database.read(lambda tx: seen(tx, OPEN, 2, *strips)) == made[3:5]

        def close(tx: Tx) -> None:
            for number, id in enumerate(made):
                threads.end(tx, id, "officer", NOW + 50 + number)

        await database.run(close)
        assert await database.read(lambda tx: seen(tx, CLOSED, 2, here)) == [made[6], made[5]]
        assert await database.read(lambda tx: seen(tx, CLOSED, 9, *strips[1:])) == [made[5], made[4]]

    play(database_url, scene)


def test_who_writes_after_an_answer_waits_anew(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def write(tx: Tx) -> tuple[int, int]:
            wanted = Officer(0, "petugas", "Petugas", "", frozenset({"cases"}), (ALL,))
            officer = officers.add(tx, VAULT, wanted, NOW)
            assert officer
            first, second = asked(tx, "1", NOW), asked(tx, "2", NOW + 1)
            threads.answered(tx, first, officer.id, NOW + 2)
            threads.heard(tx, first, NOW + 3)
            threads.heard(tx, first, NOW + 4)
            return first, second

        first, second = await database.run(write)
        assert (await database.read(states))[OPEN] == [second, first]
        one = await database.read(lambda tx: threads.by_id(tx, VAULT, first))
        assert one and (one.waits_since, one.asked_at) == (NOW + 3, NOW + 4)

    play(database_url, scene)


def test_the_quiet_day_counts_from_the_last_word_not_from_the_first(database_url: str) -> None:
    async def scene(database: Database) -> None:
        number = await database.run(asked)
        await database.run(lambda tx: threads.heard(tx, number, NOW + 5))
        assert await database.read(lambda tx: threads.silent_since(tx, VAULT, NOW + 5)) == []
        [one] = await database.read(lambda tx: threads.silent_since(tx, VAULT, NOW + 6))
        assert one.id == number

    play(database_url, scene)


def test_it_is_closed_once_and_what_comes_later_opens_nothing(database_url: str) -> None:
    async def scene(database: Database) -> None:
        number = await database.run(asked)
        other = await open_database(database_url)
        ends = [one.run(lambda tx: threads.end(tx, number, "officer", NOW + 9)) for one in (database, other)]
        assert sorted(await asyncio.gather(*ends)) == [False, True]
        await other.close()
        await database.run(lambda tx: threads.heard(tx, number, NOW + 10))
        assert await database.read(states) == {OPEN: [], ANSWERED: [], CLOSED: [number]}

    play(database_url, scene)


def test_only_a_silent_bot_is_silent_for_too_long(database_url: str) -> None:
    async def scene(database: Database) -> None:
        old = await database.run(lambda tx: asked(tx, "1", NOW))
        left = await database.run(lambda tx: asked(tx, "2", NOW))
        await database.run(lambda tx: asked(tx, "3", NOW, DISPUTE))
        await database.run(lambda tx: threads.left(tx, left))

        def silent(tx: Tx, at: int) -> list[int]:
            return [one.id for one in threads.silent_since(tx, VAULT, at)]

        assert await database.read(lambda tx: silent(tx, NOW + 1)) == [old]
        assert await database.read(lambda tx: silent(tx, NOW)) == []

    play(database_url, scene)


def test_what_was_written_last_about_a_record_is_known(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def write(tx: Tx) -> list[int]:
            wanted = Officer(0, "petugas", "Petugas", "", frozenset({"cases"}), (ALL,))
            officer = officers.add(tx, VAULT, wanted, NOW)
            assert officer
            here = chat(tx, "1")
            words = [Word(0, here, officer.id, *of, "Mohon tunggu.", NOW) for of in (("thread", 1),) * 2]
            words.append(Word(0, here, officer.id, "case", 1, "Mohon tunggu.", NOW))
            return [officer_words.add(tx, VAULT, word) for word in words]

        first, second, _ = await database.run(write)
        found = await database.read(lambda tx: officer_words.newest(tx, VAULT, "thread", 1))
        assert found and (found.id, found.text) == (second, "Mohon tunggu.") and first < second
        assert await database.read(lambda tx: officer_words.newest(tx, VAULT, "thread", 2)) is None

    play(database_url, scene)
