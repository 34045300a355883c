"""Whose turn it is: chats with something to send, each at its own pace, the most urgent first."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable, Iterator

from bot.delivery.channel import Pace
from bot.delivery.line import Line
from storage.outbox import Queued


class Turns:
    """`go` is called for a line whose first reply may be sent; `done` makes room for the next.

    One chat that waits (for its pace, or because it was told to) keeps none of the others waiting.
    """

    def __init__(self, pace: Pace, go: Callable[[Line], None]) -> None:
        self._pace = pace
        self._go = go
        self._lines: dict[int, Line] = {}
        self._ready: list[tuple[int, int, int, Line]] = []
        self._count = itertools.count()
        self._free = pace.at_once
        self._stopped = False

    def push(self, queued: Queued) -> None:
        """A reply to be sent as soon as its chat's turn comes."""
        line = self._lines.get(queued.chat) or self._lines.setdefault(queued.chat, Line(queued.chat))
        line.push(queued)
        if not line.ready or line.head() == (queued.priority, queued.id):
            self._schedule(line)

    def done(self, line: Line) -> None:
        """The line's reply is no longer on its way."""
        self._free += 1
        line.busy = False
        self._schedule(line)
        self._pump()

    def stop(self) -> None:
        """Nothing more goes."""
        self._stopped = True

    def waiting(self) -> Iterator[int]:
        """The ids of all replies that wait for their turn."""
        return (row for line in self._lines.values() for row in line.rows())

    def forget_resting(self) -> None:
        """Drop the lines of which nothing has to be remembered."""
        now = asyncio.get_running_loop().time()
        for chat in [chat for chat, line in self._lines.items() if line.resting(self._pace, now)]:
            del self._lines[chat]

    def _schedule(self, line: Line) -> None:
        """Let the line's first reply go as soon as it may."""
        if line.busy or line.timed or not line.queue or self._stopped:
            return
        loop = asyncio.get_running_loop()
        wait = line.wait(self._pace, loop.time())
        if wait > 0:
            line.timed = True
            loop.call_later(wait, self._come, line)
        else:
            self._enqueue(line)

    def _come(self, line: Line) -> None:
        line.timed = False
        self._schedule(line)

    def _enqueue(self, line: Line) -> None:
        """Once more where something more urgent came: the older entry is passed over."""
        line.ready = True
        heapq.heappush(self._ready, (*line.head(), next(self._count), line))
        self._pump()

    def _pump(self) -> None:
        while self._free and self._ready and not self._stopped:
            priority, row, _, line = heapq.heappop(self._ready)
            if line.ready and line.queue and line.head() == (priority, row):
                line.ready, line.busy = False, True
                self._free -= 1
                line.spend(self._pace, asyncio.get_running_loop().time())
                self._go(line)
