"""payung quarantine: what could not be played; `payung quarantine replay` plays it again."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from bot.app import App
from bot.commands.beside import program
from bot.complaint import complaining
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound, Incoming
from storage import inbox
from storage.statement import Row


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "replay"), default="list", help=words["quarantine.action"]
    )


def run(arguments: argparse.Namespace) -> int:
    with complaining():
        asyncio.run(_run(arguments.action == "replay"))
    return 0


async def _run(replay: bool) -> None:
    async with program("jobs") as app:
        waiting = await app.database.read(lambda tx: inbox.quarantined(tx, app.vault))
        print(f"{len(waiting)} waiting")
        for row, message in waiting:
            print(described(row), await play_again(app, row, message) if replay else "")


def described(row: Row) -> str:
    """Where it came from and what went wrong; nothing of what a person wrote."""
    at = datetime.fromtimestamp(row["at"] / 1000).isoformat(" ", "seconds")
    return f"{row['id']:>6}  {at}  {row['channel']:<9} {row['problem']}"


async def play_again(app: App, row: Row, message: Any) -> str:
    """Hand the message in once more, under a key of its own."""
    done = "played"
    if "said" in message:
        said = msgspec.convert(message["said"], Said)
        incoming = Incoming(**message["incoming"]) if message.get("incoming") else None
        again = Inbound(row["channel"], f"replay:{row['id']}", row["address"], said, incoming)
        if (await app.inbox.receive(again)).problem:
            done = "could not be played this time either, and waits again"
    elif row["channel"] == "telegram" and app.telegram:
        await app.telegram.handle({**message, "update_id": -row["id"]}, app.inbox)
    elif row["channel"] == "whatsapp" and app.whatsapp and "message" in message:
        await app.whatsapp.incoming.hear_again(message, f"replay:{row['id']}", app.inbox)
    else:
        return "cannot be played without its channel"
    await app.database.run(lambda tx: inbox.settled(tx, row["id"], app.clock()))
    return done
