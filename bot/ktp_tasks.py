"""The jobs about photos of a KTP: read one, take away what nobody needs. What was read goes to the chat by
the inbox, like any other message; nothing of it is in a log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot import ktp_photos
from bot.conversation.from_photo import PROBLEM, SURE
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from bot.delivery.worker import Kind
from bot.ktp.card import Ktp
from storage import documents, jobs
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

# What a conversation may ask for; all else on the card is nobody's business there.
OFFERED = ("name", "birth_place", "birth_date")
UNREAD = {PROBLEM: "unread"}
TRIES = 2  # a photo over which the process died twice is told of as one that can't be read


def kinds(app: App) -> Mapping[str, Kind]:
    """What the worker knows how to do."""
    return {
        ktp_photos.READ: Kind(
            lambda payload: read(app, payload), TRIES, lambda payload: brought(app, payload, UNREAD)
        ),
        ktp_photos.DROP: Kind(lambda payload: take_away(app, payload)),
        ktp_photos.FORGET: Kind(lambda payload: forgotten(app, payload)),
    }


async def read(app: App, payload: Any) -> None:
    """Read a photo when it is its turn, and bring what stands on the card to the chat that sent it."""
    noted = await app.database.read(lambda tx: documents.get(tx, app.vault, payload["document"]))
    if noted is None or noted.state != "kept" or noted.file is None:
        return
    if app.reader is None:
        await brought(app, payload, UNREAD)
        return
    if await put_off(app, payload):
        return
    content = await asyncio.to_thread(app.shelf.get, noted.file)
    card = await app.reader.read(content, app.local(app.clock()).date())
    await brought(app, payload, told(card, noted.problem))


async def put_off(app: App, payload: Any) -> bool:
    """Where others are before it the photo comes again at its turn, and keeps no other work waiting."""
    now = app.clock()
    turn = app.reader.turn(now) if app.reader and "turn" not in payload else now
    if turn <= now:
        return False
    again = {**payload, "turn": turn}
    await app.database.run(lambda tx: jobs.add(tx, app.vault, ktp_photos.READ, again, turn))
    return True


def told(card: Ktp | None, problem: str | None) -> dict[str, str]:
    """What the chat hears: of a card that is not safe the digits alone, to be compared one by one."""
    if card is None or not card.nik:
        return {PROBLEM: problem or "unread"}
    safe = {name: card.sure(name) for name in OFFERED} | {SURE: "yes"} if card.safe else {}
    found = {"nik": card.nik, PROBLEM: problem or "unread", **safe}
    return {name: text for name, text in found.items() if text}


async def brought(app: App, payload: Any, answers: dict[str, str]) -> None:
    """Let the chat hear of it. Without answers: the photo is forgotten, and nothing is said."""
    about = f"ktp:{payload['document']}"
    key = about if answers else f"forget-{about}"
    said = Said(news=about, read=answers)
    await app.inbox.receive(Inbound(payload["channel"], key, payload["address"], said))


async def lost(app: App, payload: Any) -> None:
    """The bytes can't be had or opened: a chat that waits for this photo waits no more."""
    now = app.clock()
    if await app.database.run(lambda tx: ktp_photos.waits_for(tx, app.vault, payload, now)):
        await brought(app, payload, {})


async def forgotten(app: App, payload: Any) -> None:
    """A day later it is held no more."""
    await brought(app, payload, {})


def filed(tx: Tx, app: App, payload: Any, file: str) -> bool:
    """Bytes have come. True where they are no file of anybody's: dropped meanwhile."""
    noted = documents.get(tx, app.vault, payload["document"])
    if noted and noted.state == "dropped":
        jobs.add(tx, app.vault, ktp_photos.DROP, {"file": file}, app.clock() + ktp_photos.SETTLES)
        return True
    if ktp_photos.waits_for(tx, app.vault, payload, app.clock()):
        ktp_photos.begin(tx, app.vault, payload, app.clock())
    return False


async def take_away(app: App, payload: Any) -> None:
    """Drop the bytes from the shelf, unless the same photo was sent for something else."""
    file = payload["file"]
    if await asyncio.to_thread(app.shelf.is_new, file):
        later = app.clock() + ktp_photos.SETTLES
        await app.database.run(lambda tx: jobs.add(tx, app.vault, ktp_photos.DROP, payload, later))
    elif not await app.database.read(lambda tx: documents.needed(tx, file)):
        await asyncio.to_thread(app.shelf.drop, file)
