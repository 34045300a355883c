"""A job is its worker's as long as the lease lasts: kept, lost, ended by a stop, and taken over."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery import holding
from bot.delivery import worker as working
from bot.delivery.holding import LEASE
from storage import jobs
from storage.jobs import Job
from storage.open import open_database
from tests.databases import VAULT, away
from tests.delivery.desk import Clock, until
from tests.delivery.shop import ROWS, Bench, Shop, work


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


async def hanging(shop: Shop, bench: Bench) -> asyncio.Event:
    """Job 1 has begun and does not end by itself; what is returned is set when it is cut off."""
    begun, cut = asyncio.Event(), asyncio.Event()

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
    return cut


@pytest.mark.usefixtures("short_leases")
def test_a_job_that_somebody_else_has_taken_is_let_go_of_in_the_middle(database_url: str) -> None:
    async def scene(shop: Shop) -> None:
        bench = Bench()
        cut = await hanging(shop, bench)
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
        bench = Bench()
        cut = await hanging(shop, bench)
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
        await hanging(shop, bench)
        await shop.close()
        assert await shop.left() == [(0, "stopped")]
        del bench.trouble[1]
        shop.hire(bench)
        await until(lambda: bench.done == [1])

    work(database_url, scene)
