"""Takes in a file with the branch's answers, a part at a time, and gives it back with a column of what became
of each row.

What is settled is in the same commit as its line: whoever is killed over it goes on with the next one.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.catalogues import languages
from bot.conversation.words import Words
from bot.enrolment.answers import COLUMNS, KEYS, answer_of
from bot.enrolment.filling import programme_of
from bot.enrolment.leaving import coordinators_hear
from bot.enrolment.settling import Settling
from bot.enrolment.till import DOOR, Till
from bot.lists.apart import returned_apart, titled_apart
from bot.lists.bad import BadList
from bot.lists.frames import TitledRow
from rules.enrolment import OVER_QUOTA, spot_in
from rules.officers import Spot
from rules.records import Event, NotAllowed
from storage import answer_files, audit, catalogue, enrolment, groups, jobs, registrations, unheard
from storage.answer_files import AnswerFile, Verdict
from storage.audit import Entry, Head
from storage.person_records import PERSON
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

JOB = "read_answers"
NOTED = "enrolment_answers_stored"
PART = 40.0  # seconds of one job: what takes longer than the worker's limit would begin anew
HOLD = 0.04  # seconds for which the rows of one transaction may hold others up
FEWEST, MOST = 5, 200  # rows in one transaction
AT_ONCE = 1000  # verdicts that are read at a time
LANGUAGE = "id"  # the file goes to offices
TITLES = "titles"  # the reason of the row of titles: the title of the new column stands there
Heard = Callable[[int], None]


@dataclass
class Taking:
    """One file on its way in. `size`: how many rows go into one transaction, as many as fit into `HOLD`."""

    app: App
    file: AnswerFile
    heard: Heard | None = None
    size: int = 20

    async def some(self, part: float) -> bool:
        """Take in what is not settled yet; False where `part` seconds are over before the file is.

        Raises BadList.
        """
        began = time.monotonic()
        content = await asyncio.to_thread(self.app.shelf.get, self.file.file)
        reading = titled_apart(content, COLUMNS, KEYS[self.file.kind], self.file.lines)
        async with contextlib.aclosing(reading) as batches:
            async for batch in batches:
                await self._store(batch)
                if self.heard:
                    self.heard(batch[-1].number)
                if time.monotonic() - began > part:
                    return False
        return True

    async def _store(self, batch: Sequence[TitledRow]) -> None:
        start = 0
        while start < len(batch):
            some = batch[start : start + self.size]
            spent = await self.app.database.run(partial(settle, self.app, self.file.id, some), DOOR)
            start += len(some)
            self.size = max(FEWEST, min(MOST, 2 * self.size, int(len(some) * HOLD / max(spent, 1e-6))))


def till(app: App, tx: Tx) -> Till:
    """Where payments are taken now; no other file's are until the commit."""
    tx.alone_at(DOOR)
    programmes = {one.code: one for one in catalogue.all_programmes(tx)}
    return Till(tx, app.vault, app.clock(), programmes)


def settle(app: App, id: int, rows: Sequence[TitledRow], tx: Tx) -> float:
    """One transaction; the seconds it took. What another process has settled meanwhile is left."""
    began = time.perf_counter()
    here = till(app, tx)
    file = _locked(here, id)
    if file.state == "reading":
        new = [row for row in rows if row.number > file.lines]
        titles = [Verdict(row.number, "nobody", TITLES) for row in new if row.titles]
        answers = [(row.number, answer_of(row)) for row in new if not row.titles]
        made = [*titles, *Settling(here, file).verdicts(answers)]
        answer_files.settle(tx, id, sorted(made, key=lambda one: one.number))
    return time.perf_counter() - began


def _locked(here: Till, id: int) -> AnswerFile:
    """The file, with the programmes that its rows may be about: as everybody takes them, before any row."""
    file = answer_files.lock(here.tx, here.vault, id)
    one = enrolment.by_id(here.tx, file.list) if file.list else None
    for programme in [one.programme] if one else sorted(here.programmes):
        registrations.lock(here.tx, programme)
    return file


