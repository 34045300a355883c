"""payung talk: chat in the terminal, on a database of its own; --record writes a transcript."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.complaint import complaining
from bot.logs import set_up
from bot.rehearsal.terminal import Conversing, converse


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--record", type=Path, metavar="FILE.chat", help=words["talk.record"])


def run(arguments: argparse.Namespace) -> int:
    set_up("ERROR", "console")
    with complaining(), tempfile.TemporaryDirectory() as folder:
        asyncio.run(converse(Conversing(Path(folder), sys.stdin, sys.stdout, arguments.record)))
    return 0
