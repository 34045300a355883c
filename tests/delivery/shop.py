"""Workers on one database, and the jobs that they do for a test."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.delivery.worker import Kind, Worker
from storage import jobs
from storage.database import Database
from storage.open import open_database
from storage.statement import Statement
from storage.tables import jobs as table
from tests.databases import VAULT
from tests.delivery.desk import Clock, play

ROWS = Statement(table.select().order_by(table.c.id))


@dataclass
class Bench:
    """What jobs do here: note their number, and what a test makes of it."""

    done: list[int] = field(default_factory=list)
    given_up: list[int] = field(default_factory=list)
    trouble: dict[int, Callable[[], Awaitable[None]]] = field(default_factory=dict)

    async def do(self, payload: Any) -> None:
        if trouble := self.trouble.get(payload["n"]):
            await trouble()
        self.done.append(payload["n"])

    async def give_up(self, payload: Any) -> None:
        self.given_up.append(payload["n"])

    def kind(self, **more: Any) -> Kind:
        return Kind(self.do, give_up=self.give_up, **more)


class Shop:
    """Workers on one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self._running: list[asyncio.Task[None]] = []

    async def ask(self, *numbers: int, kind: str = "count") -> None:
        for number in numbers:
            add = partial(jobs.add, vault=VAULT, kind=kind, payload={"n": number}, due_at=self.clock())
            await self.database.run(add)

    def hire(
        self, bench: Bench, database: Database | None = None, clock: Clock | None = None, **kinds: Kind
    ) -> Worker:
        """Let a worker begin."""
        known = kinds or {"count": bench.kind()}
        worker = Worker(database or self.database, VAULT, known, clock or self.clock)
        self._running.append(asyncio.create_task(worker.run()))
        return worker

    async def left(self) -> list[tuple[int, str | None]]:
        """The jobs that stand: how often each was tried, and what was the matter."""
        rows = await self.database.read(lambda tx: tx.all(ROWS))
        return [(row["attempts"], row["problem"]) for row in rows]

    async def due(self) -> list[int]:
        """When each is due, or its lease ends."""
        return [row["due_at"] for row in await self.database.read(lambda tx: tx.all(ROWS))]

    async def all_done(self) -> None:
        while await self.left():
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        """As the program stops."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        self._running.clear()


def work(url: str, scene: Callable[[Shop], Awaitable[None]]) -> None:
    async def run() -> None:
        database = await open_database(url)
        shop = Shop(database, Clock())
        try:
            await scene(shop)
        finally:
            await shop.close()
            await database.close()

    play(run())


async def fails() -> None:
    raise OSError("cannot reach 081234567890")
