"""Sends what is in the outbox, over one channel: at once, then again with back-off; in order for each chat."""

from __future__ import annotations

import asyncio
import heapq
import logging
from dataclasses import replace
from functools import partial

from bot.delivery.channel import Channel, ChannelError, Clock
from bot.delivery.line import Line, back_off
from bot.delivery.step import LEASE
from storage import chats, outbox
from storage.database import Database
from storage.errors import StorageDown
from storage.outbox import Queued, Settled
from storage.statement import Tx
from storage.vault import Vault

LOOK_EVERY = 1.0  # seconds between looks for replies that others wrote
CLAIM = 500

log = logging.getLogger(__name__)


class Sender:
    """`alone`: no other process uses this database, so what waits at the start is ours to send."""

    def __init__(self, database: Database, vault: Vault, channel: Channel, clock: Clock, alone: bool) -> None:
        self._database = database
        self._vault = vault
        self._channel = channel
        self._clock = clock
        self._alone = alone
        self._lines: dict[int, Line] = {}
        self._held: set[int] = set()  # ids of the rows in memory
        self._ready: list[tuple[int, int, Line]] = []
        self._free = channel.pace.at_once
        self._tasks: set[asyncio.Task[None]] = set()
        self._settled: list[Settled] = []
        self._settling: asyncio.Task[None] | None = None
        self._failures = 0
        self._stopping = False
        self.sent = 0

    def offer(self, queued: Queued) -> None:
        """A reply that was just stored, to be sent at once."""
        if queued.channel != self._channel.name or queued.id in self._held or self._stopping:
            return
        self._held.add(queued.id)
        line = self._lines.get(queued.chat) or self._lines.setdefault(queued.chat, Line(queued.chat))
        line.push(queued)
        self._schedule(line)

    def _schedule(self, line: Line) -> None:
        """Let the line's first reply go as soon as it may."""
        if line.busy or not line.queue or self._stopping:
            return
        line.busy = True
        loop = asyncio.get_running_loop()
        wait = line.wait(self._channel.pace, loop.time())
        if wait > 0:
            loop.call_later(wait, self._enqueue, line)
        else:
            self._enqueue(line)

    def _enqueue(self, line: Line) -> None:
        if not line.queue:
            line.busy = False
            return
        heapq.heappush(self._ready, (*line.head(), line))
        self._pump()

    def _pump(self) -> None:
        while self._free and self._ready and not self._stopping:
            line = heapq.heappop(self._ready)[2]
            self._free -= 1
            task = asyncio.create_task(self._one(line))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _one(self, line: Line) -> None:
        """Send the first reply of a line, then let the next go."""
        try:
            if line.queue:
                line.spend()
                await self._deliver(line, line.pop())
        finally:
            self._free += 1
            line.busy = False
            self._schedule(line)
            self._pump()

    async def _deliver(self, line: Line, queued: Queued) -> None:
        attempts = queued.attempts + 1
        try:
            provider_id = await self._channel.send(queued)
        except ChannelError as error:
            await self._problem(line, replace(queued, attempts=attempts), error)
            return
        except Exception as error:
            log.error("a reply cannot be put into the channel's form: %s", type(error).__name__)
            self._settle(Settled(queued.id, "failed", attempts, None, type(error).__name__))
            return
        self._failures = 0
        self.sent += 1
        self._settle(Settled(queued.id, "sent", attempts, provider_id))

    async def _problem(self, line: Line, queued: Queued, error: ChannelError) -> None:
        match error.kind:
            case "down" | "later":
                self._again(line, queued, error)
            case "blocked":
                await self._blocked(line, queued)
            case kind:
                state = "unknown" if kind == "unsure" else "failed"
                log.warning("a reply on %s is %s: %s", self._channel.name, state, error.problem)
                self._settle(Settled(queued.id, state, queued.attempts, None, error.problem))

    def _again(self, line: Line, queued: Queued, error: ChannelError) -> None:
        """Back to the head of its line; only this chat waits."""
        wait = error.after or back_off(queued.attempts)
        if error.kind == "down":
            self._failures += 1
            if self._failures in (1, 10, 100) or self._failures % 1000 == 0:
                log.warning("%s cannot be reached: %s; trying again", self._channel.name, error.problem)
        line.not_before = asyncio.get_running_loop().time() + wait
        line.push(queued)

    async def _blocked(self, line: Line, queued: Queued) -> None:
        """Nothing more goes to this chat until it writes again."""
        self._held -= {queued.id, *(waiting[1] for waiting in line.queue)}
        line.queue.clear()

        def hold(tx: Tx) -> None:
            chats.block(tx, queued.chat, True)
            outbox.hold(tx, queued.chat)

        await self._database.run(hold, queued.chat)

    def _settle(self, settled: Settled) -> None:
        """Note the outcome; many outcomes share a commit."""
        self._settled.append(settled)
        if self._settling is None:
            self._settling = asyncio.create_task(self._write_settled())

    async def _write_settled(self) -> None:
        while self._settled:
            batch, self._settled = self._settled, []
            try:
                await self._database.run(partial(_settle_all, batch))
            except StorageDown:
                self._settled = batch + self._settled
                await asyncio.sleep(1)
                continue
            self._held.difference_update(settled.row for settled in batch)
        self._settling = None

    async def run(self) -> None:
        """Look for replies that others wrote or that a crash left, until cancelled."""
        if self._alone:
            await self._database.run(lambda tx: outbox.release_all(tx))
        while True:
            try:
                found = await self._look()
            except StorageDown:
                found = 0
            if found < CLAIM:
                await asyncio.sleep(LOOK_EVERY)

    async def _look(self) -> int:
        """Claim what waits, keep what is ours, forget lines that rest."""
        now = self._clock()
        claimed = await self._database.run(
            lambda tx: outbox.claim(tx, self._vault, self._channel.name, now, now + LEASE, CLAIM)
        )
        for queued in claimed:
            self.offer(queued)
        await self._keep_leases(now)
        moment = asyncio.get_running_loop().time()
        for chat in [c for c, line in self._lines.items() if line.resting(self._channel.pace, moment)]:
            del self._lines[chat]
        return len(claimed)

    async def _keep_leases(self, now: int) -> None:
        """Replies that have to wait long stay ours."""
        rows = [row for line in self._lines.values() for _, row, _ in line.queue]
        if rows:
            await self._database.run(lambda tx: outbox.lease(tx, rows, now + LEASE))

    async def stop(self, grace: float = 5.0) -> None:
        """Let what is on its way finish; the rest stays in the outbox."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        for task in list(self._tasks):
            task.cancel()
        while self._settling:
            await asyncio.sleep(0.01)


def _settle_all(batch: list[Settled], tx: Tx) -> None:
    outbox.settle(tx, batch)
