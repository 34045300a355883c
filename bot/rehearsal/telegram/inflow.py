"""The way of an update from the person who caused it to the updates that wait for the bot.

Here it gets its number, and here it may be held back so that another chat overtakes it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.nasty import Troubles
from bot.rehearsal.telegram.pending import Held, Pending, kind_of, queue_of, seconds_kept
from bot.rehearsal.telegram.table import KINDS_OF_UPDATE
from bot.rehearsal.telegram.world import World

Inject = Callable[[Json], None]


class Inflow:
    """Takes updates without a number in; an update that has one keeps it."""

    def __init__(self, world: World, pending: Pending, troubles: Troubles) -> None:
        self._world = world
        self._pending = pending
        self._troubles = troubles
        self._lines: defaultdict[int, deque[Json]] = defaultdict(deque)

    def inject(self, update: Json) -> None:
        """Sends an update on its way if the bot asked for its kind. Kinds of the future always go."""
        self._world.learn(update)
        kind = kind_of(update)
        if kind in KINDS_OF_UPDATE and not self._pending.allows(kind):
            self._world.counts["not wanted"] += 1
            return
        self._world.counts[f"update {kind}"] += 1
        self._hold(update, queue_of(update))

    def _hold(self, update: Json, queue: int) -> None:
        """Lets an update go now or in a moment; the order of one queue stays, others may pass."""
        line, seconds = self._lines[queue], self._troubles.hold()
        line.append(update)
        if seconds or len(line) > 1:
            asyncio.get_running_loop().call_later(seconds, self._release, queue)
        else:
            self._release(queue)

    def _release(self, queue: int) -> None:
        update = self._lines[queue].popleft()
        number = update.get("update_id") or self._pending.next_id()
        until = self._world.now() + seconds_kept(update)
        held = Held({"update_id": number} | update, queue, until, self._troubles.falls("twice"))
        self._world.updates.append(held.update)
        self._pending.add(held)
