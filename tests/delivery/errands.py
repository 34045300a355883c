"""What the program does by itself, seen from outside: files that were fetched, reminders, the hour."""

from __future__ import annotations

import asyncio
from datetime import datetime, time, timedelta

from bot.catalogues import languages
from bot.conversation.words import Words
from bot.rehearsal.pictures import picture
from storage import documents
from storage.documents import Document
from storage.statement import Statement
from storage.tables import documents as table
from storage.tables import jobs as jobs_table
from tests.databases import VAULT
from tests.delivery.house import House

JOBS = Statement(jobs_table.select())
PHOTO = picture()
HOUR = 3600 * 1000
WORDS = Words(languages()["id"])
NEWS = Words(languages()["id"], "news")
LOST = NEWS("file.gone")
REMINDER = WORDS("reminder")


async def consented(bot: House, address: str) -> None:
    """Somebody who has agreed, whose last question waits."""
    for text in ("halo", "1", "daftar"):
        await bot.say(address, text, f"{address}:{text}:{bot.clock()}")
    assert (await bot.chat(address)).session.talks


async def document(bot: House) -> Document:
    """The one file that is known of."""
    [row] = await bot.database.read(lambda tx: tx.all(Statement(table.select())))
    found = await bot.database.read(lambda tx: documents.get(tx, VAULT, row["id"]))
    assert found
    return found


async def tried(bot: House) -> int:
    """How often the one fetch has failed."""
    rows = await bot.database.read(lambda tx: tx.all(JOBS))
    return sum(row["attempts"] for row in rows if row["kind"] == "fetch")


async def fetched(bot: House, state: str) -> Document:
    while (found := await document(bot)).state != state:
        await asyncio.sleep(0.01)
    return found


def at(bot: House, hour: int) -> None:
    """Put the clock forward to when it is that hour next, in the city: less than a day."""
    now = bot.local(bot.clock())
    then = datetime.combine(now.date(), time(hour), now.tzinfo)
    then += timedelta(1) if then <= now else timedelta(0)
    bot.ticking.ahead += int((then - now).total_seconds() * 1000)


def reminders(bot: House, address: str = "1") -> int:
    return sum(text.startswith(REMINDER) for text in bot.post.to(address))
