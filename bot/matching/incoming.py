"""A file of answers that an officer brings: read in a process apart, then stored a part at a time.

Every row has one outcome, and they add up. The same file once more changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bot.lists.apart import rows_apart
from bot.lists.bad import BadList
from bot.lists.frames import PlainRow
from bot.matching import columns
from bot.matching.reading import Row, Unreadable, answer_of, asked_of, nik_of
from rules.matching import (
    NO_COLUMNS,
    NO_OFFICE,
    OTHER_OFFICE,
    ROW_SAME,
    ROW_STORED,
    ROW_UNANSWERED,
    ROWS_TAKEN,
    Answer,
)
from rules.matching_advice import advise, of_now
from storage import matching_files, matching_questions, matching_results, matchings, people
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

AT_ONCE = 100  # people in one transaction
TITLE = "title"  # what stands above the answers
NEVER = 2**62


@dataclass
class Person:
    """Whom some rows are about, what they say together, and which facts (in our own sheet) they answer."""

    nik: str
    asked: Mapping[str, str] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass
class Sorted:
    """A file taken apart: `places` of its rows in the sheet, `outcomes` for each, people by NIK; `niks`: all
    that can be read.
    """

    source: str
    today: date
    places: list[int] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    niks: set[str] = field(default_factory=set)
    titles: dict[str, int] | None = None
    ours: bool = False

    def add(self, row: PlainRow) -> None:
        """One more row. Raises BadList where the columns are of no office, or of another one."""
        self.places.append(row.row)
        if found := columns.layout(row.cells):
            if self.source and columns.of_another(self.source, found):
                raise BadList(OTHER_OFFICE)
            self.titles, self.ours = found, columns.is_ours(row.cells)
            self.source = self.source or columns.source_of(found)
            self.outcomes.append(TITLE)
        elif self.titles is None:
            self.outcomes.append(TITLE)
        elif not self.source:
            raise BadList(NO_OFFICE)
        else:
            self.outcomes.append(self._read(Row(row.cells, self.titles, self.ours)))

    def _read(self, row: Row) -> str:
        try:
            nik = nik_of(row)
            self.niks.add(nik)
            answer = answer_of(row, self.source, self.today)
            asked = asked_of(row, self.today)
        except Unreadable as fault:
            return str(fault)
        if answer is None:
            return ROW_UNANSWERED
        person = self.people.setdefault(nik, Person(nik, asked))
        person.rows.append(len(self.outcomes))
        person.answers.append(answer)
        return ROW_STORED

    def settle(self) -> list[Person]:
        """Several rows of one person: memberships are taken together, else they have to agree. Raises
        BadList.
        """
        if self.titles is None:
            raise BadList(NO_COLUMNS)
        return [person for person in self.people.values() if self._agrees(person)]

    def _agrees(self, person: Person) -> bool:
        first = person.answers[0]
        if self.source == "membership":
            members = tuple(dict.fromkeys(one for answer in person.answers for one in answer.members))
            person.answers = [replace(first, members=members)]
        elif any(answer != first for answer in person.answers):
            self.tell(person, "two_answers")
            return False
        return True

    def tell(self, person: Person, outcome: str) -> None:
        """What becomes of all rows of a person."""
        for at in person.rows:
            self.outcomes[at] = outcome


@dataclass(frozen=True)
class Taken:
    """What became of the rows: `rows` without titles; `counts` by outcome add up to them.

    `people`: whose data stand in the file, as far as they are known here.
    """

    source: str
    rows: int
    counts: dict[str, int]
    faults: tuple[matching_files.Fault, ...]
    outcomes: tuple[str, ...] = ()
    people: tuple[int, ...] = ()


async def take_in(
    app: App, content: bytes, source: str = "", programme: str = "", since: int = NEVER
) -> Taken:
    """Store the answers of a file. `source` "": by its columns; `programme` "": for every programme.

    `since`: what was stored after that moment is this file's, from a time when it was broken off.
    Raises BadList: a reason of bot/lists/bad.py or of NO_ANSWERS.
    """
    found = Sorted(source, app.local(app.clock()).date())
    async with contextlib.aclosing(rows_apart(content)) as batches:
        async for batch in batches:
            for row in batch:
                found.add(row)
    told = found.settle()
    for start in range(0, len(told), AT_ONCE):
        some = told[start : start + AT_ONCE]
        outcomes = await app.database.run(partial(_store, _Into(app, found.source, programme, since), some))
        for person, outcome in zip(some, outcomes, strict=True):
            found.tell(person, outcome)
        await asyncio.sleep(0)
    return _taken(found, await _known(app, sorted(found.niks)))


async def _known(app: App, niks: Sequence[str]) -> tuple[int, ...]:
    """The people of these NIK."""
    found: list[int] = []
    for start in range(0, len(niks), AT_ONCE):
        some = niks[start : start + AT_ONCE]
        found += await app.database.read(partial(people.numbers, vault=app.vault, niks=some))
    return tuple(found)


def _taken(found: Sorted, known: tuple[int, ...]) -> Taken:
    told = [
        (place, outcome)
        for place, outcome in zip(found.places, found.outcomes, strict=True)
        if outcome != TITLE
    ]
    faults = tuple((place, outcome) for place, outcome in told if outcome not in ROWS_TAKEN)
    counts = Counter(outcome for _, outcome in told)
    return Taken(found.source, len(told), dict(counts), faults, tuple(found.outcomes), known)


@dataclass(frozen=True)
class _Into:
    """Whose answers these are, and where they belong."""

    app: App
    source: str
    programme: str
    since: int


def _store(into: _Into, some: Sequence[Person], tx: Tx) -> list[str]:
    """One transaction: what became of each."""
    return [_one(into, person, tx) for person in some]


def _one(into: _Into, person: Person, tx: Tx) -> str:
    vault, answer, outcome = into.app.vault, person.answers[0], "unknown"
    for row in matchings.of_nik(tx, vault, person.nik, into.source, into.programme):
        if row["state"] == "answered" and matching_results.answer_of(vault, row) == answer:
            before = row["answered_at"] <= into.since
            outcome = ROW_SAME if before and outcome == "unknown" else outcome if before else ROW_STORED
            continue
        facts = matching_questions.facts_of(vault, row)
        if row["asked_at"] and row["asked_at"] < row["changed_at"] and not of_now(person.asked, facts):
            outcome = "outdated" if outcome == "unknown" else outcome  # what is known now is asked anew
            continue
        advice = advise(into.source, facts, answer)
        matchings.answered(tx, vault, row, answer, advice, into.app.clock())
        outcome = ROW_STORED
    return outcome
