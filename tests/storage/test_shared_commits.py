"""Many units of work share a commit: each stands or falls alone, in its order, told when it is safe."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable
from threading import Event

import psycopg
import pytest
from sqlalchemy import bindparam

from storage import lane as lanes
from storage.database import Database, Unit, Work
from storage.errors import StorageDown
from storage.lane import Lane
from storage.open import open_database
from storage.postgres import PostgresConnection, plain_url
from storage.sqlite import SqliteConnection, connect
from storage.statement import Process, Statement, Tx, adding
from storage.tables import regions
from tests.databases import play

ADD = Statement(adding(regions, "code", "name"))
RENAME = Statement(regions.update().where(regions.c.code == bindparam("of")).values(name=bindparam("name")))
ALL = Statement(regions.select().order_by(regions.c.code))


def adds(code: str, fails: Exception | None = None) -> Work[str]:
    def work(tx: Tx) -> str:
        tx.run(ADD, code=code, name=code)
        if fails:
            raise fails
        return code

    return work


async def stored(database: Database) -> list[str]:
    return [row["code"] for row in await database.read(lambda tx: tx.all(ALL))]


def test_each_unit_has_its_own_value(database_url: str) -> None:
    async def scene(database: Database) -> None:
        codes = [f"{number:03}" for number in range(300)]
        assert await asyncio.gather(*(database.run(adds(code), code) for code in codes)) == codes
        assert await stored(database) == codes

    play(database_url, scene)


def test_a_unit_that_fails_is_undone_alone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        works = [adds(f"{n:02}", ValueError(f"{n}") if n % 3 == 0 else None) for n in range(30)]
        done = await asyncio.gather(*(database.run(work) for work in works), return_exceptions=True)
        assert [str(d) for d in done if isinstance(d, ValueError)] == [str(n) for n in range(0, 30, 3)]
        assert await stored(database) == [f"{n:02}" for n in range(30) if n % 3]

    play(database_url, scene)


def test_a_unit_whose_statement_fails_is_undone_alone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        works = [adds("a"), adds("a"), adds("b")]
        done = await asyncio.gather(*(database.run(work) for work in works), return_exceptions=True)
        assert done[0] == "a" and done[2] == "b"
        assert isinstance(done[1], sqlite3.IntegrityError | psycopg.IntegrityError)
        assert await stored(database) == ["a", "b"]

    play(database_url, scene)


def test_a_unit_that_hides_its_failed_statement_is_the_only_one_to_suffer(database_url: str) -> None:
    def hides(tx: Tx) -> str:
        try:
            adds("a")(tx)
        except (sqlite3.Error, psycopg.Error):
            return "hidden"
        return "new"

    async def scene(database: Database) -> None:
        await database.run(adds("a"))
        works = [database.run(hides), database.run(adds("b"))]
        hidden, other = await asyncio.gather(*works, return_exceptions=True)
        assert hidden == "hidden" or isinstance(hidden, psycopg.errors.InFailedSqlTransaction)
        assert other == "b"
        assert await stored(database) == ["a", "b"]

    play(database_url, scene)


def test_what_stands_in_for_a_failed_unit_is_done_in_its_place(database_url: str) -> None:
    def instead(code: str, fails: Exception | None = None) -> Callable[[Exception], Work[str]]:
        return lambda error: adds(f"{code}:{error}", fails)

    async def scene(database: Database) -> None:
        first = Unit(adds("a", ValueError("1")), (instead("b", ValueError("2")), instead("c")))
        second = Unit(adds("d"), (instead("e"),))
        done = await asyncio.gather(database.run_unit(first, 0), database.run_unit(second, 0))
        assert list(done) == ["c:2", "d"]
        assert await stored(database) == ["c:2", "d"]

    play(database_url, scene)


def test_units_of_one_key_run_in_the_order_they_came(database_url: str) -> None:
    async def scene(database: Database) -> None:
        order: dict[str, list[int]] = {key: [] for key in ("siti", "budi", "wayan")}
        works = [(key, number) for number in range(100) for key in order]

        def note(key: str, number: int) -> Work[None]:
            return lambda tx: order[key].append(number)

        await asyncio.gather(*(database.run(note(key, number), key) for key, number in works))
        assert order == {key: list(range(100)) for key in order}

    play(database_url, scene)


def test_who_goes_away_does_not_keep_the_work_from_being_done(database_url: str) -> None:
    async def scene(database: Database) -> None:
        told: list[str] = []
        going = asyncio.create_task(database.run_unit(Unit(adds("a"), after=told.append), 0))
        await asyncio.sleep(0)
        going.cancel()
        assert await database.run(adds("b")) == "b"
        assert going.cancelled()
        assert await stored(database) == ["a", "b"]
        assert told == ["a"]

    play(database_url, scene)


def test_what_comes_after_waits_for_the_commit_and_is_left_out_where_it_fails(database_url: str) -> None:
    async def scene(database: Database) -> None:
        told: list[str] = []
        await database.run_unit(Unit(adds("a"), after=told.append), 0)
        with pytest.raises(ValueError):
            await database.run_unit(Unit(adds("b", ValueError()), after=told.append), 0)
        assert told == ["a"]

    play(database_url, scene)


def test_closing_waits_for_what_is_under_way_and_takes_nothing_new(database_url: str) -> None:
    async def run() -> None:
        database = await open_database(database_url)
        working = [asyncio.create_task(database.run(adds(f"{n:03}"), n)) for n in range(200)]
        await asyncio.sleep(0)
        await database.close()
        assert await asyncio.gather(*working) == [f"{n:03}" for n in range(200)]
        with pytest.raises(StorageDown):
            await database.run(adds("late"))

    asyncio.run(run())


def test_a_reader_sees_only_what_is_committed(database_url: str) -> None:
    async def scene(database: Database) -> None:
        seen: list[list[str]] = []
        loop = asyncio.get_running_loop()

        def slow(tx: Tx) -> None:
            adds("a")(tx)
            reading = asyncio.run_coroutine_threadsafe(stored(database), loop)
            seen.append(reading.result(60))

        await database.run(slow)
        assert seen == [[]]
        assert await stored(database) == ["a"]

    play(database_url, scene)


def test_a_reader_cannot_write_on_sqlite(tmp_path: object) -> None:
    async def scene(database: Database) -> None:
        with pytest.raises((sqlite3.OperationalError, StorageDown)):
            await database.read(adds("a"))

    play(f"sqlite:///{tmp_path}/payung.db", scene)


class NoCommit:
    """A real connection whose commits fail for a while."""

    def __init__(self, connection: PostgresConnection | SqliteConnection) -> None:
        self._real = connection
        self.hop, self.begin, self.close = connection.hop, connection.begin, connection.close
        self.rollback, self.blame = connection.rollback, connection.blame
        self.failures = 1
        self.error: Exception = sqlite3.OperationalError("disk I/O error")

    @property
    def tx(self) -> Tx:
        return self._real.tx

    @property
    def process(self) -> Process:
        return self._real.process

    def commit(self) -> None:
        if self.failures:
            self.failures -= 1
            raise self.error
        self._real.commit()


async def connection_to(url: str) -> PostgresConnection | SqliteConnection:
    if url.startswith("sqlite"):
        return await SqliteConnection(
            lambda: connect(url.split(":///")[1]), "BEGIN IMMEDIATE", Process()
        ).open()
    return await PostgresConnection(plain_url(url), Process()).open()


async def with_failing_commit(url: str, scene: Callable[[Lane], Awaitable[None]]) -> None:
    lane = Lane(NoCommit(await connection_to(url)))
    try:
        await scene(lane)
    finally:
        await lane.close()


def test_when_a_commit_fails_all_are_told_and_nothing_is_stored(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(lane: Lane) -> None:
        works = [asyncio.create_task(lane.run(Unit(adds(code)))) for code in "abc"]
        done = await asyncio.gather(*works, return_exceptions=True)
        assert [type(error) for error in done] == [StorageDown] * 3
        assert await lane.run(Unit(lambda tx: tx.all(ALL))) == []
        assert await lane.run(Unit(adds("d"))) == "d"

    with caplog.at_level(logging.ERROR):
        asyncio.run(with_failing_commit(database_url, scene))
    assert "the database did not commit: OperationalError" in caplog.text


def test_long_work_lets_everybody_else_go_first_and_has_commits_of_its_own(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "PATIENCE", 60.0)
    order, all_there = list[str](), Event()

    def notes(name: str) -> Work[None]:
        def work(tx: Tx) -> None:
            assert all_there.wait(60)
            order.append(f"{name}{'!' if tx.hurried else ''}")

        return work

    async def scene(database: Database) -> None:
        long = [asyncio.create_task(database.run(notes(f"long{n}"), patient=True)) for n in range(2)]
        await asyncio.sleep(0)
        chats = [asyncio.create_task(database.run(notes(f"chat{n}"))) for n in range(3)]
        await asyncio.sleep(0)
        all_there.set()
        await asyncio.gather(*chats, *long)
        assert order == ["long0!", "chat0", "chat1", "chat2", "long1"]

    play(database_url, scene)


def test_long_work_comes_to_its_end_however_much_others_do(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "PATIENCE", 0.05)

    async def scene(database: Database) -> None:
        going, turns = True, 0

        async def chatter() -> None:
            nonlocal turns
            while going:
                await database.run(lambda tx: time.sleep(0.005))
                turns += 1

        others = [asyncio.create_task(chatter()) for _ in range(4)]
        await asyncio.sleep(0.02)
        turns = 0
        for _ in range(5):
            await database.run(lambda tx: None, patient=True)
        assert turns < 5 * 4 * 25  # each waits for ten of five milliseconds; there are four that talk
        going = False
        await asyncio.gather(*others)

    play(database_url, scene)


def test_nobody_overtakes_one_that_has_to_come_again(database_url: str) -> None:
    async def scene(lane: Lane) -> None:
        works = [asyncio.create_task(lane.run(Unit(adds(f"{n:03}")))) for n in range(150)]
        done = await asyncio.gather(*works, return_exceptions=True)
        assert [type(error) for error in done] == [StorageDown] * 150

    asyncio.run(with_failing_commit(database_url, scene))


def test_a_commit_that_the_database_undoes_is_a_failure(postgres_url: str) -> None:
    async def run() -> None:
        database = await open_database(postgres_url)
        await database.close()
        connection = await PostgresConnection(plain_url(postgres_url), Process()).open()

        def broken() -> None:
            connection.begin()
            with pytest.raises(psycopg.Error):
                connection.tx.execute("THIS IS NO SQL", {})
            with pytest.raises(psycopg.OperationalError, match="rolled back"):
                connection.commit()

        await connection.hop(broken)
        await connection.close()

    asyncio.run(run())


def test_works_that_wait_for_each_other_are_done_one_by_one(database_url: str) -> None:
    """Two processes, each holding what the other wants."""

    def renames(place: str) -> Work[int]:
        def work(tx: Tx) -> int:
            count = tx.run(RENAME, of=place, name="baru")
            time.sleep(0.2)
            return count

        return work

    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        places = ["63.01", "63.02"]
        for place in places:
            await database.run(adds(place))
        works = [database.run(renames(place)) for place in places]
        works += [other.run(renames(place)) for place in reversed(places)]
        assert await asyncio.gather(*works) == [1, 1, 1, 1]
        await other.close()

    play(database_url, scene)