async def read_answers(app: App, payload: Any) -> None:
    """The job: some of the file; in the end the same file with a column more."""
    file = await app.database.read(lambda tx: answer_files.by_id(tx, app.vault, payload["file"]))
    if file is None or (file.state, bool(file.result)) in (("done", True), ("bad", False)):
        return
    if file.state == "reading":
        try:
            over = await Taking(app, file).some(PART)
        except BadList as bad:
            await _ended(app, file, "bad", bad.reason)
            return
        if not over:
            key = f"{JOB}:{file.id}:{app.clock()}"
            await app.database.run(lambda tx: jobs.add(tx, app.vault, JOB, payload, app.clock(), key))
            return
        await _ended(app, file, "done", None)
    await give_back(app, file)


async def _ended(app: App, file: AnswerFile, state: str, problem: str | None) -> None:
    def end(tx: Tx) -> Head | None:
        if not answer_files.end(tx, file.id, state, problem, app.clock()):
            return None
        if file.list and state == "done":
            told = {"file": file.id, "officer": file.officer, **answer_files.counts(tx, file.id)}
            event = Event("answered", app.clock(), "officer", details=told)
            with contextlib.suppress(NotAllowed):  # the list was cancelled meanwhile: its rows are errors
                enrolment.happen(tx, app.vault, file.list, event)
        coordinators_hear(tx, app.vault, unheard.of_file(tx, file.id, file.list or 0), app.clock())
        return _noted(app, file, tx)

    await app.kept(await app.database.run(end))


def _noted(app: App, file: AnswerFile, tx: Tx) -> Head:
    """In the audit trail: whose data were in the file that somebody has brought."""
    one = enrolment.by_id(tx, file.list) if file.list else None
    group = groups.by_id(tx, one.group) if one and one.group else None
    spot = spot_in(programme_of(tx, one).region, one.programme, one.village or "", group) if one else Spot()
    rows = answer_files.counts(tx, file.id).total()
    told = audit.told({"kind": file.kind, "rows": rows}, {PERSON: answer_files.people(tx, file.id)})
    entry = Entry(app.clock(), file.officer, NOTED, answer_files.RECORD, str(file.id), spot.written, told)
    return audit.note(tx, app.vault, entry)


async def given_up(app: App, payload: Any) -> None:
    """It failed again and again: said kindly, what is settled stays."""
    file = await app.database.read(lambda tx: answer_files.by_id(tx, app.vault, payload["file"]))
    if file and file.state == "reading":
        await _ended(app, file, "bad", "broken")


async def give_back(app: App, file: AnswerFile) -> str:
    """The name on the shelf of the file with its new column. Raises BadList where it can't be written."""
    words = Words(languages()[LANGUAGE], "enrolment")
    told: list[tuple[str, str]] = []
    after = 0
    while some := await app.database.read(
        partial(answer_files.verdicts, id=file.id, after=after, most=AT_ONCE)
    ):
        told += [told_of(verdict, words) for verdict in some]
        after = some[-1].number
    content = await asyncio.to_thread(app.shelf.get, file.file)
    made = await returned_apart(content, told, words("column.result"))
    name = await asyncio.to_thread(app.shelf.put, made)
    await app.database.run(lambda tx: answer_files.set_result(tx, file.id, name))
    return name


def told_of(verdict: Verdict, words: Words) -> tuple[str, str]:
    """The state of a line as `returning.returned` takes it, and what stands in its row."""
    if verdict.status == "nobody":
        return "nobody", words("column.result") if verdict.reason == TITLES else ""
    if verdict.status == "error":
        return "waiting", words("result.error", reason=words(f"answer.reason.{verdict.reason}"))
    if verdict.reason == OVER_QUOTA:
        return "accepted", words("result.over_quota")
    return "accepted", words(f"result.{verdict.status}")


async def import_now(
    app: App, kind: str, list: int | None, content: bytes, name: str, heard: Heard
) -> AnswerFile:
    """The command line's way: the same work at once. `heard` is told how many rows are settled.

    Raises BadList. A file that was broken off is gone on with.
    """
    shelved = await asyncio.to_thread(app.shelf.put, content)
    file = await app.database.run(
        lambda tx: answer_files.begin(tx, app.vault, kind, list, None, shelved, name, app.clock())
    )
    try:
        await Taking(app, file, heard).some(float("inf"))
    except BadList as bad:
        await _ended(app, file, "bad", bad.reason)
        raise
    await _ended(app, file, "done", None)
    await give_back(app, file)
    done = await app.database.read(lambda tx: answer_files.by_id(tx, app.vault, file.id))
    if done is None:
        raise LookupError("a file was expected")
    return done
