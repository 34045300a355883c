"""payung migrate: brings the database to this release; safe to repeat."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from bot.complaint import complaining
from bot.settings import load
from storage.migrate import migrate, newest
from storage.open import ready_folder, sqlite_file


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """None."""


def run(arguments: argparse.Namespace) -> int:
    with complaining():
        url = load().database_url
        if url.startswith("sqlite"):
            ready_folder(sqlite_file(url).parent)
        migrate(url)
    print(f"version {newest()}")
    return 0
