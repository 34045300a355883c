"""getUpdates: long polling, the confirmation of updates by their offset, and who else must not poll."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.rehearsal.telegram.answers import Json, conflict
from bot.rehearsal.telegram.pending import Pending

HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
REPLACED = "terminated by setWebhook request"


class Polling:
    """The one poll that may be open. `hooked`: is a webhook set? `waiting`: how many polls wait."""

    def __init__(self, pending: Pending, hooked: Callable[[], bool]) -> None:
        self._pending = pending
        self._hooked = hooked
        self._turn = 0
        self._closed = False
        self.waiting = 0

    async def fetch(self, params: Json) -> list[Json]:
        """The updates from offset on, as soon as there are any. Raises Refused: another has them."""
        if self._hooked():
            raise conflict(HOOKED)
        self._turn += 1
        self._pending.bell.ring()
        self._pending.allow(params)
        self._pending.confirm_below(params.get("offset", 0))
        return await self._wait(self._turn, params.get("limit", 100), params.get("timeout", 0))

    async def _wait(self, turn: int, limit: int, seconds: float) -> list[Json]:
        deadline = asyncio.get_running_loop().time() + seconds
        while not (batch := self._pending.take(limit)) and not self._closed:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await self._rung(left)
            self._check_turn(turn)
        return batch

    async def _rung(self, seconds: float) -> None:
        self.waiting += 1
        try:
            await self._pending.bell.wait(seconds)
        finally:
            self.waiting -= 1

    def _check_turn(self, turn: int) -> None:
        if self._hooked():
            raise conflict(REPLACED)
        if turn != self._turn:
            raise conflict(OTHER)

    def close(self) -> None:
        """Ends an open poll with nothing."""
        self._closed = True
        self._pending.bell.ring()
