"""The officers' queue: who waits longest comes first, each once, and the databases find them by their index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rules.records import Event, Registration
from storage import queue, registrations
from storage.database import Database
from storage.queue import Strip, Wanted
from storage.statement import Row, Tx, compiled
from tests.databases import NOW, VAULT, chat, emptied, person, play

HOUR = 3600 * 1000
ALL = Wanted()
CITY = [Strip("denpasar")]
VILLAGE, NEXT = "51.71.03.2008", "51.71.03.2009"


def add(
    tx: Tx, number: int, programme: str = "denpasar", village: str | None = VILLAGE, kind: str = "submitted",
    category: str = "trader",
) -> Registration:  # fmt: skip
    who = person(tx, f"517103570885{9000 + number}")
    wish = Registration(0, "", programme, who, category, village, "", {}, NOW)
    return registrations.add(tx, VAULT, wish, "DEN", Event(kind, NOW + number, "person"), chat(tx))


def numbers(rows: list[Row]) -> list[str]:
    return [row["nik"][-1] for row in rows]


def next_ones(tx: Tx, strips: list[Strip], wanted: Wanted = ALL, after: int = 0, most: int = 50) -> list[Row]:
    return queue.next_ones(tx, VAULT, strips, ["submitted"], wanted, after, most)


def test_a_strip_holds_its_part_and_two_that_overlap_give_each_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def work(tx: Tx) -> None:
            several: list[dict[str, Any]] = [
                {}, {"village": NEXT}, {"programme": "banjarmasin"}, {"kind": "put_on_list"},
                {"category": "becak"}, {"village": None},
            ]  # fmt: skip
            for number, more in enumerate(several):
                add(tx, number, **more)
            assert numbers(next_ones(tx, CITY)) == ["0", "1", "4", "5"]
            assert numbers(next_ones(tx, [Strip("denpasar", VILLAGE)])) == ["0", "4"]
            assert numbers(next_ones(tx, [Strip("denpasar", NEXT), *CITY])) == ["0", "1", "4", "5"]
            assert numbers(next_ones(tx, [Strip("denpasar", office="damkar")])) == []
            assert numbers(next_ones(tx, CITY, Wanted(NOW + HOUR, "becak"))) == ["4"]
            assert numbers(next_ones(tx, CITY, Wanted(NOW + HOUR, group=7))) == []
            assert numbers(next_ones(tx, CITY, Wanted(NOW + 1))) == ["0", "1"]
            assert next_ones(tx, []) == []
            every = queue.next_ones(tx, VAULT, CITY, queue.STATUSES, ALL, 0, 4)
            assert numbers(every) == ["0", "1", "3", "4"] and every[2]["status"] == "waiting_list"

        await database.run(work)

    play(database_url, scene)


def test_parts_follow_each_other_without_a_gap(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def work(tx: Tx) -> None:
            for number in range(7):
                add(tx, number, village=VILLAGE if number % 2 else NEXT)
            strips, after, found = [Strip("denpasar", VILLAGE), Strip("denpasar", NEXT)], 0, []
            while rows := next_ones(tx, strips, after=after, most=3):
                found += numbers(rows)
                after = rows[-1]["listed"]
            assert found == list("0123456")

        await database.run(work)

    play(database_url, scene)


def test_who_registers_again_stands_last(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def work(tx: Tx) -> None:
            first = add(tx, 0)
            add(tx, 1)
            registrations.happen(tx, VAULT, first, Event("rejected", NOW, "officer", "NO_DOC"), None)
            assert numbers(next_ones(tx, CITY)) == ["1"]
            registrations.again(tx, VAULT, first, first, Event("submitted", NOW + 9, "person"), chat(tx))
            assert numbers(next_ones(tx, CITY)) == ["1", "0"]

        await database.run(work)

    play(database_url, scene)


def test_what_waits_is_counted_by_where_it_lies(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def work(tx: Tx) -> None:
            several: list[dict[str, Any]] = [
                {}, {}, {"village": NEXT}, {"kind": "listed"}, {"programme": "banjarmasin"},
            ]  # fmt: skip
            for number, more in enumerate(several):
                add(tx, number, **more)
            found = {
                (row["village"], row["status"]): row["count"] for row in queue.counts(tx, "denpasar", ALL)
            }
            assert found == {(VILLAGE, "submitted"): 2, (NEXT, "submitted"): 1, (VILLAGE, "listed"): 1}
            over = add(tx, 9, village="51.71.03.2010")
            registrations.happen(tx, VAULT, over, Event("rejected", NOW, "officer", "NO_DOC"), None)
            assert queue.counts(tx, "denpasar", ALL, "51.71.03.2010") == []
            [row] = queue.counts(tx, "denpasar", ALL, "51.71.03.2010", every=True)
            assert (row["status"], row["count"]) == ("rejected", 1)
            [row] = queue.counts(tx, "denpasar", ALL, NEXT)
            assert row["count"] == 1
            [row] = queue.counts(tx, "denpasar", Wanted(NOW))
            assert (row["village"], row["count"]) == (VILLAGE, 1)

        await database.run(work)

    play(database_url, scene)


def test_the_queue_is_read_in_the_order_of_its_index(tmp_path: Path) -> None:
    """On SQLite: what PostgreSQL plans depends on how much stands there."""

    async def scene(database: Database) -> None:
        def work(tx: Tx) -> list[str]:
            text, fixed = compiled(queue._NEXT, tx.dialect)
            values = {**vars(Strip("denpasar")), **vars(ALL), "status": "submitted", "after": 0, "before": 2**62,
                      "most": 50}  # fmt: skip
            rows = tx.execute(f"EXPLAIN QUERY PLAN {text}", {**fixed, **values}).fetchall()
            return [str(row["detail"]) for row in rows]

        plan = await database.run(work)
        assert any("ix_registrations_programme_status_listed" in step for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan

    play(emptied(f"sqlite:///{tmp_path / 'payung.db'}"), scene)
