"""payung regions import FILE.csv: the official table of regions (code,name), beyond the shipped ones."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.commands.beside import program
from bot.commands.noting import noted
from bot.complaint import Complaint, complaining
from rules.regions import BadRegions, load_regions
from storage.region_parts import save_in_parts


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
        count = await save_in_parts(app.database, rows, told)
        await app.kept(await app.database.run(lambda tx: noted(tx, app, "regions_imported", count=count)))
        print()
