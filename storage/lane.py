"""The queue before one connection: units of work run in the order they came, many to a commit.

Parts of long work are patient: each has a commit of its own, when nobody else waits, or after a moment.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from storage.database import Blame, Connection, Done, Unit, commit_together
from storage.errors import StorageDown

MOST = 64  # units of work to a commit: bounds what one slow disk flush can hold up
PATIENCE = 0.05  # seconds after which a patient unit goes before others, so that long work comes to its end
CLASHES = 6  # tries of a unit that waited for another process which waited for it

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Waiting:
    """Who waits for a unit of work."""

    unit: Unit
    order: str
    future: asyncio.Future[Any]
    since: float  # by the clock of the event loop

    def tell(self, done: Done) -> None:
        """Do what comes after; tell who waits, if someone still does."""
        if done.error is None and self.unit.after:
            self.future.get_loop().call_soon(self.unit.after, done.value)
        if self.future.done():
            return
        if done.error is None:
            self.future.set_result(done.value)
        else:
            self.future.set_exception(done.error)


class Lane:
    """Where the caller of a unit goes away, the unit is done all the same."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._waiting: deque[Waiting] = connection.tx.behind
        self._patient: deque[Waiting] = deque()
        self._task: asyncio.Task[None] | None = None
        self._closing = False

    async def run(self, unit: Unit, order: str = "") -> Any:
        """The value of the unit, once it is safely stored. Raises the work's own error, or StorageDown.

        Units of the same `order` keep theirs; in a commit they stand sorted by it, so that two processes
        lock the same rows in the same order.
        """
        if self._closing:
            raise StorageDown("closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        queue = self._patient if unit.patient else self._waiting
        queue.append(Waiting(unit, order, future, loop.time()))
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        while batch := self._next():
            await self._commit(sorted(batch, key=attrgetter("order")))
        self._task = None

    def _next(self) -> list[Waiting]:
        """Those who wait, as many as go into one commit; else one of the patient, alone."""
        patient = self._patient[0] if self._patient else None
        now = asyncio.get_running_loop().time()
        if patient and (not self._waiting or now - patient.since > PATIENCE):
            return [self._patient.popleft()]
        return [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]

    async def _commit(self, batch: Sequence[Waiting], clashes: int = 0) -> None:
        units = [waiting.unit for waiting in batch]
        try:
            done = await self.connection.hop(lambda: commit_together(self.connection, units))
        except Exception as error:
            await self._failed(batch, error, clashes)
            return
        for waiting, outcome in zip(batch, done, strict=True):
            waiting.tell(outcome)

    async def _failed(self, batch: Sequence[Waiting], error: Exception, clashes: int) -> None:
        """Nothing of the batch was stored: one by one where that can help, else all are told."""
        if self.connection.blame(error) is not Blame.CLASH:
            self._down([*batch, *self._rest()], error)
        elif clashes == CLASHES:
            self._down(batch, error)
        else:
            await asyncio.sleep(random.uniform(0, 0.02) * clashes)
            for waiting in batch:
                await self._commit([waiting], clashes + 1)

    def _rest(self) -> list[Waiting]:
        """Those behind are told too: nobody may overtake a message that has to come again."""
        rest = list(self._waiting)
        self._waiting.clear()
        return rest

    def _down(self, batch: Sequence[Waiting], error: Exception) -> None:
        log.error("the database did not commit: %s", type(error).__name__)
        self.connection.process.rename()
        for waiting in batch:
            waiting.tell(Done(error=StorageDown(type(error).__name__)))

    async def close(self) -> None:
        """Finish what waits, then close the connection; a second time it does nothing."""
        if self._closing:
            return
        self._closing = True
        while self._task:
            await asyncio.wait([self._task])
        await self.connection.close()
