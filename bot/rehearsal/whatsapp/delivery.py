"""Webhook delivery: posts events to the bot, signed, until it takes them, as Meta does for seven days.

Only 200 is "taken"; anything else, and silence, is tried again with growing gaps. Events of one line go one
after the other; those of different lines, and bodies that were held back, overtake each other.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from dataclasses import dataclass

import aiohttp

from bot.rehearsal.whatsapp.account import Account
from bot.rehearsal.whatsapp.nasty import Troubles
from bot.rehearsal.whatsapp.payloads import SIGNATURE, Event, body, signed

DOWN_SECONDS = 0.02


@dataclass(frozen=True)
class Manner:
    """How webhooks are delivered, in seconds: `start` before the first retry, then doubled up to `most` (Meta
    goes on for seven days); `patience` for an answer. `batch`: how many events share a body at most, which
    are gathered for so long.
    """

    start: float = 0.05
    most: float = 1.0
    patience: float = 30.0
    batch: int = 1
    gather: float = 0.02

    def after(self, failures: int) -> float:
        """How long to wait after so many failures in a row."""
        return float(min(self.most, self.start * 2 ** (failures - 1)))


class Delivery:
    """The webhook of one app. `tries` counts the POSTs; `answers` are their statuses (0: none came); `taken`
    the bodies that got a 200, in order; `paused`: nothing is posted for now.
    """

    def __init__(self, account: Account, troubles: Troubles, manner: Manner) -> None:
        self.url: str | None = None
        self.paused = False
        self.answers: list[int] = []
        self.taken: list[bytes] = []
        self._account = account
        self._troubles = troubles
        self._manner = manner
        self._lines: dict[str, deque[Event]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._late = itertools.count(1)
        self._held = 0
        self._session: aiohttp.ClientSession | None = None

    @property
    def tries(self) -> int:
        """How many POSTs there were."""
        return len(self.answers)

    @property
    def waiting(self) -> int:
        """How many events the bot has not taken yet."""
        return self._held + sum(map(len, self._lines.values()))

    def feed(self, event: Event) -> None:
        """Sends an event on its way, now or in a moment."""
        seconds = self._troubles.hold()
        if seconds:
            self._held += 1
            asyncio.get_running_loop().call_later(seconds, self._release, event)
        else:
            self._line(event.line if self._manner.batch == 1 else "all", event)

    def _release(self, event: Event) -> None:
        self._held -= 1
        self._line(f"late {next(self._late)}", event)

    def _line(self, name: str, event: Event) -> None:
        self._lines.setdefault(name, deque()).append(event)
        if self.url is not None:
            self._start(name)

    def serve(self, url: str) -> None:
        """From now on, and all that waits, to this address."""
        self.url = url
        for name in list(self._lines):
            self._start(name)

    def _start(self, name: str) -> None:
        if name not in self._running:
            self._running[name] = asyncio.create_task(self._run(name))

    async def _run(self, name: str) -> None:
        line = self._lines[name]
        while line:
            if self._manner.batch > 1:
                await asyncio.sleep(self._manner.gather)
            events = list(itertools.islice(line, self._manner.batch))
            await self._deliver(events)
            for _ in events:
                line.popleft()
        del self._lines[name], self._running[name]

    async def _deliver(self, events: list[Event]) -> None:
        content = body(self._account, events, self._troubles.dice("layout"))
        failures = 0
        while await self.post(content) != 200:
            failures += 1
            await asyncio.sleep(self._manner.after(failures))
        self.taken.append(content)
        if self._troubles.falls("twice"):
            await self.post(content)

    async def post(self, content: bytes, signature: str | None = None) -> int:
        """Posts a body once, as it is: the status, 0 where none came. `signature`: not the right one."""
        while self._troubles.nasty.down or self.paused:
            await asyncio.sleep(DOWN_SECONDS)
        right = signed(self._account.app_secret, content)
        headers = {"Content-Type": "application/json", SIGNATURE: signature or right}
        self.answers.append(await self._status(content, headers))
        return self.answers[-1]

    async def _status(self, content: bytes, headers: dict[str, str]) -> int:
        try:
            async with self._client().post(self.url or "", data=content, headers=headers) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 0

    async def verify(self, url: str, token: str, challenge: str = "1158201444") -> bool:
        """Whether the bot answers the question that is asked once, when the webhook is set up."""
        asked = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": challenge}
        async with self._client().get(url, params=asked) as response:
            return response.status == 200 and await response.text() == challenge

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            patience = aiohttp.ClientTimeout(total=self._manner.patience)
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=patience)
        return self._session

    async def close(self) -> None:
        """Stops delivering and closes its connections."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
