"""The pages that wait for replies, by chat; it does not know what a reply says.

A reply of this process wakes its pages at once. One that another process has written is found by a look at
the database every two seconds: one look, however many pages listen.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from storage import arrivals
from storage.database import Database
from storage.errors import StorageDown

LOOK_EVERY = 2.0


@dataclass(eq=False)
class Page:
    """One page, while it listens. `sparing`: it reads the answers to what it sends itself, and wants none of
    them a second time; `had` are the numbers of those.
    """

    sparing: bool = False
    event: asyncio.Event = field(default_factory=asyncio.Event)
    had: set[int] = field(default_factory=set)


class Listeners:
    """`channel` is the one whose replies are waited for."""

    def __init__(self, database: Database, channel: str, look_every: float = LOOK_EVERY) -> None:
        self._database = database
        self._channel = channel
        self._look_every = look_every
        self._pages: dict[str, set[Page]] = {}
        self._answering: Counter[str] = Counter()
        self._looking: asyncio.Task[None] | None = None
        self.stopping = False

    @property
    def count(self) -> int:
        """How many pages listen now."""
        return sum(len(pages) for pages in self._pages.values())

    def wake(self, address: str) -> None:
        """There may be something new for this chat; while one of its messages is answered, after that."""
        if not self._answering[address]:
            for page in self._pages.get(address, ()):
                page.event.set()

    @contextmanager
    def answering(self, address: str) -> Iterator[Callable[[int], None]]:
        """While a message is answered; to be told the number of the answer. Pages that listen hear of it
        afterwards: all of them, but for the only one there is, if it is sparing.
        """
        self._answering[address] += 1
        try:
            yield lambda seq: self._had(address, seq)
        finally:
            self._answering[address] -= 1
            if not self._answering[address]:
                del self._answering[address]
            self.wake(address)

    def _had(self, address: str, seq: int) -> None:
        pages = self._pages.get(address, set())
        if len(pages) == 1:
            (only,) = pages
            if only.sparing:
                only.had.add(seq)

    def stop(self) -> None:
        """Let every page go."""
        self.stopping = True
        if self._looking:
            self._looking.cancel()
        self._wake_all()

    @contextmanager
    def listening(self, address: str, sparing: bool = False) -> Iterator[Page]:
        """One page, while it listens."""
        page = Page(sparing)
        self._pages.setdefault(address, set()).add(page)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield page
        finally:
            self._pages[address].discard(page)
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
