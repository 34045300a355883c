"""Does the jobs: slow work that a message caused, and what has to be done every so often."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.channel import Clock
from bot.delivery.inbox import where
from bot.delivery.line import back_off
from storage import jobs
from storage.database import Database
from storage.errors import StorageDown
from storage.jobs import Job
from storage.statement import Tx
from storage.vault import Vault

LEASE = 120_000
AT_ONCE = 4
LOOK_EVERY = 2.0

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
    """Jobs are claimed for two minutes: if this process is killed, another does them again."""

    def __init__(self, database: Database, vault: Vault, kinds: Mapping[str, Kind], clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._kinds = kinds
        self._clock = clock
        self._woken = asyncio.Event()
        self.alive_at = clock()

    def wake(self) -> None:
        """There is new work."""
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled."""
        await self._plan()
        while True:
            self._woken.clear()
            try:
                found = await self._round()
            except StorageDown:
                found = 0
            self.alive_at = self._clock()
            if not found:
                await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), LOOK_EVERY)
        except TimeoutError:
            return

    async def _plan(self) -> None:
        """Periodic work exists once, whoever starts first."""
        periodic = [name for name, kind in self._kinds.items() if kind.every]

        def plan(tx: Tx) -> None:
            for name in periodic:
                jobs.add(tx, self._vault, name, {}, self._clock(), key=name)

        await self._database.run(plan)

    async def _round(self) -> int:
        now = self._clock()
        claimed = await self._database.run(lambda tx: jobs.claim(tx, self._vault, now, now + LEASE, AT_ONCE))
        await asyncio.gather(*(self._one(job) for job in claimed))
        return len(claimed)

    async def _one(self, job: Job) -> None:
        kind = self._kinds.get(job.kind)
        if kind is None:
            log.error("nobody knows how to do the job %s", job.kind)
            return
        try:
            await kind.do(job.payload)
        except Exception as error:
            await self._failed(job, kind, error)
            return
        await self._finished(job, kind)

    async def _finished(self, job: Job, kind: Kind) -> None:
        due = self._clock() + (kind.every or 0)
        if kind.every:
            await self._database.run(lambda tx: jobs.later(tx, job, due, None, 0))
        else:
            await self._database.run(lambda tx: jobs.done(tx, job))

    async def _failed(self, job: Job, kind: Kind, error: Exception) -> None:
        attempts = job.attempts + 1
        log.warning("the job %s failed (%s of %s): %s", job.kind, attempts, kind.tries, where(error))
        if attempts >= kind.tries and not kind.every:
            if kind.give_up:
                await kind.give_up(job.payload)
            await self._database.run(lambda tx: jobs.done(tx, job))
            return
        due = self._clock() + int(1000 * back_off(attempts))
        await self._database.run(lambda tx: jobs.later(tx, job, due, where(error), attempts))
