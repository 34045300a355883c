"""payung regions import FILE.csv: the official table of regions (code,name), beyond the shipped ones."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from bot.app import open_app
from bot.complaint import Complaint, complaining
from bot.settings import load
from rules.regions import BadRegions, load_regions
from storage import catalogue
from storage.statement import Tx

AT_ONCE = 2000  # rows a transaction: other messages get in between


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
    try:
        for number, chunk in enumerate(chunks(rows), 1):
            await app.database.run(partial(_save_chunk, chunk))
            print(f"\r{min(number * AT_ONCE, len(rows)):,} / {len(rows):,}", end="", flush=True)
        print()
    finally:
        await app.stop()


def chunks(rows: Iterable[tuple[str, str]]) -> Iterable[list[tuple[str, str]]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, AT_ONCE)):
        yield chunk


def _save_chunk(chunk: list[tuple[str, str]], tx: Tx) -> None:
    catalogue.save_regions(tx, chunk)
