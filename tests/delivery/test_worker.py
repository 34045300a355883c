"""Slow work is done once, again where it failed, and never in the way of other work."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest

from bot.delivery import holding
from bot.delivery import worker as working
from bot.delivery.holding import LEASE
from bot.delivery.worker import Kind, Worker
from storage import jobs
from storage.database import Database
from storage.jobs import Job
from storage.open import open_database
from storage.statement import Statement
from storage.tables import jobs as table
from tests.databases import VAULT, away
from tests.delivery.desk import Clock, play, until

ROWS = Statement(table.select().order_by(table.c.id))


@dataclass
class Bench:
    """What jobs do here: note their number, and what a test makes of it."""

    done: list[int] = field(default_factory=list)
    given_up: list[int] = field(default_factory=list)
    trouble: dict[int, Callable[[], Awaitable[None]]] = field(default_factory=dict)

    async def do(self, payload: Any) -> None:
        if trouble := self.trouble.get(payload["n"]):
            await trouble()
        self.done.append(payload["n"])

    async def give_up(self, payload: Any) -> None:
        self.given_up.append(payload["n"])

    def kind(self, **more: Any) -> Kind:
        return Kind(self.do, give_up=self.give_up, **more)


class Shop:
    """Workers on one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self._running: list[asyncio.Task[None]] = []

    async def ask(self, *numbers: int, kind: str = "count") -> None:
        for number in numbers:
            add = partial(jobs.add, vault=VAULT, kind=kind, payload={"n": number}, due_at=self.clock())
            await self.database.run(add)

    def hire(
        self, bench: Bench, database: Database | None = None, clock: Clock | None = None, **kinds: Kind
    ) -> Worker:
        """Let a worker begin."""
        known = kinds or {"count": bench.kind()}
        worker = Worker(database or self.database, VAULT, known, clock or self.clock)
        self._running.append(asyncio.create_task(worker.run()))
        return worker

    async def left(self) -> list[tuple[int, str | None]]:
        """The jobs that stand: how often each was tried, and what was the matter."""
        rows = await self.database.read(lambda tx: tx.all(ROWS))
        return [(row["attempts"], row["problem"]) for row in rows]

    async def due(self) -> list[int]:
        """When each is due, or its lease ends."""
        return [row["due_at"] for row in await self.database.read(lambda tx: tx.all(ROWS))]

    async def all_done(self) -> None:
        while await self.left():
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        """As the program stops."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        self._running.clear()


def work(url: str, scene: Callable[[Shop], Awaitable[None]]) -> None:
    async def run() -> None:
        database = await open_database(url)
        shop = Shop(database, Clock())
        try:
            await scene(shop)
        finally:
            await shop.close()
            await database.close()

    play(run())


async def fails() -> None:
    raise OSError("cannot reach 081234567890")


def test_a_job_is_done_at_once_when_its_worker_is_woken(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "LOOK_EVERY", 3600.0)  # it would not look by itself

    async def scene(shop: Shop) -> None:
        bench = Bench()
        worker = shop.hire(bench)
        await asyncio.sleep(0.3)
        await shop.ask(1)
        worker.wake()
        await until(lambda: bench.done == [1])
        await shop.all_done()

    work(database_url, scene)


def test_a_job_that_another_process_wrote_is_found_without_waking(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        shop.hire(bench)
        await asyncio.sleep(0.1)
        await shop.ask(1)
        await until(lambda: bench.done == [1])

    work(database_url, scene)


def test_two_processes_do_each_job_once(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        other = await open_database(database_url)
        await shop.ask(*range(50))
        shop.hire(bench)
        shop.hire(bench, other)
        await shop.all_done()
        assert sorted(bench.done) == list(range(50))
        await shop.close()
        await other.close()

    work(database_url, scene)


def test_a_slow_job_keeps_no_other_waiting(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        slow = asyncio.Event()

        async def hangs() -> None:
            await slow.wait()

        bench.trouble[0] = hangs
        await shop.ask(*range(20))
        shop.hire(bench)
        await until(lambda: len(bench.done) == 19)
        assert 0 not in bench.done
        slow.set()
        await shop.all_done()

    work(database_url, scene)


def test_what_fails_is_tried_again_and_given_up_in_the_end(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        bench.trouble[1] = fails
        shop.clock.stop()  # it is tried again when that is said
        await shop.ask(1, 2)
        worker = shop.hire(bench, count=bench.kind(tries=3))
        for attempts in (1, 2):
            await until(lambda: bench.done == [2])
            while [tried for tried, _ in await shop.left()] != [attempts]:
                await asyncio.sleep(0.01)
            [(_, problem)] = await shop.left()
            assert problem and problem.startswith("OSError at test_worker.py")
            assert bench.given_up == []
            shop.clock.ahead += 61_000
            worker.wake()
        await shop.all_done()
        assert (bench.done, bench.given_up) == ([2], [1])

    work(database_url, scene)
    assert "081234567890" not in caplog.text


def test_what_is_given_up_in_vain_is_given_up_again(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        bench.trouble[1] = fails
        told: list[int] = []

        async def give_up(payload: Any) -> None:
            told.append(payload["n"])
            if len(told) == 1:
                raise OSError

        shop.clock.stop()
        await shop.ask(1)
        worker = shop.hire(bench, count=Kind(bench.do, tries=1, give_up=give_up))
        await until(lambda: told == [1])
        while not (await shop.left())[0][0]:
            await asyncio.sleep(0.01)
        await shop.ask(2)
        worker.wake()
        await until(lambda: bench.done == [2])
        shop.clock.ahead += LEASE + 1000
        worker.wake()
        await shop.all_done()
        assert told == [1, 1]

    work(database_url, scene)


def test_what_can_never_be_given_up_is_dropped_in_the_end(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        bench.trouble[1] = fails
        told: list[int] = []

        async def give_up(payload: Any) -> None:
            told.append(payload["n"])
            raise OSError

        await shop.ask(1)
        worker = shop.hire(bench, count=Kind(bench.do, tries=2, give_up=give_up))
        for tried in range(1, 2 * working.HOPELESS + 1):
            shop.clock.ahead += LEASE + 600_000
            worker.wake()
            while any(attempts < tried for attempts, _ in await shop.left()):
                await asyncio.sleep(0.01)
        await shop.all_done()
        assert len(told) == 2 * working.HOPELESS - 1

    work(database_url, scene)


def test_what_takes_too_long_has_failed(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "LIMIT", 0.1)

    async def scene(shop: Shop) -> None:
        bench = Bench()
        bench.trouble[1] = lambda: asyncio.sleep(100)
        shop.clock.stop()
        await shop.ask(1)
        shop.hire(bench)
        while not (await shop.left())[0][1]:
            await asyncio.sleep(0.01)
        [(tried, problem)] = await shop.left()
        assert tried == 1 and problem and problem.startswith("TimeoutError")

    work(database_url, scene)


@pytest.fixture
def short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything about leases goes faster; a machine that is busy for a second does not end one."""
    for name, value in {"LEASE": 2000, "RENEW": 0.15, "WATCH": 0.02}.items():
        monkeypatch.setattr(holding, name, value)
    monkeypatch.setattr(working, "LEASE", 2000)
    monkeypatch.setattr(working, "LOOK_EVERY", 0.05)


