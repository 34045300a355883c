"""A browser in the web chat, over real HTTP: says, is answered, sends again what got no answer."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Self

import aiohttp

from tests.chaos.process import Bot

AGAIN_AFTER = 0.1


class Browser:
    """One browser with its cookie. `shown` are the bot's messages, each as (number, text)."""

    def __init__(self, bot: Bot) -> None:
        self._url = bot.url
        self._said = 0
        self.shown: list[tuple[int, str]] = []
        self.labels: list[str] = []  # of the buttons under the newest message

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._session.close()

    async def says(self, text: str) -> str:
        """Send it under an id of its own until it is taken; the answer's text."""
        self._said += 1
        message = {"id": f"message-{self._said:04}", "text": text}
        while (found := await self._sent(message)) is None:
            await asyncio.sleep(AGAIN_AFTER)
        return found

    async def shows(self, name: str, content: bytes) -> tuple[int, str]:
        """Send a file once: the status, and the answer's text or why it is not taken."""
        self._said += 1
        form = aiohttp.FormData({"id": f"message-{self._said:04}"})
        form.add_field("file", BytesIO(content), filename=name)
        async with self._session.post(f"{self._url}/chat/messages", data=form) as answer:
            if answer.status != 200:
                return answer.status, (await answer.json())["why"]
        return 200, await self._newest()

    async def _sent(self, message: dict[str, str]) -> str | None:
        """The answer; None where nothing is known of it. One that came before has its answer in the chat."""
        try:
            async with self._session.post(f"{self._url}/chat/messages", json=message) as answer:
                if answer.status != 200:
                    return None
            return await self._newest()
        except aiohttp.ClientError:
            return None

    async def _newest(self) -> str:
        after = self.shown[-1][0] if self.shown else 0
        async with self._session.get(f"{self._url}/chat/messages?after={after}") as answer:
            found = (await answer.json())["messages"]
        self.shown += [(one["seq"], one["text"]) for one in found]
        self.labels = [option["label"] for one in found[-1:] for option in one["options"]]
        return self.shown[-1][1]

    async def listens(self, begun: asyncio.Event) -> list[str]:
        """Hold a stream of events open, once `begun`, until the bot ends it: its lines. Raises aiohttp.ClientError."""
        async with self._session.get(f"{self._url}/chat/events") as stream:
            begun.set()
            return [line.decode().strip() async for line in stream.content]
