"""Slow work is done once, again where it failed, and never in the way of other work."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.delivery import worker as working
from bot.delivery.holding import LEASE
from bot.delivery.worker import Kind
from storage.open import open_database
from tests.databases import away
from tests.delivery.desk import until
from tests.delivery.shop import Bench, Shop, fails, work


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
            assert problem and problem.startswith("OSError at shop.py")
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
