"""The jobs about cases: a report on paper, a reminder of what is missing, what officers sort them by.

The handlers say what is said.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.catalogues import languages
from bot.conversation.messages import Said
from bot.conversation.words import Words
from bot.delivery.channel import Inbound
from bot.paper.facts import sheet_of
from bot.services import Records
from storage import cases, chats, jobs
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

AWAKE = range(8, 20)  # local hours in which the bot may write first
PAPER = "id"  # officials read Indonesian


async def paper(app: App, payload: Any) -> None:
    """Put the report of a case on one page and send it to the chat that asked."""
    words = Words(languages()[PAPER], "paper")

    def read(tx: Tx) -> Any:
        case = cases.by_id(tx, app.vault, payload["case"])
        if case is None:
            return None
        chat = chats.enter(tx, app.vault, payload["channel"], payload["address"], app.clock(), PAPER)
        records = Records(tx, app.vault, chat, app.clock(), app.local(app.clock()))
        return sheet_of(records, case, words, app.settings.public_url or "")

    sheet = await app.database.run(read)
    if sheet is None:
        return
    content = await asyncio.to_thread(_drawn, sheet, words)
    file = await asyncio.to_thread(app.shelf.put, content)
    await _tell(app, payload, f"paper:{payload['case']}:{file}", f"paper:{payload['case']}:{payload['at']}")


def _drawn(sheet: Any, words: Words) -> bytes:
    from bot.paper.pdf import pdf  # its library is slow to import

    return pdf(sheet, words)


async def remind(app: App, payload: Any) -> None:
    """Remind every chat of a case, in waking hours; whether it still makes sense is seen in its turn."""
    now = app.local(app.clock())
    if now.hour not in AWAKE:
        await app.database.run(lambda tx: _later(tx, app, payload, morning(now)))
        return
    for channel, address in await app.database.read(lambda tx: cases.chats_of(tx, payload["case"])):
        about = f"case:{payload['case']}:{payload['what']}"
        to = {"channel": channel, "address": address}
        await _tell(app, to, about, f"{about}:{channel}:{address}")


def _later(tx: Tx, app: App, payload: Any, at: datetime) -> None:
    key = f"case:{payload['case']}:{payload['what']}:{at.date()}"
    jobs.add(tx, app.vault, "case_reminder", payload, int(at.timestamp() * 1000), key)


async def reckon(app: App) -> None:
    """Where each open case lies and what is due of it next, a few at a time."""
    last = 0
    while last := await app.database.run(partial(cases.catch_up, vault=app.vault, after=last)):
        await asyncio.sleep(0)


def morning(now: datetime) -> datetime:
    """The next moment at which people are awake."""
    day = now.date() if now.hour < AWAKE.start else now.date() + timedelta(1)
    return datetime(day.year, day.month, day.day, AWAKE.start, tzinfo=now.tzinfo)


async def _tell(app: App, to: Any, about: str, key: str) -> None:
    """Through the inbox like any other message, under a key: whoever is killed over it tells it once."""
    await app.inbox.receive(Inbound(to["channel"], key, to["address"], Said(news=about)))
