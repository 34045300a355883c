"""payung outbox: how many replies wait; `--held` lists those that are kept until their person writes."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.app import App
from bot.commands.beside import program
from bot.complaint import complaining
from storage import outbox
from storage.outbox import Queued


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--held", action="store_true", help=words["outbox.held"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    with complaining():
        asyncio.run(_run(arguments))
    return 0


async def _run(given: argparse.Namespace) -> None:
    async with program() as app:
        waiting, _ = await app.database.read(outbox.waiting)
        held = await app.database.read(lambda tx: outbox.held(tx, app.vault))
        print(given.words["outbox.counts"].format(waiting=waiting, held=len(held)))
        for one in held if given.held else ():
            print(described(one, app))


def described(one: Queued, app: App) -> str:
    """The chat's number, the channel, of what kind the reply is and since when; nothing of what it says."""
    reply = one.reply
    kind = reply.template.name if reply.template else reply.conversation or "reply"
    since: datetime = app.local(one.at)
    return f"{one.chat:>6}  {one.channel:<9} {kind:<16} {since:%Y-%m-%d %H:%M}"
