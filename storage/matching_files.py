"""The files of questions and answers that officers carry to other offices and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select, update

from storage.statement import Row, Statement, Tx, adding
from storage.tables import matching_file_people, matching_files
from storage.vault import Vault

NAME, REPORT = "matching_files.name", "matching_files.report"
RECORD = "matching_file"
Fault = tuple[int, str]  # the row as the sheet counts it from 1, and a code
_ADD = Statement(
    adding(matching_files, "way", "source", "programme", "name", "file", "state", "rows", "counts",
           "officer_id", "at").returning(matching_files.c.id)
)  # fmt: skip
_ONE = Statement(select(matching_files).where(matching_files.c.id == bindparam("row")))
_NEWEST = Statement(
    select(matching_files)
    .where(matching_files.c.programme == bindparam("of_programme"))
    .order_by(matching_files.c.id.desc())
    .limit(bindparam("most"))
)
_END = Statement(
    update(matching_files)
    .where(matching_files.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in
             ("state", "problem", "file", "returned", "rows", "counts", "report", "done_at")})
)  # fmt: skip


_PERSON = Statement(adding(matching_file_people, "file_id", "person_id").on_conflict_do_nothing())
_PEOPLE = Statement(
    select(matching_file_people.c.person_id).where(matching_file_people.c.file_id == bindparam("file"))
)


@dataclass(frozen=True)
class MatchingFile:
    """`counts`: what became of its rows, by code; they add up to `rows`. `report`: the rows that were not
    taken.

    `programme` "" where answers are for every programme.
    """

    id: int
    way: str
    source: str
    programme: str
    name: str
    state: str
    at: int
    file: str | None = None
    returned: str | None = None
    problem: str | None = None
    rows: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    report: tuple[Fault, ...] = ()
    officer: int | None = None
    done_at: int | None = None


def add(tx: Tx, vault: Vault, wish: MatchingFile) -> int:
    """The number of a new file."""
    made = tx.must(_ADD, way=wish.way, source=wish.source, programme=wish.programme,
                   name=vault.seal(wish.name.encode(), NAME), file=wish.file, state="waiting", rows=0,
                   counts="{}", officer_id=wish.officer, at=wish.at)  # fmt: skip
    return int(made["id"])


def by_id(tx: Tx, vault: Vault, id: int) -> MatchingFile | None:
    row = tx.one(_ONE, row=id)
    return _file(vault, row) if row else None


def newest(tx: Tx, vault: Vault, programmes: Iterable[str], most: int) -> list[MatchingFile]:
    """The newest of these programmes, and those for every programme where "" is among them."""
    found = [row for programme in programmes for row in tx.all(_NEWEST, of_programme=programme, most=most)]
    return [_file(vault, row) for row in sorted(found, key=lambda row: -int(row["id"]))[:most]]


def stand_in(tx: Tx, file: int, people: Iterable[int]) -> None:
    """The data of these are in a file of answers."""
    tx.each(_PERSON, [{"file_id": file, "person_id": person} for person in people])


def people(tx: Tx, file: int) -> list[int]:
    """Whose data are in a file of answers, as far as they are known here."""
    return [row["person_id"] for row in tx.all(_PEOPLE, file=file)]


def end(tx: Tx, vault: Vault, one: MatchingFile) -> None:
    """What became of it."""
    report = vault.seal_json([list(fault) for fault in one.report], REPORT) if one.report else None
    counts = json.dumps(dict(one.counts))
    tx.run(_END, row=one.id, state=one.state, problem=one.problem, file=one.file, returned=one.returned,
           rows=one.rows, counts=counts, report=report, done_at=one.done_at)  # fmt: skip


def _file(vault: Vault, row: Row) -> MatchingFile:
    report = vault.open_json(row["report"], REPORT) if row["report"] else []
    return MatchingFile(
        row["id"], row["way"], row["source"], row["programme"], vault.open(row["name"], NAME).decode(),
        row["state"], row["at"], row["file"], row["returned"], row["problem"], row["rows"],
        json.loads(row["counts"]), tuple((int(at), str(code)) for at, code in report),
        row["officer_id"], row["done_at"],
    )  # fmt: skip
