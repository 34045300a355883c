"""payung regions import FILE.csv: the official table of regions (code,name), beyond the shipped ones."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.app import open_app
from bot.complaint import Complaint, complaining
from bot.settings import load
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
    settings = load()
    app = await open_app(settings, demo=not settings.data_key, only=frozenset())

    def told(done: int) -> None:
        print(f"\r{done:,} / {len(rows):,}", end="", flush=True)

    try:
        await save_in_parts(app.database, rows, told)
        print()
    finally:
        await app.stop()
