"""A file of answers that was brought: taken in, noted in the audit trail with whose data it held."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.lists.apart import returned_apart
from bot.lists.bad import BadList
from bot.matching.incoming import TITLE, Taken, take_in
from rules.matching import ROWS_TAKEN
from rules.officers import Spot
from storage import audit, catalogue, matching_files
from storage.audit import Entry, Head
from storage.matching_files import MatchingFile
from storage.person_records import PERSON
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

NOTED = "matching_stored"
MOST_TOLD = 1000  # rows of a report
AT_ONCE = 500  # people noted in one transaction


async def take_file(app: App, one: MatchingFile, words: Mapping[str, str]) -> None:
    """Take in a file on the shelf and note what became of it; `words`: for each outcome, for its column."""
    content = await asyncio.to_thread(app.shelf.get, one.file or "")
    try:
        taken = await take_in(app, content, one.source, one.programme, one.at)
    except BadList as bad:
        end = replace(one, state="bad", problem=bad.reason, done_at=app.clock())
        await app.database.run(lambda tx: matching_files.end(tx, app.vault, end))
        return
    for start in range(0, len(taken.people), AT_ONCE):
        some = taken.people[start : start + AT_ONCE]
        await app.database.run(partial(matching_files.stand_in, file=one.id, people=some))
    returned = await _returned(app, content, taken, words) if taken.faults else None
    end = replace(one, state="done", rows=taken.rows, counts=taken.counts, report=taken.faults[:MOST_TOLD],
                  returned=returned, done_at=app.clock())  # fmt: skip
    await app.kept(await app.database.run(partial(_ended, app, end, taken)))


def _ended(app: App, end: MatchingFile, taken: Taken, tx: Tx) -> Head:
    matching_files.end(tx, app.vault, end)
    return noted(app, taken, end.programme, tx, end.officer, str(end.id))


def noted(
    app: App, taken: Taken, programme: str, tx: Tx, officer: int | None = None, file: str = ""
) -> Head:  # fmt: skip
    """In the audit trail: whose data came from an office. On the command line of no officer and no `file`."""
    region = next((one.region for one in catalogue.all_programmes(tx) if one.code == programme), "")
    told = audit.told({"source": taken.source, "rows": taken.rows}, {PERSON: taken.people})
    spot = Spot(region, programme).written
    record = matching_files.RECORD if file else ""
    return audit.note(tx, app.vault, Entry(app.clock(), officer, NOTED, record, file, spot, told))


async def _returned(app: App, content: bytes, taken: Taken, words: Mapping[str, str]) -> str | None:
    """The same file with a column of what became of each row, on the shelf."""
    verdicts = [
        ("accept" if outcome in (*ROWS_TAKEN, TITLE) else "reject", words.get(outcome, ""))
        for outcome in taken.outcomes
    ]
    try:
        made = await returned_apart(content, verdicts, words["title"])
    except BadList:
        return None
    return await asyncio.to_thread(app.shelf.put, made)
