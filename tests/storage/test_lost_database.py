"""The database goes away, is full or is locked: nobody is told that something is stored which is not."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from pathlib import Path

import psycopg
import pytest

from storage.database import Database, Work
from storage.errors import StorageDown, StorageError
from storage.open import open_database
from storage.sqlite import connect, open_sqlite
from storage.statement import Statement, Tx, adding
from storage.tables import regions
from tests.databases import away, cut_off, play

ADD = Statement(adding(regions, "code", "name"))
ALL = Statement(regions.select().order_by(regions.c.code))


def adds(code: str, name: str = "") -> Work[str]:
    def work(tx: Tx) -> str:
        tx.run(ADD, code=code, name=name)
        return code

    return work


async def stored(database: Database) -> list[str]:
    return [row["code"] for row in await database.read(lambda tx: tx.all(ALL))]


def test_connections_that_were_cut_while_they_lay_idle_are_opened_anew_unseen(postgres_database: str) -> None:
    async def scene(database: Database) -> None:
        await asyncio.gather(*(database.run(adds(code), code) for code in "abc"))
        cut_off(postgres_database)
        assert await asyncio.gather(*(database.run(adds(code), code) for code in "def")) == ["d", "e", "f"]
        cut_off(postgres_database)
        assert await stored(database) == list("abcdef")

    play(postgres_database, scene)


def test_a_connection_cut_in_the_middle_stores_nothing_of_what_it_carried(postgres_database: str) -> None:
    def cut(tx: Tx) -> str:
        adds("a")(tx)
        cut_off(postgres_database)
        return adds("b")(tx)

    async def scene(database: Database) -> None:
        works = [database.run(adds("before")), database.run(cut), database.run(adds("after"))]
        done = await asyncio.gather(*works, return_exceptions=True)
        assert [type(error) for error in done] == [StorageDown] * 3
        assert await stored(database) == []
        assert await database.run(adds("again")) == "again"
        assert await stored(database) == ["again"]

    play(postgres_database, scene)


def test_a_work_that_hides_the_loss_stores_nothing_either(postgres_database: str) -> None:
    def hides(tx: Tx) -> str:
        cut_off(postgres_database)
        for code in "ab":
            try:
                adds(code)(tx)
            except psycopg.Error:
                continue
        return "hidden"

    async def scene(database: Database) -> None:
        with pytest.raises(StorageDown):
            await database.run(hides)
        assert await stored(database) == []

    play(postgres_database, scene)


def test_while_the_server_lets_nobody_in_all_are_told_and_then_it_goes_on(postgres_database: str) -> None:
    async def scene(database: Database) -> None:
        with away(postgres_database):
            for code in "abc":
                with pytest.raises(StorageDown):
                    await database.run(adds(code), code)
            with pytest.raises(StorageDown):
                await stored(database)
        assert await database.run(adds("d")) == "d"
        assert await stored(database) == ["d"]

    play(postgres_database, scene)


def test_a_server_that_lets_nobody_in_at_the_start_is_said_in_one_sentence(postgres_database: str) -> None:
    with (
        away(postgres_database),
        pytest.raises(StorageError, match=r"cannot be used: .*not currently accepting"),
    ):
        asyncio.run(open_database(postgres_database))


def test_a_row_that_somebody_holds_for_long_keeps_only_its_own_work(postgres_database: str) -> None:
    """An operator who left a transaction open in a console."""

    async def scene(database: Database) -> None:
        await database.run(adds("a"))
        await database.run(lambda tx: tx.execute("SET lock_timeout = '100ms'", {}))
        with psycopg.connect(postgres_database.replace("+psycopg", "")) as operator:
            operator.execute("SELECT * FROM regions WHERE code = 'a' FOR UPDATE")
            held = database.run(lambda tx: tx.execute("DELETE FROM regions WHERE code = 'a'", {}))
            done = await asyncio.gather(held, database.run(adds("b")), return_exceptions=True)
            assert [type(each) for each in done] == [StorageDown, str]
        assert await stored(database) == ["a", "b"]

    play(postgres_database, scene)


def test_a_server_that_has_become_a_stand_by_is_no_message_s_fault(postgres_database: str) -> None:
    async def scene(database: Database) -> None:
        for lane in (1, 2):
            await database.run(lambda tx: tx.execute("SET default_transaction_read_only = on", {}), lane)
        with pytest.raises(StorageDown):
            await database.run(adds("a"))

    play(postgres_database, scene)


def test_a_key_that_is_too_long_is_its_message_s_own_fault(postgres_database: str) -> None:
    async def scene(database: Database) -> None:
        long = "".join(chr(33 + number * 7 % 90) + str(number) for number in range(20_000))
        done = await asyncio.gather(database.run(adds("a")), database.run(adds(long)), return_exceptions=True)
        assert done[0] == "a"
        assert isinstance(done[1], psycopg.errors.ProgramLimitExceeded)

    play(postgres_database, scene)


def test_a_locked_file_is_waited_for(tmp_path: Path) -> None:
    async def scene(database: Database) -> None:
        unlocked = threading.Timer(0.3, other.execute, ["COMMIT"])
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        unlocked.start()
        assert await database.run(adds("a")) == "a"
        assert time.monotonic() - began > 0.2
        unlocked.join()

    with_tables = f"sqlite:///{tmp_path / 'payung.db'}"
    play(with_tables, stored_nothing)
    other = sqlite3.connect(tmp_path / "payung.db", isolation_level=None, check_same_thread=False)
    play(with_tables, scene)
    other.close()


async def stored_nothing(database: Database) -> None:
    assert await stored(database) == []


def test_a_file_that_stays_locked_is_told_and_read_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "payung.db"
    play(f"sqlite:///{file}", stored_nothing)

    async def run() -> None:
        database = await open_sqlite(file, patience=0.1)
        other = connect(str(file))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageDown):
            await database.run(adds("a"))
        assert await stored(database) == []
        other.execute("ROLLBACK")
        other.close()
        assert await database.run(adds("a")) == "a"
        await database.close()

    asyncio.run(run())


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    async def scene(database: Database) -> None:
        await database.run(adds("a"))
        await database.run(lambda tx: tx.execute("PRAGMA max_page_count = 100", {}))
        works = [database.run(adds("b")), database.run(adds("c", "x" * 1_000_000))]
        done = await asyncio.gather(*works, return_exceptions=True)
        assert [type(error) for error in done] == [StorageDown] * 2
        assert await stored(database) == ["a"]
        await database.run(lambda tx: tx.execute("PRAGMA max_page_count = 100000", {}))
        assert await database.run(adds("c", "x" * 1_000_000)) == "c"

    play(f"sqlite:///{tmp_path / 'payung.db'}", scene)


def test_what_was_told_as_stored_is_there_after_the_process_is_gone(database_url: str) -> None:
    """The connections are dropped without a word, as by a SIGKILL."""

    async def run() -> None:
        database = await open_database(database_url)
        await asyncio.gather(*(database.run(adds(f"{n:03}"), n) for n in range(100)))
        if database.dialect == "postgresql":
            cut_off(database_url)
        again = await open_database(database_url)
        assert await stored(again) == [f"{n:03}" for n in range(100)]
        await again.close()
        await database.close()

    asyncio.run(run())
