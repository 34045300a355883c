"""Sends what is in the outbox over one channel: at once, then again with back-off; in order for each chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.delivery.channel import Channel, ChannelError, Clock
from bot.delivery.going import Going
from bot.delivery.inbox import cleaned, where
from bot.delivery.line import Line, back_off
from bot.delivery.outcomes import Outcomes
from bot.delivery.step import LEASE
from bot.delivery.turns import Turns
from bot.delivery.window import Window, rings
from storage import announcement_stops, chats, leases, outbox
from storage.database import Database
from storage.errors import StorageDown
from storage.outbox import BROADCAST, Queued, Settled
from storage.statement import Tx
from storage.vault import Vault

LOOK_EVERY = 1.0  # seconds between looks for replies that others wrote
AFTER_DOWN = 3.0  # seconds in which every process may first note what it has sent
IN_HAND = 1000  # replies in memory beyond which none are taken from the outbox
RENEW = LEASE // 2

log = logging.getLogger(__name__)


class Sender:
    """`alone`: no other process sends from this database, so what waits at the start is ours to send."""

    def __init__(
        self, database: Database, vault: Vault, channel: Channel, clock: Clock, alone: bool, going: Going
    ) -> None:
        self._database = database
        self._vault = vault
        self._channel = channel
        self._clock = clock
        self._alone = alone
        self._going = going
        self._ours: dict[int, int] = {}  # the rows in memory, each with the moment until which it is ours
        self._turns = Turns(channel.pace, self._go)
        self._outcomes = Outcomes(database, self._forget)
        self._window = Window(database, clock, channel.window)
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._stopping = False
        self.sent = 0

    def offer(self, queued: Queued) -> None:
        """A reply that was just stored, to be sent at once; the others' are passed over."""
        if queued.channel != self._channel.name or not queued.leased_until or self._stopping:
            return
        known = queued.id in self._ours
        self._ours[queued.id] = queued.leased_until
        if not known:
            self._turns.push(queued)

    def _forget(self, rows: Sequence[int]) -> None:
        for row in rows:
            self._ours.pop(row, None)

    # Sending

    def _go(self, line: Line) -> None:
        task = asyncio.create_task(self._one(line, line.pop()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _one(self, line: Line, queued: Queued) -> None:
        """Send a reply, if it is still ours and still to go; then let the next of its chat go."""
        try:
            known = self._ours.get(queued.id, 0)
            if known > self._clock() and await self._going.goes(queued, known):
                tried = replace(queued, attempts=queued.attempts + 1)
                await self._deliver(line, await self._window.seen(tried))
            else:
                self._forget([queued.id])
        finally:
            self._turns.done(line)

    async def _deliver(self, line: Line, queued: Queued) -> None:
        began = self._clock()
        if queued.outside and queued.reply.template is None:
            await self._hold(queued, began)
            return
        try:
            provider_id = await self._channel.send(queued)
        except ChannelError as error:
            await self._problem(line, queued, error, began)
        except asyncio.CancelledError:
            if not rings(queued):  # one that does is rung again: better twice than never
                self._settle(queued, "unknown", "stopped while it was on its way")
            raise
        except Exception as error:
            self._settle(queued, "failed", where(error))  # it can't be put into the channel's form
        else:
            self._failures = 0
            self.sent += 1
            await self._sent(queued, provider_id, began)

    async def _sent(self, queued: Queued, provider_id: str | None, began: int) -> None:
        if rings(queued):
            await self._hold(queued, began)
        else:
            self._outcomes.note(Settled(queued.id, "sent", queued.attempts, provider_id))

    async def _hold(self, queued: Queued, began: int) -> None:
        """Until the person writes; what is of no use by then is not sent at all."""
        if queued.reply.passing:
            self._settle(queued, "failed", "the person has not written for too long")
            return
        await self._window.hold(queued, self._ours.get(queued.id, 0), began)
        self._forget([queued.id])

    def _settle(self, queued: Queued, state: str, problem: str) -> None:
        problem = cleaned(problem) or ""  # a platform's own words may hold what no log takes
        log.warning("a reply on %s is %s: %s", self._channel.name, state, problem)
        self._outcomes.note(Settled(queued.id, state, queued.attempts, None, problem))

    async def _problem(self, line: Line, queued: Queued, error: ChannelError, began: int) -> None:
        match error.kind:
            case "down" | "later":
                self._again(line, queued, error)
            case "blocked":
                await self._blocked(line, queued, began)
            case "unsure" if not rings(queued):
                self._settle(queued, "unknown", error.problem)
            case "unwanted" | "capped" if queued.priority == BROADCAST:
                await self._declined(queued, error.kind)
            case "closed" if not queued.outside:
                await self._deliver(line, replace(queued, outside=True))
            case _ if queued.outside:
                log.warning("a template on %s was not taken: %s", self._channel.name, error.problem)
                await self._hold(queued, began)
            case _:
                self._settle(queued, "failed", error.problem)

    async def _declined(self, queued: Queued, kind: str) -> None:
        """An announcement that this person is not to get; not tried again."""
        log.info("an announcement on %s is %s", self._channel.name, kind)
        now = self._clock()
        try:
            await self._database.run(
                lambda tx: announcement_stops.refused(tx, queued, kind, now), queued.chat
            )
        except StorageDown:
            log.warning("an announcement that was declined is tried again: the database did not answer")
        self._forget([queued.id])

    def _again(self, line: Line, queued: Queued, error: ChannelError) -> None:
        """Back to the head of its line; only this chat waits."""
        wait = error.after or back_off(queued.attempts)
        if error.kind == "down":
            self._failures += 1
            if self._failures in (1, 10, 100) or self._failures % 1000 == 0:
                log.warning("%s cannot be reached: %s; trying again", self._channel.name, error.problem)
        line.not_before = asyncio.get_running_loop().time() + wait
        self._turns.push(queued)

    async def _blocked(self, line: Line, queued: Queued, began: int) -> None:
        """Nothing more goes to this chat until it writes again; where it has meanwhile, all is taken anew."""
        rows = [queued.id, *line.clear()]
        ours = {row: self._ours[row] for row in rows if row in self._ours}

        def hold(tx: Tx) -> None:
            if chats.shut(tx, queued.chat, began):
                outbox.hold(tx, queued.chat)
            else:
                leases.give_back(tx, ours)

        try:
            await self._database.run(hold, queued.chat)
        except StorageDown:
            log.warning("a chat that is closed to us is tried again: the database did not answer")
        self._forget(rows)

    # Looking

    async def run(self) -> None:
        """Look for replies that others wrote or that a crash left, until cancelled."""
        while True:
            try:
                found = await self._look()
                wait = LOOK_EVERY if found == 0 else 0.0
            except StorageDown:
                wait = AFTER_DOWN
            except Exception as error:
                log.error("the outbox could not be looked through: %s", where(error))
                wait = AFTER_DOWN
            await asyncio.sleep(wait)

    async def _look(self) -> int:
        """Claim what waits, keep what is ours, forget chats that rest; how many were claimed."""
        if self._alone:
            await self._database.run(leases.release_others, LAST)
            self._alone = False
        await self._renew()
        self._turns.forget_resting()
        return await self._claim()

    async def _claim(self) -> int:
        now, room = self._clock(), IN_HAND - len(self._ours)
        if room <= 0:
            return 0
        claimed = await self._database.run(
            lambda tx: leases.claim(tx, self._vault, self._channel.name, now, now + LEASE, room), LAST
        )
        for queued in claimed:
            self.offer(queued)
        return len(claimed)

    async def _renew(self) -> None:
        """Replies that wait long, or are long on their way, stay ours."""
        until = self._clock() + LEASE
        ending = {row: known for row, known in self._ours.items() if known < until - RENEW}
        if not ending:
            return
        renewed = await self._database.run(lambda tx: leases.renew(tx, ending, until))
        for row, kept in renewed.items():
            if row in self._ours:
                self._ours[row] = until if kept else 0

    async def stop(self, grace: float = 5.0) -> None:
        """Let what is on its way finish; the rest stays in the outbox for whoever sends next."""
        self._stopping = True
        self._turns.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if await self._outcomes.flush(grace):
            await self._give_back()

    async def _give_back(self) -> None:
        ours = dict(self._ours)
        try:
            await self._database.run(lambda tx: leases.give_back(tx, ours))
        except StorageDown:
            log.warning("the database did not answer; what is left is sent when its lease ends")


LAST = "~"  # sorts after every chat: who looks holds the door until the commit, so nothing comes after it
