"""payung export enrolment --list N --to FILE: a list that is fixed, as the branch office takes it."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.beside import program
from bot.commands.file import write
from bot.commands.noting import noted, spot_of
from bot.complaint import Complaint, complaining
from storage.audit import Head
from storage.person_records import WHOLE_LIST
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App
    from rules.enrolment import Enrolment


def export_options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--list", metavar="N", type=int, required=True, help=words["exchange.list"])
    parser.add_argument("--to", metavar="FILE", type=Path, required=True, help=words["exchange.to"])


def export(arguments: argparse.Namespace) -> int:
    with complaining():
        content, people, held = asyncio.run(_written(arguments.list))
    write(arguments.to, content)
    print(arguments.words["exchange.written"].format(people=f"{people:,}", file=arguments.to))
    if held:
        print(arguments.words["exchange.held"].format(people=f"{held:,}"))
    return 0


def _noted(app: App, one: Enrolment, tx: Tx) -> Head:
    """Whose data leave with it, as for a download in the console: before the file is there."""
    from rules.enrolment import RECORD
    from storage import groups

    spot = spot_of(tx, one.programme, one.village or "", groups.by_id(tx, one.group) if one.group else None)
    return noted(tx, app, "enrolment_downloaded", RECORD, one.id, spot, seen={WHOLE_LIST: [one.id]})


async def _written(list: int) -> tuple[bytes, int, int]:
    """The file, how many people are in it, and how many may not be on the list any more."""
    from bot.enrolment_tasks import exported
    from rules.enrolment import on
    from storage import enrolment, enrolment_review, enrolment_rows

    async with program() as app:
        one = await app.database.read(lambda tx: enrolment.by_id(tx, list))
        if one is None:
            raise Complaint(f"There is no list {list}.")
        if one.state not in ("fixed", "sent"):
            raise Complaint(f"List {list} is not fixed yet: it is {one.state}.")
        content = await exported(app, one, None)
        await app.kept(await app.database.run(partial(_noted, app, one)))
        counts = await app.database.read(lambda tx: enrolment_rows.counts(tx, list))
        held = sum((await app.database.read(lambda tx: enrolment_review.held(tx, list))).values())
        return content, on(counts) - held, held
