"""Webhook delivery: posts updates to the bot, one at a time in each queue, until it takes them.

As the real server does: any answer but 2xx is tried again, at once and then with back-off; Retry-After is
honoured; a 2xx answer may hold a call to carry out.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.hook import Hook, hook_of, local
from bot.rehearsal.telegram.nasty import Troubles
from bot.rehearsal.telegram.pending import Held, Pending
from bot.rehearsal.telegram.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_RETRY_AFTER = 3600
DOWN_SECONDS = 0.02

Carry = Callable[[Json], Awaitable[None]]


@dataclass(frozen=True)
class Manner:
    """How updates are delivered, in seconds: none before the first retry, then `start`, doubled up to `most`
    (the real server goes up to two minutes); `patience` for an answer.
    """

    start: float = 0.05
    most: float = 1.0
    patience: float = 30.0

    def after(self, failures: int) -> float:
        """How long to wait after so many failures in a row."""
        return 0.0 if failures <= 1 else float(min(self.most, self.start * 2 ** (failures - 2)))


@dataclass(frozen=True)
class Outcome:
    """How one POST went. `retry_after` in seconds, as the bot asked; `problem` for getWebhookInfo."""

    taken: bool
    body: bytes = b""
    retry_after: float = 0.0
    problem: str = ""


class Delivery:
    """The webhook of one bot. `tries` counts the POSTs; `paused`: nothing is posted for now; `here`: where on
    this machine a bot is served whose public address is elsewhere, such as "http://127.0.0.1:8080".
    """

    def __init__(
        self, world: World, pending: Pending, troubles: Troubles, carry: Carry, manner: Manner
    ) -> None:
        self.hook: Hook | None = None
        self.tries = 0
        self.paused = False
        self.here: str | None = None
        self._pending = pending
        self._troubles = troubles
        self._carry = carry
        self._manner = manner
        self._now = world.now
        self._lines: dict[int, deque[Held]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(40)
        self._session: aiohttp.ClientSession | None = None
        self._problem: tuple[float, str] | None = None
        pending.arrived = self._feed

    @property
    def methods(self) -> dict[str, Callable[[Json], object]]:
        """The methods of the Bot API that it serves."""
        return {"setWebhook": self.set, "deleteWebhook": self.delete, "getWebhookInfo": self.info}

    def set(self, params: Json) -> bool:
        """setWebhook: what waits is posted there from now on."""
        self._halt()
        if params.get("drop_pending_updates"):
            self._pending.drop()
        self._pending.allow(params)
        self.hook, self._problem = hook_of(params), None
        self._pending.bell.ring()
        self._slots = asyncio.Semaphore(self.hook.connections if self.hook else 40)
        for held in list(self._pending.held.values()):
            self._feed(held)
        return True

    def delete(self, params: Json) -> bool:
        """deleteWebhook: what waits can be fetched with getUpdates."""
        return self.set({"url": "", "drop_pending_updates": params.get("drop_pending_updates", False)})

    def info(self, params: Json) -> Json:
        """getWebhookInfo."""
        facts: Json = {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._pending.held),
        }
        if self.hook:
            facts |= {"url": self.hook.url, "max_connections": self.hook.connections}
        if self._problem:
            facts |= {"last_error_date": int(self._problem[0]), "last_error_message": self._problem[1]}
        return facts | ({"allowed_updates": sorted(self._pending.allowed)} if self._pending.allowed else {})

    def _feed(self, held: Held) -> None:
        if self.hook is None:
            return
        if held.queue in self._lines:
            self._lines[held.queue].append(held)
            return
        self._lines[held.queue] = deque([held])
        task = asyncio.create_task(self._run(held.queue))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, queue: int) -> None:
        line = self._lines[queue]
        while line:
            await self._deliver(line[0])
            line.popleft()
        del self._lines[queue]

    async def _deliver(self, held: Held) -> None:
        failures = 0
        while self._pending.waits(held):
            outcome = await self._post(held)
            if outcome.taken:
                return await self._taken(held, outcome)
            failures += 1
            self._problem = (self._now(), outcome.problem)
            await asyncio.sleep(max(self._manner.after(failures), outcome.retry_after))

    async def _taken(self, held: Held, outcome: Outcome) -> None:
        self._pending.done(held.id)
        if held.twice:
            await self._post(held)
        if b'"method"' in outcome.body:
            await self._carry(json.loads(outcome.body))

    async def _post(self, held: Held) -> Outcome:
        while self._troubles.nasty.down or self.paused:
            await asyncio.sleep(DOWN_SECONDS)
        async with self._slots:
            return await self._try(held)

    async def _try(self, held: Held) -> Outcome:
        self.tries += 1
        assert self.hook is not None
        url = local(self.hook.url, self.here)
        if url is None:
            return Outcome(False, problem="this stand-in delivers on this machine only")
        headers = {"Content-Type": "application/json"}
        if self.hook.secret is not None:
            headers[SECRET_HEADER] = self.hook.secret
        try:
            return await self._answer(url, json.dumps(held.update).encode(), headers)
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            return Outcome(False, problem=type(problem).__name__)

    async def _answer(self, url: str, body: bytes, headers: dict[str, str]) -> Outcome:
        async with self._client().post(url, data=body, headers=headers) as response:
            content = await response.read()
            if response.ok and response.status < 300:
                return Outcome(True, content)
            told = response.headers.get("Retry-After", "0")
            wait = min(float(told) if told.isdecimal() else 0.0, LONGEST_RETRY_AFTER)
            return Outcome(
                False, b"", wait, f"Wrong response from the webhook: {response.status} {response.reason}"
            )

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            patience = aiohttp.ClientTimeout(total=self._manner.patience)
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=patience)
        return self._session

    def _halt(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._lines.clear()

    async def close(self) -> None:
        """Stops delivering and closes its connections."""
        self._halt()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
