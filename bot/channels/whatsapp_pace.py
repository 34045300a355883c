"""How fast one telephone number sends in all. What one chat may be sent is a matter of delivery's turns."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.delivery.channel import ChannelError

PATIENCE = 1.0  # seconds that a message waits on its way; less than a stop waits for it


@dataclass
class Throughput:
    """At most so many a second, evenly after a burst of a second's worth."""

    per_second: float
    _free_at: float = 0.0

    async def turn(self) -> None:
        """Wait until one more may go: mostly not at all. Raises ChannelError where that would take long."""
        now = asyncio.get_running_loop().time()
        free_at = max(self._free_at, now - 1) + 1 / self.per_second
        if (wait := free_at - now) > PATIENCE:
            raise ChannelError("later", "our own pace", wait)
        self._free_at = free_at
        if wait > 0:
            await asyncio.sleep(wait)

    def slow_down(self, seconds: float) -> None:
        """The platform says that it was too fast: for so long nothing goes."""
        if seconds:
            self._free_at = max(self._free_at, asyncio.get_running_loop().time() + seconds)
