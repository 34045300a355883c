"""payung list import FILE: a list is taken in as if its coordinator had sent it; bot/importing.py does it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from bot.commands.beside import program
from bot.commands.file import content_of, why
from bot.commands.spoken import spoken
from bot.complaint import Complaint, complaining
from bot.lists.bad import BadList

if TYPE_CHECKING:
    from bot.importing import Brought

NEEDED = {"programme": "P", "village": "CODE", "by": "COORDINATOR"}


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    for name, kind in NEEDED.items():
        parser.add_argument(f"--{name}", metavar=kind, help=words[f"list.{name}"])
    parser.set_defaults(words=words)


def run(arguments: argparse.Namespace) -> int:
    from bot.importing import Brought, Nobody  # all of the program, which the other list commands do without
    from bot.wishes import BadWish

    if missing := [f"--{name}" for name in NEEDED if not getattr(arguments, name)]:
        raise Complaint(f"import needs {', '.join(missing)}.")
    content = content_of(arguments.file)
    brought = Brought(content, arguments.file.name, arguments.programme, arguments.village, arguments.by)
    try:
        with complaining():
            print(asyncio.run(_run(brought, _progress(arguments.words))))
    except (BadWish, Nobody) as wrong:
        raise Complaint(str(wrong)) from None
    except BadList as bad:
        raise Complaint(f"{arguments.file.name}: {why(bad)}") from None
    return 0


async def _run(brought: Brought, heard: Callable[[int], None]) -> str:
    from bot.importing import take_in

    async with program() as app:
        return await take_in(app, brought, spoken(), heard)


def _progress(words: Mapping[str, str]) -> Callable[[int], None]:
    """Tells on standard error how many lines are stored."""

    def told(lines: int) -> None:
        print(words["list.stored"].format(count=f"{lines:,}"), file=sys.stderr, flush=True)

    return told
