"""Several processes send and work on one database: each reply and each job is in one pair of hands."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest

from bot.conversation.messages import Reply
from storage import jobs, leases, outbox
from storage.database import Database, Work
from storage.errors import StorageDown
from storage.jobs import Job
from storage.open import open_database
from storage.outbox import BROADCAST, NOTIFICATION, REPLY, Queued, Settled
from storage.statement import Statement, Tx
from storage.tables import jobs as jobs_table
from storage.tables import outbox as outbox_table
from tests.databases import DAY, NOW, VAULT, chat, play

LEASE = 30_000
UNTIL = NOW + LEASE


def writes(address: str, text: str, leased_until: int = 0, **more: Any) -> Work[Queued]:
    def work(tx: Tx) -> Queued:
        wanted = Queued(0, chat(tx, address), "telegram", address, Reply(text), at=NOW, **more)
        return outbox.add(tx, VAULT, wanted, "waiting", leased_until)

    return work


def claims(now: int = NOW, most: int = 500, channel: str = "telegram") -> Work[list[str]]:
    def work(tx: Tx) -> list[str]:
        return [one.reply.text for one in leases.claim(tx, VAULT, channel, now, now + LEASE, most)]

    return work


def sent(text_row: int) -> Work[None]:
    return lambda tx: outbox.settle(tx, [Settled(text_row, "sent", 1)])


@asynccontextmanager
async def another_process(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    yield database
    await database.close()


def test_who_writes_a_reply_with_a_lease_sends_it_and_nobody_else(database_url: str) -> None:
    async def scene(database: Database) -> None:
        async with another_process(database_url) as other:
            written = await database.run(writes("1", "a", UNTIL))
            assert written.leased_until == UNTIL
            assert await other.run(claims()) == await other.run(claims(UNTIL)) == []
            assert await other.run(claims(UNTIL + 1)) == ["a"]
            assert await database.run(claims(UNTIL + 1)) == []

    play(database_url, scene)


def test_a_reply_waits_behind_those_of_its_chat_that_another_process_has(database_url: str) -> None:
    async def scene(database: Database) -> None:
        async with another_process(database_url) as other:
            first = await database.run(writes("1", "a", UNTIL))
            assert (await other.run(writes("1", "b", UNTIL))).leased_until == 0
            assert (await other.run(writes("2", "c", UNTIL))).leased_until == UNTIL
            assert await other.run(claims()) == []
            await database.run(sent(first.id))
            assert await other.run(claims()) == ["b"]

    play(database_url, scene)


def test_a_reply_waits_behind_older_ones_that_nobody_has_yet(database_url: str) -> None:
    """After a restart, or when a chat that was closed to us opens again."""

    async def scene(database: Database) -> None:
        await database.run(writes("1", "old"))
        assert (await database.run(writes("1", "new", UNTIL))).leased_until == 0
        assert await database.run(claims()) == ["old", "new"]
        assert (await database.run(writes("1", "newer", UNTIL))).leased_until == UNTIL

    play(database_url, scene)


def test_the_most_urgent_go_first_and_then_the_oldest(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for number, priority in enumerate((BROADCAST, REPLY, NOTIFICATION, REPLY)):
            await database.run(writes(str(number), f"{priority}.{number}", priority=priority))
        assert await database.run(claims(most=1)) == ["0.1"]
        assert await database.run(claims()) == ["0.3", "1.2", "2.0"]

    play(database_url, scene)


def test_each_channel_s_replies_are_claimed_alone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(writes("1", "a"))
        assert await database.run(claims(channel="whatsapp")) == []
        assert await database.run(claims()) == ["a"]

    play(database_url, scene)


def test_processes_that_claim_together_never_take_the_same_nor_share_a_chat(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for number in range(200):
            await database.run(writes(str(number % 20), f"{number}"))
        async with another_process(database_url) as other, another_process(database_url) as third:
            taken: dict[int, list[str]] = {0: [], 1: [], 2: []}
            while sum(map(len, taken.values())) < 200:
                found = await asyncio.gather(
                    *(process.run(claims(most=7), n) for n, process in enumerate((database, other, third)))
                )
                for process, texts in enumerate(found):
                    taken[process] += texts
        everything = Counter(text for texts in taken.values() for text in texts)
        assert everything == Counter(str(number) for number in range(200))
        chats_of = [{int(text) % 20 for text in texts} for texts in taken.values()]
        assert sum(len(own) for own in chats_of) == 20
        for texts in taken.values():
            assert texts == sorted(texts, key=int)

    play(database_url, scene)


def test_a_lease_is_kept_by_who_knows_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        async with another_process(database_url) as other:
            row = (await database.run(writes("1", "a", UNTIL))).id
            assert await other.run(lambda tx: leases.renew(tx, {row: UNTIL - 1}, UNTIL + 9)) == {row: False}
            assert await database.run(lambda tx: leases.renew(tx, {row: UNTIL}, UNTIL + 9)) == {row: True}
            assert await other.run(claims(UNTIL + 9)) == []
            assert await other.run(claims(UNTIL + 10)) == ["a"]
            assert await database.run(lambda tx: leases.renew(tx, {row: UNTIL + 9}, UNTIL + 99)) == {
                row: False
            }

    play(database_url, scene)


def test_what_is_given_back_is_for_anybody_at_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        async with another_process(database_url) as other:
            rows = [(await database.run(writes(address, address, UNTIL))).id for address in "12"]
            given = {rows[0]: UNTIL, rows[1]: UNTIL - 1}
            assert await database.run(lambda tx: leases.give_back(tx, given)) == 1
            assert await other.run(claims(NOW + 1)) == ["1"]
            assert await database.run(lambda tx: leases.give_back(tx, given)) == 0

    play(database_url, scene)


def test_what_a_process_wrote_without_hearing_of_it_goes_before_what_comes_after(database_url: str) -> None:
    """The connection was lost while the commit was on its way."""

    async def scene(database: Database) -> None:
        await database.run(writes("1", "unheard of", UNTIL))

        def lost(tx: Tx) -> None:
            raise error

        error = StorageDown() if database.dialect == "postgresql" else disk_full()
        with pytest.raises(StorageDown):
            await database.run(lost)
        assert (await database.run(writes("1", "after it", UNTIL))).leased_until == 0
        assert await database.run(claims()) == []
        assert await database.run(claims(UNTIL + 1)) == ["unheard of", "after it"]

    play(database_url, scene)


def disk_full() -> Exception:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def test_who_is_alone_takes_what_a_killed_process_had_and_keeps_its_own(database_url: str) -> None:
    async def scene(database: Database) -> None:
        async with another_process(database_url) as killed:
            await killed.run(writes("1", "left", UNTIL))
            await database.run(writes("2", "own", UNTIL))
            assert await database.run(leases.release_others) == 1
            assert await database.run(claims()) == ["left"]

    play(database_url, scene)


def test_a_reply_that_cannot_be_opened_keeps_no_other_from_being_sent(database_url: str) -> None:
    spoil = Statement(outbox_table.update().where(outbox_table.c.address == "1").values(reply=b"spoilt"))
    look = Statement(outbox_table.select().order_by(outbox_table.c.id))

    async def scene(database: Database) -> None:
        for address in "123":
            await database.run(writes(address, address))
        await database.run(lambda tx: tx.run(spoil))
        assert await database.run(claims()) == ["2", "3"]
        first, *_ = await database.read(lambda tx: tx.all(look))
        assert (first["state"], first["problem"]) == ("failed", "unreadable")

    play(database_url, scene)


def asks(number: int, due_at: int = NOW, key: str | None = None) -> Work[None]:
    return lambda tx: jobs.add(tx, VAULT, "fetch", {"number": number}, due_at, key)


def takes(now: int = NOW, most: int = 4) -> Work[list[Job]]:
    return lambda tx: jobs.claim(tx, VAULT, now, now + 120_000, most)


async def taken(database: Database, now: int = NOW, most: int = 4) -> list[int]:
    return [job.payload["number"] for job in await database.run(takes(now, most))]


def test_a_job_is_done_when_it_is_due_the_oldest_first(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for number, due_at in enumerate((NOW + 1, NOW, NOW - 1)):
            await database.run(asks(number, due_at))
        assert await database.read(lambda tx: jobs.due(tx, NOW)) == 2
        assert sorted(await taken(database)) == [1, 2]
        assert await taken(database) == []
        assert await taken(database, NOW + 1) == [0]

    play(database_url, scene)


def test_two_workers_never_do_the_same_job(database_url: str) -> None:
    async def scene(database: Database) -> None:
        async with another_process(database_url) as other:
            for number in range(100):
                await database.run(asks(number))
            found = await asyncio.gather(
                *(taken((database, other)[n % 2]) for n in range(40))
            )  # fmt: skip
            assert sorted(number for some in found for number in some) == list(range(100))

    play(database_url, scene)


def test_a_job_of_a_killed_worker_is_due_again_when_its_lease_ends(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(asks(1))
        assert await taken(database) == [1]
        assert await taken(database, NOW + 119_999) == []
        assert await taken(database, NOW + 120_000) == [1]

    play(database_url, scene)


def test_a_job_is_kept_only_by_who_has_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for number in (1, 2):
            await database.run(asks(number))
        held = await database.run(takes())
        later = NOW + 200_000
        kept = await database.run(lambda tx: jobs.renew(tx, held, later))
        assert {job.until for job in kept} == {later}
        assert await database.run(lambda tx: jobs.renew(tx, held, later + 1)) == []
        for job in held:
            await database.run(partial(jobs.done, job=job))
        assert sorted(await taken(database, later)) == [1, 2]
        for job in kept:
            await database.run(partial(jobs.later, job=job, due_at=NOW, problem=None, attempts=9))
        assert await taken(database, later + 119_999) == []

    play(database_url, scene)


def test_a_failed_job_comes_again_later_and_counts_its_tries(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(asks(1))
        [job] = await database.run(takes())
        await database.run(lambda tx: jobs.later(tx, job, NOW + 5, "OSError at x.py:1", 3))
        assert await taken(database, NOW + 4) == []
        [again] = await database.run(takes(NOW + 5))
        assert again == Job(job.id, "fetch", {"number": 1}, 3, again.until)
        await database.run(lambda tx: jobs.done(tx, again))
        assert await taken(database, NOW + DAY) == []

    play(database_url, scene)


def test_periodic_work_exists_once_whoever_asks_for_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        async with another_process(database_url) as other:
            await asyncio.gather(*((database, other)[n % 2].run(asks(n, key="tidy"), n) for n in range(10)))
            assert len(await taken(database)) == 1

    play(database_url, scene)


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"spoilt", VAULT.seal(b"{}", "chats.session")],
    ids=("empty", "spoilt", "of another table"),
)
def test_a_job_that_cannot_be_read_keeps_no_other_from_being_done(database_url: str, spoilt: bytes) -> None:
    spoil = Statement(jobs_table.update().where(jobs_table.c.due_at == NOW - 1).values(payload=spoilt))

    async def scene(database: Database) -> None:
        await database.run(asks(1, NOW - 1))
        await database.run(asks(2))
        await database.run(lambda tx: tx.run(spoil))
        assert await taken(database, most=1) == []
        assert await taken(database, most=1) == [2]
        assert await taken(database, NOW + 120_001, most=1) == [2]

    play(database_url, scene)
