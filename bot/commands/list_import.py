"""payung list import FILE: a list is taken in as if its coordinator had sent it; bot/importing.py does it."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.spoken import spoken
from bot.complaint import Complaint, complaining
from bot.files import LARGEST_SHEET
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
    content = _content(arguments.file)
    brought = Brought(content, arguments.file.name, arguments.programme, arguments.village, arguments.by)
    try:
        with complaining():
            print(asyncio.run(_run(brought, _progress(arguments.words))))
    except (BadWish, Nobody) as wrong:
        raise Complaint(str(wrong)) from None
    except BadList as bad:
        raise Complaint(f"{arguments.file.name}: {_why(bad)}") from None
    return 0


def _content(file: Path) -> bytes:
    """The bytes of the list. Raises Complaint."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_SHEET + 1)
    except OSError as error:
        raise Complaint(f"{file}: {error.strerror}.") from None
    if len(content) > LARGEST_SHEET:
        raise Complaint(f"{file} is larger than {LARGEST_SHEET // 1_000_000} MB.")
    return content


async def _run(brought: Brought, heard: Callable[[int], None]) -> str:
    from bot.app import open_app
    from bot.importing import take_in
    from bot.settings import load

    settings = load()
    app = await open_app(settings, demo=not settings.data_key, only=frozenset())
    try:
        return await take_in(app, brought, spoken(), heard)
    finally:
        await app.stop()


def _progress(words: Mapping[str, str]) -> Callable[[int], None]:
    """Tells on standard error how many lines are stored."""

    def told(lines: int) -> None:
        print(words["list.stored"].format(count=f"{lines:,}"), file=sys.stderr, flush=True)

    return told


def _why(bad: BadList) -> str:
    """The sentence about it, which the chat says too."""
    from bot.catalogues import LOCALES, read

    told = read(LOCALES / spoken() / "LC_MESSAGES" / "group_lines.po")
    return told[f"bad.{bad.reason}"].format(**bad.details)
