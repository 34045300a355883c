"""Notes what became of the replies that were sent; many outcomes share a commit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from storage import outbox
from storage.database import Database
from storage.errors import StorageDown
from storage.outbox import Settled

AGAIN_AFTER = 0.5  # seconds; while the database is away the outcomes are kept in memory

log = logging.getLogger(__name__)


class Outcomes:
    """`written` is told of the rows whose outcome is on disk."""

    def __init__(self, database: Database, written: Callable[[Sequence[int]], None]) -> None:
        self._database = database
        self._written = written
        self._noted: list[Settled] = []
        self._task: asyncio.Task[None] | None = None

    def note(self, settled: Settled) -> None:
        """To be written soon."""
        self._noted.append(settled)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while self._noted:
            batch = tuple(self._noted)
            try:
                await self._store(batch)
            except StorageDown:
                await asyncio.sleep(AGAIN_AFTER)
                continue
            del self._noted[: len(batch)]
            self._written([settled.row for settled in batch])

    async def _store(self, batch: Sequence[Settled]) -> None:
        """All together; where one of them can't be written, each alone and without what the platform said."""
        try:
            await self._database.run(lambda tx: outbox.settle(tx, batch))
        except StorageDown:
            raise
        except Exception as error:
            log.error("an outcome could not be written as it is: %s", type(error).__name__)
            plain = [replace(settled, provider_id=None, problem="not to be written") for settled in batch]
            await self._database.run(lambda tx: outbox.settle(tx, plain))

    async def flush(self, within: float) -> bool:
        """Wait until all is on disk, at most so many seconds; was it?"""
        if self._task:
            await asyncio.wait([self._task], timeout=within)
            self._task.cancel()
        return not self._noted
