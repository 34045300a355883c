"""payung import kpj|payment FILE: the branch's answers; the same file comes back with a column of results."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.commands.beside import program
from bot.commands.file import content_of, why, write
from bot.complaint import Complaint, complaining
from bot.lists.bad import BadList

RESULT = "hasil"


def import_options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=words["exchange.file"])
    parser.add_argument("--list", metavar="N", type=int, help=words["exchange.list"])
    parser.add_argument("--to", metavar="FILE", type=Path, help=words["exchange.result"])


def import_(arguments: argparse.Namespace) -> int:
    """Exit code 1 where a row could not be noted."""
    content, words = content_of(arguments.file), arguments.words
    try:
        with complaining():
            counts, back = asyncio.run(_taken(arguments, content))
    except BadList as bad:
        raise Complaint(f"{arguments.file.name}: {why(bad)}") from None
    result = arguments.to or arguments.file.with_name(f"{arguments.file.stem}-{RESULT}.xlsx")
    write(result, back)
    print(words["exchange.counts"].format(**{name: f"{count:,}" for name, count in counts.items()}))
    if not counts["done"] and not counts["refused"] and counts["same"]:
        print(words["exchange.nothing_new"])
    print(words["exchange.given_back"].format(file=result))
    return 1 if counts["error"] else 0


async def _taken(arguments: argparse.Namespace, content: bytes) -> tuple[Mapping[str, int], bytes]:
    """How many rows became what, with all as "lines", and the file that goes back."""
    from bot.enrolment.taking_in import import_now
    from storage import answer_files, enrolment

    heard = _progress(arguments.words)
    async with program() as app:
        list = arguments.list
        if list and await app.database.read(lambda tx: enrolment.by_id(tx, list)) is None:
            raise Complaint(f"There is no list {list}.")
        file = await import_now(app, arguments.kind, list, content, arguments.file.name, heard)
        found = await app.database.read(lambda tx: answer_files.counts(tx, file.id))
        counts = {status: found[status] for status in answer_files.STATUSES}
        return {**counts, "lines": found.total()}, await asyncio.to_thread(app.shelf.get, file.result or "")


def _progress(words: Mapping[str, str]) -> Callable[[int], None]:
    """Tells on standard error how many rows are settled."""

    def told(lines: int) -> None:
        print(words["exchange.settled"].format(count=f"{lines:,}"), file=sys.stderr, flush=True)

    return told
