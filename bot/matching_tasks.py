"""The jobs of matching: who is to be asked about, asking, files out and in. Nobody's registration waits for
them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation.words import Words
from bot.delivery.worker import Kind
from bot.matching.asking import Asking
from rules.matching import ROW_FAULTS, ROWS_TAKEN, SOURCES
from storage import catalogue, jobs, matching_files, matching_questions, matching_sources, matchings
from storage.matching_files import MatchingFile
from storage.matching_sources import Office
from storage.statement import Row, Tx

if TYPE_CHECKING:
    from bot.app import App
    from bot.matching.gateway import Gateway

EVERY = 30_000  # milliseconds
AT_ONCE = 500  # rows of one transaction
LANGUAGE = "id"  # offices read Indonesian


def kinds(app: App) -> Mapping[str, Kind]:
    """What the worker knows how to do of it."""
    give_up = partial(given_up, app)
    return {
        "match": Kind(lambda payload: match(app), every=EVERY),
        "match_again": Kind(partial(match_again, app)),
        "matching_out": Kind(partial(matching_out, app), give_up=give_up),
        "matching_in": Kind(partial(matching_in, app), give_up=give_up),
    }


async def match(app: App) -> None:
    """Note who is to be asked about, then ask the offices that are connected."""
    await note_lacking(app)
    served = app.settings.matching_served
    await app.database.run(partial(_connect, app, served))
    if not served:
        return
    async with gateway(app) as port:
        for source in served:
            await Asking(app, source, port).some(60.0 / len(served))


@asynccontextmanager
async def gateway(app: App) -> AsyncIterator[Gateway]:
    """The way to the city's gateway, closed afterwards."""
    from bot.matching.gateway import Gateway  # its HTTP client is for those whose city has a gateway

    token = app.settings.matching_token
    port = Gateway(app.settings.matching_url, token.get_secret_value() if token else "")
    try:
        yield port
    finally:
        await port.close()


async def note_lacking(app: App) -> int:
    """A row for every registration and every office of its programme, a part at a time: how many are new."""
    count = 0
    for programme in await app.database.read(catalogue.all_programmes):
        for source in programme.matching:
            lacking = partial(matchings.lacking, programme=programme.code, source=source)
            add = partial(matchings.add_lacking, programme=programme.code, source=source, most=AT_ONCE)
            while await app.database.read(lacking):
                count += await app.database.run(partial(add, now=app.clock()))
    return count


def _connect(app: App, served: tuple[str, ...], tx: Tx) -> None:
    """Officers see which offices are asked over the network."""
    for source in SOURCES:
        office = matching_sources.office(tx, source)
        if office.connected != (source in served):
            matching_sources.save(tx, Office(source, source in served))


async def match_again(app: App, payload: Any) -> None:
    """Ask again about everybody in a state whom the office answered before a moment; a part at a time."""
    again = partial(matchings.ask_some_again, **payload, now=app.clock(), most=AT_ONCE)
    while await app.database.run(again):
        await asyncio.sleep(0)


async def matching_out(app: App, payload: Any) -> None:
    """Put everybody who waits into a file, and note in the same commit that they stand in it."""
    from bot.matching.outgoing import Outgoing  # its library is slow to import

    one = await _file(app, payload)
    if one is None:
        return
    await note_lacking(app)
    while await app.database.run(partial(_to_file, app, one)):
        await asyncio.sleep(0)
    sheet, after = Outgoing(), 0
    while rows := await app.database.read(partial(_in_file, one.id, after)):
        asked = await app.database.read(partial(matching_questions.questions, vault=app.vault, rows=rows))
        await sheet.ask(one.source, asked)
        after = rows[-1]["id"]
    content = await asyncio.to_thread(sheet.written, one.source)
    file = await asyncio.to_thread(app.shelf.put, content)
    count = len(sheet.questions)
    done = replace(one, state="done", file=file, rows=count, counts={"asked": count}, done_at=app.clock())
    await app.database.run(lambda tx: matching_files.end(tx, app.vault, done))


def _to_file(app: App, one: MatchingFile, tx: Tx) -> int:
    return matchings.to_file(tx, one.programme, one.source, one.id, app.clock(), AT_ONCE)


def _in_file(file: int, after: int, tx: Tx) -> list[Row]:
    return matchings.in_file(tx, file, after, AT_ONCE)


async def matching_in(app: App, payload: Any) -> None:
    """Take in a file of answers."""
    from bot.matching.brought import take_file  # its library is slow to import

    if one := await _file(app, payload):
        words = Words(app.languages[LANGUAGE], "matching")
        await take_file(
            app,
            one,
            {name: words(f"row.{name}") for name in (*ROWS_TAKEN, *ROW_FAULTS)}
            | {"title": words("row.title")},
        )


async def _file(app: App, payload: Any) -> MatchingFile | None:
    """A file that still waits for its job."""
    one = await app.database.read(lambda tx: matching_files.by_id(tx, app.vault, payload["file"]))
    return one if one and one.state == "waiting" else None


async def given_up(app: App, payload: Any) -> None:
    """It failed again and again: the officer sees it, what is stored stays."""
    if one := await _file(app, payload):
        bad = replace(one, state="bad", problem="broken", done_at=app.clock())
        await app.database.run(lambda tx: matching_files.end(tx, app.vault, bad))


def ask_for_file(tx: Tx, app: App, one: MatchingFile) -> int:
    """A file out or in as a job, in this transaction; its number."""
    id = matching_files.add(tx, app.vault, one)
    jobs.add(tx, app.vault, f"matching_{one.way}", {"file": id}, app.clock(), f"matching_file:{id}")
    return id
