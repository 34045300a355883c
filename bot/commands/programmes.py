"""payung programmes: lists what is loaded; `payung programmes load FILE` adds or replaces one."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.app import App, open_app
from bot.commands.noting import noted
from bot.complaint import Complaint, complaining
from bot.load import load_programmes
from bot.settings import load as load_settings
from rules.officers import Spot
from rules.programme_edit import differences
from rules.programmes import BadProgramme, Programme, load
from storage import catalogue, registrations
from storage.audit import Head
from storage.statement import Tx


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("action", nargs="?", choices=("list", "load"), default="list")
    parser.add_argument("file", nargs="*", type=Path, help=words["programmes.file"])


def run(arguments: argparse.Namespace) -> int:
    with complaining():
        asyncio.run(_run(arguments))
    return 0


async def _run(arguments: argparse.Namespace) -> None:
    try:
        programmes = [load(file) for file in arguments.file] if arguments.action == "load" else []
    except BadProgramme as bad:
        raise Complaint(str(bad)) from None
    app = await open_app(load_settings(), demo=not load_settings().data_key)
    try:
        if programmes:
            await _load(app, programmes)
        for line in await app.database.read(_lines):
            print(line)
    finally:
        await App.stop(app)


async def _load(app: App, programmes: list[Programme]) -> None:
    """Raises Complaint where registrations name a category that a file does not have any more."""
    heads: list[Head] = []

    def told(tx: Tx, before: Programme | None, after: Programme, number: int) -> None:
        fields = sorted({one.field for one in differences(before, after)})
        if not fields:
            return
        where, more = Spot(after.region, after.code), {"fields": fields} if before else {}
        act = "programme_changed" if before else "programme_added"
        heads.append(noted(tx, app, act, "programme", after.code, where, None, version=number, **more))

    try:
        await load_programmes(app, programmes, told)
    except catalogue.Lost as lost:
        raise Complaint(
            f"Registrations or groups name the categories {', '.join(lost.codes)}, which the file lacks. "
            "Add them with active = false."
        ) from None
    await app.kept(heads[-1] if heads else None)


def _lines(tx: Tx) -> list[str]:
    """Each programme with the places taken and its quota."""
    return [
        f"{p.code:<14} {p.region:<6} {registrations.taken(tx, p.code)} / {p.quota or '-'}  {p.name['id']}"
        for p in catalogue.all_programmes(tx)
    ]
