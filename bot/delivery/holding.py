"""The jobs that this process is doing: each is ours for some seconds, and again while it is being done.

After a kill somebody else goes on with them soon, and never while we still are at it: what another process
has taken, or might have by now, is let go of in the middle.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery.channel import Clock
from bot.delivery.inbox import where
from storage import jobs
from storage.database import Database, Work
from storage.jobs import Job

LEASE = 12_000  # milliseconds
RENEW = 3.0  # seconds after which a lease is renewed
WATCH = 0.5  # seconds after which is looked whether one has ended

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Held:
    """A job that is being done. `ends`: the moment (time.monotonic) from which somebody else may take it;
    `over`: what became of it is being noted.
    """

    job: Job
    ends: float
    over: bool = False


class Holding:
    """`ended` hears of every task that has come to its end."""

    def __init__(self, database: Database, clock: Clock, ended: Callable[[asyncio.Task[None]], None]) -> None:
        self._database = database
        self._clock = clock
        self._ended = ended
        self.tasks: dict[asyncio.Task[None], Held] = {}
        self._settling = asyncio.Lock()  # no lease is renewed while it is noted what became of its job

    def begin(self, held: Held, work: Coroutine[Any, Any, None]) -> None:
        """Do a job."""
        task = asyncio.create_task(work)
        self.tasks[task] = held
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self.tasks.pop(task, None)
        self._ended(task)

    async def settle(self, held: Held, note: Work[None]) -> None:
        """Note what became of a job, by its lease as it is now. Raises StorageDown."""
        async with self._settling:
            held.over = True
            await self._database.run(note)

    async def keep(self) -> None:
        """Until cancelled: what is being done stays ours."""
        await asyncio.gather(self._renewing(), self._watching())

    async def _renewing(self) -> None:
        while True:
            await asyncio.sleep(RENEW)
            async with self._settling:
                held = {one.job.id: one for one in self.tasks.values() if not one.over}
                if held:
                    await self._renew(held)

    async def _renew(self, held: Mapping[int, Held]) -> None:
        until, ends, ours = self._clock() + LEASE, lease_from_now(), [one.job for one in held.values()]
        try:
            kept = await self._database.run(lambda tx: jobs.renew(tx, ours, until))
        except Exception as error:  # it is tried again while the leases last
            log.warning("no job could be kept: %s", where(error))
            return
        for job in kept:
            held[job.id].job, held[job.id].ends = job, ends
        lost = held.keys() - {job.id for job in kept}
        self._let_go(lambda one: one.job.id in lost)

    async def _watching(self) -> None:
        while True:
            await asyncio.sleep(WATCH)
            self._let_go(lambda one: time.monotonic() > one.ends)

    def _let_go(self, lost: Callable[[Held], bool]) -> None:
        for task, one in list(self.tasks.items()):
            if not one.over and lost(one):
                log.warning("the job %s is left to another process", one.job.kind)
                task.cancel()


def lease_from_now() -> float:
    """When a lease that begins now ends, by a clock that nobody sets."""
    return time.monotonic() + LEASE / 1000
