"""payung export matching, payung import matching: questions for another office as a file, and its answers.

The same work as the console's (bot/matching_tasks.py): to break it off or to repeat it loses and doubles
nothing.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.beside import program
from bot.commands.file import content_of, why
from bot.commands.noting import noted, spot_of
from bot.complaint import Complaint, complaining
from bot.lists.bad import BadList
from rules.matching import NO_ANSWERS, SOURCES
from storage import catalogue, matching_files, matchings, registrations
from storage.audit import Head
from storage.matching_files import MatchingFile
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

# How people call the offices, beside our own names.
CALLED = {
    "dukcapil": "population",
    "p3ke": "poverty",
    "dtsen": "poverty",
    "bpjs": "membership",
    "bpjstk": "membership",
}


def options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    """What the kind "matching" takes beside KIND, --to and FILE."""
    parser.add_argument("--source", metavar="S", help=words["exchange.source"])
    parser.add_argument("--programme", metavar="P", help=words["exchange.programme"])


def export_options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    options(parser, words)
    parser.add_argument("--to", metavar="FILE", type=Path, required=True, help=words["exchange.to"])


def import_options(parser: argparse.ArgumentParser, words: Mapping[str, str]) -> None:
    options(parser, words)
    parser.add_argument("file", metavar="FILE", type=Path, help=words["exchange.file"])


def export(arguments: argparse.Namespace) -> int:
    print(_with_app(export_matching, arguments))
    return 0


def import_(arguments: argparse.Namespace) -> int:
    print(_with_app(import_matching, arguments))
    return 0


def _with_app(work: Callable[[App, argparse.Namespace], Awaitable[str]], given: argparse.Namespace) -> str:
    """What the work tells, beside the program that may be running. Raises Complaint."""

    async def opened() -> str:
        async with program() as app:
            return await work(app, given)

    with complaining():
        return asyncio.run(opened())


async def export_matching(app: App, given: argparse.Namespace) -> str:
    """Writes those who wait to be asked about into `given.to` and notes that they stand there; what to tell.

    Raises Complaint.
    """
    from bot.matching_tasks import ask_for_file, matching_out

    source, programme, to = _source(given), await _programme(app, given), Path(given.to)
    wish = MatchingFile(0, "out", source, programme, to.name, "waiting", app.clock())
    id, asked = await app.database.run(lambda tx: _asked(app, ask_for_file(tx, app, wish), wish, tx))
    await app.kept(asked)
    await matching_out(app, {"file": id})
    made = await app.database.read(lambda tx: matching_files.by_id(tx, app.vault, id))
    assert made and made.file
    await app.kept(await app.database.run(partial(_taken, app, made)))
    content = await asyncio.to_thread(app.shelf.get, made.file)
    try:
        await asyncio.to_thread(to.write_bytes, content)
    except OSError as error:
        raise Complaint(f"{to}: {error.strerror}; the file is kept at the console too.") from None
    return str(given.words["exchange.matching.asked"].format(file=to, count=made.rows))


def _asked(app: App, id: int, wish: MatchingFile, tx: Tx) -> tuple[int, Head]:
    """The same number, with the row of the trail: a file is made."""
    where = spot_of(tx, wish.programme)
    return id, noted(tx, app, "matching_out", matching_files.RECORD, id, where, source=wish.source)


def _taken(app: App, made: MatchingFile, tx: Tx) -> Head:
    """Whose data leave with it, before the file is there."""
    seen = {registrations.RECORD: matchings.who_is_in(tx, made.id)}
    where = spot_of(tx, made.programme)
    return noted(tx, app, "matching_file_taken", matching_files.RECORD, made.id, where, seen, what="file")


async def import_matching(app: App, given: argparse.Namespace) -> str:
    """Stores the answers of `given.file`; what became of its rows. Raises Complaint."""
    from bot.matching.brought import noted as brought
    from bot.matching.incoming import take_in

    content = await asyncio.to_thread(content_of, Path(given.file))
    source = _source(given) if given.source else ""
    programme = await _programme(app, given) if given.programme else ""
    try:
        taken = await take_in(app, content, source, programme)
    except BadList as bad:
        raise Complaint(f"{Path(given.file).name}: {_why(bad, given.words)}") from None
    await app.kept(await app.database.run(partial(brought, app, taken, programme)))
    told: Mapping[str, str] = _rows(app)
    lines = [given.words["exchange.matching.rows"].format(file=Path(given.file).name, count=taken.rows)]
    lines += [f"  {count} {told[f'row.{outcome}']}" for outcome, count in sorted(taken.counts.items())]
    lines += [given.words["exchange.matching.row"].format(row=row, told=told[f"row.{code}"])
              for row, code in taken.faults]  # fmt: skip
    return "\n".join(lines)


def _source(given: argparse.Namespace) -> str:
    named = (given.source or "").lower()
    source = CALLED.get(named, named)
    if source not in SOURCES:
        raise Complaint(f"--source is needed: {', '.join((*SOURCES, *CALLED))}.")
    return source


async def _programme(app: App, given: argparse.Namespace) -> str:
    known = [one.code for one in await app.database.read(catalogue.all_programmes)]
    if given.programme not in known:
        raise Complaint(
            f"--programme is needed: {', '.join(known) or 'none is loaded (payung programmes load)'}."
        )
    return str(given.programme)


def _rows(app: App) -> Mapping[str, str]:
    from bot.commands.spoken import spoken

    return app.languages[spoken()].catalogues["matching"]


def _why(bad: BadList, words: Mapping[str, str]) -> str:
    """The sentence about a file that holds no answers."""
    return words[f"exchange.matching.{bad.reason}"] if bad.reason in NO_ANSWERS else why(bad)
