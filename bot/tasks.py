"""The kinds of jobs: fetch a file, remind of a question that waits, tidy up."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation.messages import Said
from bot.delivery.channel import ChannelError, Inbound
from bot.delivery.worker import Kind
from bot.files import TOO_LARGE, kind_of
from storage import chats, codes, documents, inbox, outbox, tries
from storage.chats import Silent

if TYPE_CHECKING:
    from bot.app import App

HOUR = 3600 * 1000
DAY = 24 * HOUR
REMIND_AFTER = DAY
AWAKE = range(8, 20)  # local hours in which the bot may write first
KEEP_KEYS = 30 * DAY  # no platform delivers again after a week
KEEP_SENT = 90 * DAY


def kinds(app: App) -> Mapping[str, Kind]:
    """What the worker knows how to do."""
    return {
        "fetch": Kind(lambda payload: fetch(app, payload), give_up=lambda payload: lost(app, payload)),
        "remind": Kind(lambda payload: remind(app), every=10 * 60 * 1000),
        "tidy": Kind(lambda payload: tidy(app), every=DAY),
    }


async def fetch(app: App, payload: Any) -> None:
    """Bring the bytes of a file that a person sent, and keep them encrypted."""
    noted = await app.database.read(lambda tx: documents.get(tx, app.vault, payload["document"]))
    channel = app.channel(payload["channel"])
    if noted is None or noted.state != "waiting" or noted.source is None or channel is None:
        return
    try:
        content = await channel.fetch(noted.source)
    except ChannelError as error:
        if error.kind != "refused":
            raise
        await lost(app, payload)
        return
    await keep(app, payload, content)


async def keep(app: App, payload: Any, content: bytes) -> None:
    """Put the bytes on the shelf, if they are what we can open."""
    kind = kind_of(content) if len(content) <= TOO_LARGE else None
    if kind is None:
        await lost(app, payload)
        return
    file = await asyncio.to_thread(app.shelf.put, content)
    await app.database.run(lambda tx: documents.filed(tx, payload["document"], file, len(content), kind))


async def lost(app: App, payload: Any) -> None:
    """The file can't be had: the person is told, through the inbox like any other message.

    Told first: whoever is killed in between does it again, and the same key is not told twice.
    """
    key = f"lost:{payload['document']}"
    said = Said(unread="file_lost")
    await app.inbox.receive(Inbound(payload["channel"], key, payload["address"], said))
    await app.database.run(lambda tx: documents.lost(tx, payload["document"]))


async def remind(app: App) -> None:
    """Ask again, once and in waking hours, where a question has waited for a day."""
    now = app.clock()
    if app.local(now).hour not in AWAKE:
        return
    for silent in await app.database.read(lambda tx: chats.silent_since(tx, now - REMIND_AFTER)):
        await remind_one(app, silent)


async def remind_one(app: App, silent: Silent) -> None:
    """The reminder takes the same way as a message; it is out of date if the person was faster."""
    await app.database.run(lambda tx: chats.reminded(tx, silent.id, silent.step))
    if silent.channel == "web":  # nobody would see it: the page shows the question anyway
        return
    said = Said(remind=silent.step)
    key = f"remind:{silent.id}:{silent.step}"
    await app.inbox.receive(Inbound(silent.channel, key, silent.address, said))


async def tidy(app: App) -> None:
    """Drop what nobody needs any more, a little at a time, so that no message waits long for it."""
    now = app.clock()
    for forget, before in (
        (inbox.forget, now - KEEP_KEYS),
        (inbox.forget_settled, now - KEEP_KEYS),
        (outbox.forget, now - KEEP_SENT),
        (tries.forget, now - 2 * DAY),
        (codes.forget, now - KEEP_KEYS),
    ):
        while await app.database.run(partial(forget, before=before)):
            await asyncio.sleep(0)
    await asyncio.to_thread(app.shelf.sweep)
