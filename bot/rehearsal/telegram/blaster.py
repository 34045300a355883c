"""Measures a bot: posts updates to its webhook and times them until its sendMessage arrives here.

Times are matched by chat, the first sendMessage after the update: where one update may be answered with
several messages, give every update a chat of its own.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.rehearsal.telegram.answers import Json
from bot.rehearsal.telegram.delivery import SECRET_HEADER
from bot.rehearsal.telegram.pending import kind_of
from bot.rehearsal.telegram.poster import Poster
from bot.rehearsal.telegram.server import FakeTelegram
from bot.rehearsal.telegram.updates import Person, Place, message, words


@dataclass(frozen=True)
class Measured:
    """What came out. `latencies` in milliseconds, sorted; `seconds` from the first POST to the last answer;
    `refused` were not taken by the bot, `lost` were taken and never answered.
    """

    latencies: tuple[float, ...]
    seconds: float
    refused: int
    lost: int

    def percentile(self, percent: float) -> float:
        """The latency in milliseconds that so many percent stayed within; 0 where nothing was answered."""
        if not self.latencies:
            return 0.0
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * percent / 100))]

    @property
    def p50(self) -> float:
        """The middle latency in milliseconds."""
        return self.percentile(50)

    @property
    def p99(self) -> float:
        """The latency in milliseconds that 99 of 100 stayed within."""
        return self.percentile(99)

    @property
    def per_second(self) -> float:
        """Updates answered in a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0


@dataclass
class _Step:
    """An update on its way: since when (seconds), and whether its answer has come."""

    since: float
    answered: asyncio.Future[float]


@dataclass
class _Run:
    """One measurement: its connections and its counts so far."""

    poster: Poster
    latencies: list[float] = field(default_factory=list)
    refused: int = 0
    lost: int = 0


class Blaster:
    """Blasts at a bot that sends to this stand-in. `patience`: seconds until an answer counts as lost."""

    def __init__(self, fake: FakeTelegram, patience: float = 30.0) -> None:
        self._fake = fake
        self._patience = patience
        self._waiting: defaultdict[int, deque[_Step]] = defaultdict(deque)
        fake.watch(self._heard)

    def updates(self, count: int, text: str = "halo", chats: int | None = None) -> list[Json]:
        """Text messages from so many people in turn (each of its own by default), ready to be posted."""
        people = [Person(1_000_000 + number) for number in range(chats or count)]
        return [self._update(people[number % len(people)], number, text) for number in range(count)]

    def _update(self, person: Person, number: int, text: str) -> Json:
        place = Place(person.private_chat, number + 1, int(time.time()))
        update: Json = {
            "update_id": self._fake.next_update_id(),
            "message": message(person, place, words(text)),
        }
        self._fake.expect(update)
        return update

    async def blast(self, url: str, secret: str | None, updates: Iterable[Json], in_flight: int) -> Measured:
        """Posts as fast as answers come, with so many updates at once between POST and sendMessage."""
        queue = iter([(_chat_of(update), json.dumps(update).encode()) for update in updates])

        async def work(run: _Run) -> None:
            for chat, body in queue:
                await self._step(run, chat, body, time.perf_counter())

        async with self._running(url, secret) as run:
            start = time.perf_counter()
            await asyncio.gather(*(work(run) for _ in range(in_flight)))
            return _measured(run, time.perf_counter() - start)

    async def open_loop(
        self, url: str, secret: str | None, updates: Sequence[Json], per_second: float
    ) -> Measured:
        """Posts at a fixed rate, whether answers come or not; times count from when the POST was due."""
        bodies = [(_chat_of(update), json.dumps(update).encode()) for update in updates]
        async with self._running(url, secret) as run:
            start = time.perf_counter()
            steps = []
            for number, (chat, body) in enumerate(bodies):
                due = start + number / per_second
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                steps.append(asyncio.create_task(self._step(run, chat, body, due)))
            await asyncio.gather(*steps)
            return _measured(run, time.perf_counter() - start)

    @asynccontextmanager
    async def _running(self, url: str, secret: str | None) -> AsyncIterator[_Run]:
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret else {})
        async with Poster(url, headers) as poster:
            yield _Run(poster)

    async def _step(self, run: _Run, chat: int, body: bytes, since: float) -> None:
        step = _Step(since, asyncio.get_running_loop().create_future())
        self._waiting[chat].append(step)
        if not await self._post(run, body):
            run.refused += 1
            return self._forget(chat, step)
        try:
            run.latencies.append(await asyncio.wait_for(step.answered, self._patience))
        except TimeoutError:
            run.lost += 1
            self._forget(chat, step)

    async def _post(self, run: _Run, body: bytes) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                return await run.poster.post(body) < 300
        except (OSError, TimeoutError):
            return False

    def _forget(self, chat: int, step: _Step) -> None:
        if step in (line := self._waiting[chat]):
            line.remove(step)

    def _heard(self, chat: int) -> None:
        """A sendMessage arrived."""
        if line := self._waiting.get(chat):
            step = line.popleft()
            if not step.answered.done():
                step.answered.set_result((time.perf_counter() - step.since) * 1000)


def _chat_of(update: Json) -> int:
    content = update[kind_of(update)]
    return int(content.get("chat", content.get("message", content).get("chat", content.get("from")))["id"])


def _measured(run: _Run, seconds: float) -> Measured:
    return Measured(tuple(sorted(run.latencies)), seconds, run.refused, run.lost)
