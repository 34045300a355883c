"""What a conversation costs on the web chat: the bytes of its messages up and down, headers apart, as the page
would have them. The page itself listens meanwhile, as it does on a phone.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp

from bot.rehearsal.player import Player
from bot.rehearsal.stage import Act, Shown
from bot.rehearsal.transcript import Transcript
from bot.rehearsal.web_stage import WebStage


@dataclass
class Cost:
    """`turns` counts what the person did; bytes of bodies `up` and `down`; `heard`: of those what the stream
    of replies brought.
    """

    turns: int = 0
    up: int = 0
    down: int = 0
    heard: int = 0

    @property
    def all(self) -> int:
        """Up and down."""
        return self.up + self.down


class MeteredStage(WebStage):
    """The web chat with a page that listens, and its costs."""

    def __init__(self, query: str = "?answers=0&after=") -> None:
        trace = aiohttp.TraceConfig()
        trace.on_request_chunk_sent.append(self._sent)
        trace.on_request_end.append(self._ended)
        super().__init__((trace,))
        self.cost = Cost()
        self._query = query
        self._listening: dict[str, asyncio.Task[None]] = {}

    async def _sent(self, session: Any, context: SimpleNamespace, told: Any) -> None:
        self.cost.up += len(told.chunk)

    async def _ended(self, session: Any, context: SimpleNamespace, told: Any) -> None:
        """What came over the network: packed, where it was."""
        self.cost.down += int(told.response.headers.get("Content-Length", 0))

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        if phone not in self._listening:
            await self._visit(phone)
        self.cost.turns += 1
        return await super().play(phone, act, again)

    async def _visit(self, phone: str) -> None:
        """The page comes with its cookie, asks for the talk so far, and listens."""
        async with self._browser(phone).get(f"{self._url}/") as page:
            self.cost.down -= int(page.headers["Content-Length"])  # weighed on its own
        async with self._browser(phone).get(f"{self._url}/chat/messages?after=0&own=1"):
            pass
        begun = asyncio.Event()
        self._listening[phone] = asyncio.create_task(self._listen(phone, begun))
        await begun.wait()  # people write when the page listens

    async def _listen(self, phone: str, begun: asyncio.Event) -> None:
        address = f"{self._url}/chat/events{self._query}0"
        async with self._browser(phone).get(address) as stream:
            async for part in stream.content.iter_any():
                self.cost.heard += len(part)
                begun.set()

    async def close(self) -> None:
        await asyncio.sleep(0.1)  # what is on its way comes
        for task in self._listening.values():
            task.cancel()
        await asyncio.gather(*self._listening.values(), return_exceptions=True)
        self.cost.down += self.cost.heard
        await super().close()


def cost(transcript: Transcript, database: Path | None = None, **more: str) -> Cost:
    """What this conversation costs when it is played."""
    stage = MeteredStage(**more)
    url = f"sqlite:///{database}" if database else None
    asyncio.run(Player(lambda: stage, url).play(transcript))
    return stage.cost
