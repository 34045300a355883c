"""Who has a chat in hand keeps nobody waiting who only adds to it, or notes what became of a reply (PostgreSQL).

Two that wait for each other are found out by the server after a second and are done again: that is slow and not wrong,
so nothing but a test of its own sees it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

from bot.conversation.messages import Reply
from storage import chats, outbox, reports
from storage.database import Database
from storage.open import open_database
from storage.outbox import Queued
from storage.reports import Report
from storage.statement import Tx
from tests.databases import NOW, VAULT, play

CHANNEL, ADDRESS = "whatsapp", "ID.9001"
PATIENCE = 120.0


def entered(tx: Tx) -> int:
    return chats.enter(tx, VAULT, CHANNEL, ADDRESS, NOW, "id").id


def read_at_once(tx: Tx, chat: int) -> bool:
    """A reply that is written, sent, delivered and read in one transaction, as many reports share one."""
    queued = Queued(0, chat, CHANNEL, ADDRESS, Reply("halo"), at=NOW)
    row = outbox.add(tx, VAULT, queued, "sent", 0).id
    return reports.rise(tx, CHANNEL, Report(row, NOW, "read")) is not None


@asynccontextmanager
async def in_hand(url: str) -> AsyncIterator[asyncio.Task[None]]:
    """Another process has the chat in hand all the while; the task that ends when it lets go."""
    inside, let_go = Event(), Event()

    def holds(tx: Tx) -> None:
        entered(tx)
        inside.set()
        let_go.wait(PATIENCE)

    other = await open_database(url)
    holding = asyncio.create_task(other.run(holds))
    await asyncio.to_thread(inside.wait, PATIENCE)
    try:
        yield holding
    finally:
        let_go.set()
        await holding
        await other.close()


def test_replies_are_added_and_settled_while_somebody_has_their_chat(postgres_database: str) -> None:
    async def scene(database: Database) -> None:
        chat = await database.run(entered)
        async with in_hand(postgres_database) as holding:
            assert await database.run(lambda tx: read_at_once(tx, chat))
            assert not holding.done()

    play(postgres_database, scene)


def test_nobody_else_has_it_meanwhile(postgres_database: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(entered)
        async with in_hand(postgres_database):
            second = asyncio.create_task(database.run(entered))
            await asyncio.sleep(0.3)
            assert not second.done()
        await second

    play(postgres_database, scene)
