"""The pages that wait for replies, by chat; it does not know what a reply says.

A reply of this process wakes its pages at once. One that another process has written is found by a look at
the database every two seconds: one look, however many pages listen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from storage import arrivals
from storage.database import Database
from storage.errors import StorageDown

LOOK_EVERY = 2.0


class Listeners:
    """`channel` is the one whose replies are waited for."""

    def __init__(self, database: Database, channel: str, look_every: float = LOOK_EVERY) -> None:
        self._database = database
        self._channel = channel
        self._look_every = look_every
        self._pages: dict[str, set[asyncio.Event]] = {}
        self._looking: asyncio.Task[None] | None = None
        self.stopping = False

    @property
    def count(self) -> int:
        """How many pages listen now."""
        return sum(len(pages) for pages in self._pages.values())

    def wake(self, address: str) -> None:
        """There may be something new for this chat."""
        for event in self._pages.get(address, ()):
            event.set()

    def stop(self) -> None:
        """Let every page go."""
        self.stopping = True
        if self._looking:
            self._looking.cancel()
        self._wake_all()

    @contextmanager
    def listening(self, address: str) -> Iterator[asyncio.Event]:
        """The event of one page, while it listens."""
        event = asyncio.Event()
        self._pages.setdefault(address, set()).add(event)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield event
        finally:
            self._pages[address].discard(event)
            if not self._pages[address]:
                del self._pages[address]

    async def _look(self) -> None:
        """Look as long as somebody listens."""
        try:
            while self._pages and not self.stopping:
                try:
                    await self._rounds()
                except StorageDown:
                    await asyncio.sleep(self._look_every)
        finally:
            self._looking = None

    async def _rounds(self) -> None:
        """The first look can't know what was written just before it: all are woken."""
        seen = [await self._last()]
        self._wake_all()
        while self._pages and not self.stopping:
            await asyncio.sleep(self._look_every)
            seen = [seen[-1], await self._look_after(seen[0])]

    async def _last(self) -> int:
        return await self._database.read(arrivals.last)

    async def _look_after(self, after: int) -> int:
        """Wake whom a reply after this one is for. It is the last but one look's: a commit may come late."""
        found = await self._database.read(lambda tx: arrivals.since(tx, self._channel, after))
        for address in found.addresses:
            self.wake(address)
        return found.last

    def _wake_all(self) -> None:
        for address in self._pages:
            self.wake(address)
