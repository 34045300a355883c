"""payung verify: is the audit trail whole? Reads all of it; exit code 1 where it is not."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Mapping

from bot.commands.beside import program
from bot.complaint import Complaint, complaining
from storage.audit import Head
from storage.audit_check import Check, check
from storage.audit_head import HeadFile


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("--head", metavar="SEQ:HASH", help=words["verify.head"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    with complaining():
        made = asyncio.run(_checked(_head(arguments.head) if arguments.head else None))
    words = arguments.words
    for fault in made.faults:
        print(words[f"verify.{fault.kind}"].format(first=fault.first, last=fault.last))
    print(words["verify.not_whole" if made.faults else "verify.whole"].format(rows=made.rows))
    print(f"{made.last.seq}:{made.last.hash.hex()}")
    return 1 if made.faults else 0


def _head(written: str) -> Head:
    """A last row that somebody wrote down earlier. Raises Complaint."""
    seq, _, hash = written.partition(":")
    try:
        return Head(int(seq), bytes.fromhex(hash))
    except ValueError:
        raise Complaint(
            "--head is what an earlier payung verify printed last, such as 42:9f86d0..."
        ) from None


async def _checked(written: Head | None) -> Check:
    async with program() as app:
        kept = HeadFile(app.settings.data_dir, app.vault)
        return await check(app.database, app.vault, (lambda: written) if written else kept.read, _progress)


def _progress(rows: int) -> None:
    """Only where somebody looks."""
    if sys.stderr.isatty():
        print(f"\r{rows:,}", end="\r", file=sys.stderr, flush=True)
