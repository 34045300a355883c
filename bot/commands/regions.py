"""payung regions import FILE.csv: the official table of regions (code,name), beyond the shipped ones."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from bot.app import App
from bot.commands.beside import program
from bot.commands.noting import noted
from bot.complaint import Complaint, complaining
from rules.region_rows import Changes, changes
from rules.regions import BadRegions, load_regions
from storage.audit import Head
from storage.region_parts import names_now, parts, save_in_parts
from storage.statement import Tx


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("action", choices=("import",))
    parser.add_argument("file", type=Path, help=words["regions.file"])


def run(arguments: argparse.Namespace) -> int:
    try:
        names = load_regions(arguments.file).names
    except BadRegions as bad:
        raise Complaint(str(bad)) from None
    except OSError as error:
        raise Complaint(f"{arguments.file}: {error.strerror}.") from None
    with complaining():
        asyncio.run(_save(list(names.items())))
    return 0


async def _save(rows: list[tuple[str, str]]) -> None:
    def told(done: int) -> None:
        print(f"\r{done:,} / {len(rows):,}", end="", flush=True)

    async with program() as app:
        found = changes(await names_now(app.database, (code for code, _ in rows)), rows)
        # Noted first: killed in the middle, nobody would know the old names any more.
        await app.kept(await app.database.run(partial(_noted, app, len(rows), found)))
        await save_in_parts(app.database, rows, told)
        print()


def _noted(app: App, count: int, found: Changes, tx: Tx) -> Head:
    """With the old names of what is called otherwise now."""
    renamed = len(found.renamed)
    head = noted(tx, app, "regions_imported", count=count, added=found.added, renamed=renamed)
    for names in parts(found.old_names):
        head = noted(tx, app, "regions_renamed", before=names)
    return head
