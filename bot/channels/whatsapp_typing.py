"""Tells a person who has to wait that they were read and are being answered. It costs nothing, and nothing
is lost where it fails.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.whatsapp_graph import Graph
from bot.delivery.channel import ChannelError

SLOW = 1.0  # seconds after which somebody waits
MOST = 10_000  # chats whose last message is remembered
AT_ONCE = 8  # where many wait, answering them comes first

log = logging.getLogger(__name__)


class Typing:
    """`number` is the id of our telephone number."""

    def __init__(self, graph: Graph, number: str) -> None:
        self._graph = graph
        self._number = number
        self._last: OrderedDict[str, str] = OrderedDict()
        self._telling: set[asyncio.Task[None]] = set()

    @contextmanager
    def heard(self, address: str, message: str) -> Iterator[None]:
        """While a message is dealt with: where that takes long the person sees that it is."""
        self._last[address] = message
        self._last.move_to_end(address)
        if len(self._last) > MOST:
            self._last.popitem(last=False)
        later = asyncio.get_running_loop().call_later(SLOW, self.show, address)
        try:
            yield
        finally:
            later.cancel()

    def show(self, address: str) -> None:
        """Read, and being answered: for twenty-five seconds, or until the answer is there."""
        message = self._last.get(address)
        if message and len(self._telling) < AT_ONCE:
            task = asyncio.create_task(self._tell(message))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _tell(self, message: str) -> None:
        read = {"messaging_product": "whatsapp", "status": "read", "message_id": message}
        try:
            await self._graph.post(f"{self._number}/messages", read | {"typing_indicator": {"type": "text"}})
        except ChannelError as error:
            log.debug("nobody could be shown that they are being answered: %s", error.problem)

    async def close(self) -> None:
        for task in self._telling:
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)
