"""Does the jobs: slow work that a message caused, and what has to be done every so often."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.channel import Clock
from bot.delivery.holding import LEASE, Held, Holding, lease_from_now
from bot.delivery.inbox import where
from bot.delivery.line import back_off
from storage import jobs
from storage.database import Database
from storage.errors import StorageDown
from storage.statement import Tx
from storage.vault import Vault

LIMIT = 90.0  # seconds after which a job has failed
AT_ONCE = 4
LOOK_EVERY = 2.0
GRACE = 5.0
HOPELESS = 3  # times as many tries as a job has, and nobody could even be told that it failed

log = logging.getLogger(__name__)
Do = Callable[[Any], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """`give_up` is called after `tries` failures; `every` (milliseconds) makes the work periodic."""

    do: Do
    tries: int = 8
    give_up: Do | None = None
    every: int | None = None


class Worker:
    """Jobs are claimed for some seconds, and kept while they are being done (holding.py)."""

    def __init__(self, database: Database, vault: Vault, kinds: Mapping[str, Kind], clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._kinds = kinds
        self._clock = clock
        self._woken = asyncio.Event()
        self._holding = Holding(database, clock, self._ended)
        self._planned = False
        self.alive_at = clock()

    def wake(self) -> None:
        """There is new work."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled; then let what runs finish, and give back what does not in time."""
        keeping = asyncio.create_task(self._holding.keep())
        try:
            while True:
                self._woken.clear()
                await self._look()
                await self._rest()
        finally:
            try:
                await self._finish()
            finally:
                keeping.cancel()

    async def _look(self) -> None:
        """Take as much as can be done at once."""
        try:
            await self._plan()
            await self._claim()
        except StorageDown:
            log.warning("no jobs can be taken: the database does not answer")
        except Exception as error:
            log.error("no jobs can be taken: %s", where(error))
        self.alive_at = self._clock()

    async def _rest(self) -> None:
        """Until there is new work, or room for more. (`wait_for` can lose a cancellation in Python 3.11.)"""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_EVERY):
                await self._woken.wait()

    async def _plan(self) -> None:
        """Periodic work exists once, whoever starts first."""
        if self._planned:
            return
        periodic = [name for name, kind in self._kinds.items() if kind.every]

        def plan(tx: Tx) -> None:
            for name in periodic:
                jobs.add(tx, self._vault, name, {}, self._clock(), key=name)

        await self._database.run(plan)
        self._planned = True

    async def _claim(self) -> None:
        now, room, ends = self._clock(), AT_ONCE - len(self._holding.tasks), lease_from_now()
        if not room:
            return
        claimed = await self._database.run(lambda tx: jobs.claim(tx, self._vault, now, now + LEASE, room))
        for job in claimed:
            held = Held(job, ends)
            self._holding.begin(held, self._one(held))

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Room for one more. What the database could not be told is done again when the lease ends."""
        if not task.cancelled() and (error := task.exception()):
            log.warning("what became of a job is not noted: %s", type(error).__name__)
        self._woken.set()

    async def _one(self, held: Held) -> None:
        kind = self._kinds.get(held.job.kind)
        if kind is None:
            await self._unknown(held)
            return
        try:
            async with asyncio.timeout(LIMIT):
                await kind.do(held.job.payload)
        except Exception as error:
            await self._failed(held, kind, error)
            return
        await self._finished(held, kind)

    async def _finished(self, held: Held, kind: Kind) -> None:
        if kind.every:
            await self._later(held, self._clock() + kind.every, None, 0)
        else:
            await self._done(held)

    async def _failed(self, held: Held, kind: Kind, error: Exception) -> None:
        attempts = held.job.attempts + 1
        log.warning("the job %s failed (%s of %s): %s", held.job.kind, attempts, kind.tries, where(error))
        if attempts >= kind.tries and not kind.every:
            await self._give_up(held, kind, attempts)
            return
        await self._again(held, error, attempts)

    async def _again(self, held: Held, error: Exception, attempts: int) -> None:
        await self._later(held, self._clock() + int(1000 * back_off(attempts)), where(error), attempts)

    async def _give_up(self, held: Held, kind: Kind, attempts: int) -> None:
        """Where that fails too it is tried again, but not for ever."""
        try:
            if kind.give_up:
                await kind.give_up(held.job.payload)
        except StorageDown:
            raise
        except Exception as error:
            if attempts < HOPELESS * kind.tries:
                await self._again(held, error, attempts)
                return
            log.critical("the job %s is dropped, it can't even be given up: %s", held.job.kind, where(error))
        await self._done(held)

    async def _unknown(self, held: Held) -> None:
        """Of another release: left for a process that knows it."""
        log.error("nobody here knows how to do the job %s", held.job.kind)
        await self._later(held, self._clock() + jobs.MUCH_LATER, "unknown kind", held.job.attempts)

    async def _done(self, held: Held) -> None:
        await self._holding.settle(held, lambda tx: jobs.done(tx, held.job))

    async def _later(self, held: Held, due: int, problem: str | None, attempts: int) -> None:
        await self._holding.settle(held, lambda tx: jobs.later(tx, held.job, due, problem, attempts))

    async def _finish(self) -> None:
        """What does not end in time is due again at once, for the next process."""
        if self._holding.tasks:
            await asyncio.wait(self._holding.tasks, timeout=GRACE)
        left = dict(self._holding.tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for held in left.values():
            try:
                await self._later(held, self._clock(), "stopped", held.job.attempts)
            except StorageDown:
                log.warning("a job is done again when its lease ends: the database does not answer")