def test_a_job_that_takes_longer_than_its_lease_is_kept_and_done_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of both runs fast."""
    monkeypatch.setattr(holding, "RENEW", 0.15)
    monkeypatch.setattr(working, "LOOK_EVERY", 0.05)

    async def scene(shop: Shop) -> None:
        bench = Bench()
        begun: list[int] = []
        ending = asyncio.Event()

        async def takes_long() -> None:
            begun.append(1)
            await ending.wait()

        bench.trouble[1] = takes_long
        other, late = await open_database(database_url), Clock()
        await shop.ask(1)
        shop.hire(bench)
        await until(lambda: begun == [1])
        shop.hire(bench, other, late)
        for _ in range(4):
            shop.clock.ahead += LEASE * 2 // 3
            while (await shop.due())[0] < shop.clock() + LEASE // 2:
                await asyncio.sleep(0.01)
            late.ahead = shop.clock.ahead  # only then, so that no lease ends while the machine is busy
            await asyncio.sleep(0.3)
        ending.set()
        await shop.all_done()
        assert (begun, bench.done) == ([1], [1])
        await shop.close()
        await other.close()

    work(database_url, scene)


@pytest.mark.usefixtures("short_leases")
def test_a_job_that_somebody_else_has_taken_is_let_go_of_in_the_middle(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench, begun, cut = Bench(), asyncio.Event(), asyncio.Event()

        async def hangs() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cut.set()

        bench.trouble[1] = hangs
        await shop.ask(1)
        shop.hire(bench)
        await begun.wait()
        late = shop.clock() + 60_000
        [theirs] = await shop.database.run(lambda tx: jobs.claim(tx, VAULT, late, late + 60_000, 1))
        await cut.wait()
        await asyncio.sleep(0.3)
        [row] = await shop.database.read(lambda tx: tx.all(ROWS))
        assert (row["due_at"], row["attempts"], row["problem"]) == (theirs.until, 0, None)
        assert bench.done == []

    work(database_url, scene)


@pytest.mark.usefixtures("short_leases")
def test_what_could_not_be_kept_is_let_go_of_before_anybody_takes_it(postgres_database: str) -> None:
    async def scene(shop: Shop) -> None:
        bench, begun, cut = Bench(), asyncio.Event(), asyncio.Event()

        async def hangs() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cut.set()

        bench.trouble[1] = hangs
        await shop.ask(1)
        shop.hire(bench)
        await begun.wait()
        with away(postgres_database):
            await cut.wait()
        del bench.trouble[1]
        await shop.all_done()
        assert bench.done == [1]

    work(postgres_database, scene)


def test_a_killed_worker_s_job_is_done_by_the_next(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        await shop.ask(1)
        [taken] = await shop.database.run(
            lambda tx: jobs.claim(tx, VAULT, shop.clock(), shop.clock() + LEASE, 4)
        )
        assert isinstance(taken, Job)
        worker = shop.hire(bench)
        await asyncio.sleep(0.3)
        assert bench.done == []
        shop.clock.ahead += LEASE + 1000
        worker.wake()
        await until(lambda: bench.done == [1])

    work(database_url, scene)


def test_at_a_stop_a_job_finishes(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "GRACE", 60.0)

    async def scene(shop: Shop) -> None:
        bench = Bench()
        started = asyncio.Event()

        async def takes_a_moment() -> None:
            started.set()
            await asyncio.sleep(0.2)

        bench.trouble[1] = takes_a_moment
        await shop.ask(1)
        shop.hire(bench)
        await started.wait()
        await shop.close()
        assert bench.done == [1]
        assert await shop.left() == []

    work(database_url, scene)


def test_at_a_stop_a_job_that_does_not_finish_is_due_again_at_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "GRACE", 0.1)

    async def scene(shop: Shop) -> None:
        bench = Bench()
        started = asyncio.Event()

        async def hangs() -> None:
            started.set()
            await asyncio.Event().wait()

        bench.trouble[1] = hangs
        await shop.ask(1)
        shop.hire(bench)
        await started.wait()
        await shop.close()
        assert await shop.left() == [(0, "stopped")]
        del bench.trouble[1]
        shop.hire(bench)
        await until(lambda: bench.done == [1])

    work(database_url, scene)


def test_periodic_work_is_done_again_and_again_also_after_a_failure(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        times: list[int] = []

        async def ticks(payload: Any) -> None:
            times.append(shop.clock())
            if len(times) == 2:
                raise OSError

        worker = shop.hire(Bench(), tick=Kind(ticks, tries=1, every=600_000))
        for count in (1, 2, 3):
            while len(times) < count:
                await asyncio.sleep(0.01)
            while worker._holding.tasks:  # until it is noted what became of it
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
            assert len(times) == count
            shop.clock.ahead += 601_000
            worker.wake()
        assert len(await shop.left()) == 1

    work(database_url, scene)


def test_work_of_another_release_is_left_for_it(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        await shop.ask(1, kind="teleport")
        await shop.ask(2)
        shop.hire(bench)
        await until(lambda: bench.done == [2])
        while (0, "unknown kind") not in await shop.left():
            await asyncio.sleep(0.01)

    with caplog.at_level(logging.ERROR):
        work(database_url, scene)
    assert "nobody here knows how to do the job teleport" in caplog.text


def test_a_worker_goes_on_after_the_database_was_away(postgres_database: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        begun, going = asyncio.Event(), asyncio.Event()

        async def meanwhile() -> None:
            begun.set()
            await going.wait()

        bench.trouble[1] = meanwhile
        await shop.ask(1)
        worker = shop.hire(bench)
        await begun.wait()
        with away(postgres_database):
            going.set()
            await until(lambda: bench.done == [1])
            worker.wake()
            await asyncio.sleep(0.3)
        await shop.ask(2)
        worker.wake()
        await until(lambda: bench.done == [1, 2])
        shop.clock.ahead += LEASE + 1000
        worker.wake()
        await shop.all_done()
        assert bench.done == [1, 2, 1]  # what could not be noted as done is done again

    work(postgres_database, scene)
