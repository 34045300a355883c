"""payung report: the monthly report of a programme, or of all side by side, as PDF or workbook."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot.commands.beside import program
from bot.commands.file import write
from bot.commands.spoken import spoken
from bot.complaint import Complaint, complaining
from bot.conversation.words import Words
from bot.reports.making import FORMATS, Maker, Wanted
from bot.reports.months import Local, clock_of, current, month_of
from rules.figures import Month
from rules.programme import Programme
from storage import catalogue

BY = "payung report"  # who made it, where no officer did


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--programme", metavar="P", help=words["report.programme"])
    which.add_argument("--all", action="store_true", help=words["report.all"])
    parser.add_argument("--month", metavar="YYYY-MM", help=words["report.month"])
    parser.add_argument("--to", metavar="FILE", type=Path, required=True, help=words["report.to"])


def run(arguments: argparse.Namespace) -> int:
    format = arguments.to.suffix.removeprefix(".").lower()
    if format not in FORMATS:
        raise Complaint(f"--to needs a name that ends in .pdf or .xlsx, not {arguments.to.name}.")
    with complaining():
        content = asyncio.run(_made(arguments, format))
    write(arguments.to, content)
    return 0


async def _made(given: argparse.Namespace, format: str) -> bytes:
    async with program() as app:
        known = await app.database.read(catalogue.all_programmes)
        now = app.clock()
        chosen = _chosen(given, known)
        local = clock_of(None if given.all else chosen[0], app.local)
        wanted = Wanted(chosen, _month(given.month, local, now), BY, now, together=given.all)
        maker = Maker(app.database, app.vault, app.local, Words(app.languages[spoken()], "console"))
        return await maker.made(wanted, format)


def _chosen(given: argparse.Namespace, known: tuple[Programme, ...]) -> list[Programme]:
    """Raises Complaint."""
    chosen = [one for one in known if given.all or one.code == given.programme]
    if not known:
        raise Complaint("No programme is loaded (payung programmes load FILE).")
    if not chosen:
        codes = ", ".join(one.code for one in known)
        raise Complaint(f"There is no programme {given.programme}; there is {codes}.")
    return chosen


def _month(written: str | None, local: Local, now: int) -> Month:
    """The one that runs where none is named. Raises Complaint."""
    if written is None:
        return current(now, local)
    found = month_of(written, now, local)
    if found is None:
        raise Complaint(f"--month needs a month such as 2026-11, not after this one, not {written}.")
    return found
