"""A table of regions as an officer sends it: CSV with code and name, every mistake told with its line.

The rows are judged as those of any other table are (regions.py); here none of them ends the reading.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO

from rules.regions import Region, problem_of

TITLES = {"code": ("code", "kode"), "name": ("name", "nama")}
SEPARATORS = (",", ";", "\t")  # spreadsheets of Indonesia write ";"
LONGEST = 60  # letters of a code that is told
MOST_LETTERS = 120  # of a name; the longest official one has 43


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line: code, twice, name, long. On line 0 with the whole table: empty, titles,
    text (it is not UTF-8).
    """

    line: int
    kind: str
    code: str = ""


@dataclass(frozen=True)
class Read:
    """The good rows in their order, the faults, and how many rows were none of our business."""

    rows: tuple[Region, ...] = ()
    faults: tuple[Fault, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Moved:
    """A new code with the name of an older one beside it that the table does not have any more."""

    old: str
    new: str
    name: str


@dataclass(frozen=True)
class Renamed:
    """A code that is called otherwise than before."""

    code: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What a table changes: how many codes are new, and how many as they were."""

    added: int = 0
    same: int = 0
    renamed: tuple[Renamed, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def seal(self) -> str:
        """Who has seen these new names, has seen all of them; "" where there are none."""
        told = "\n".join(f"{one.code} {one.before} {one.after}" for one in self.renamed)
        return sha256(told.encode()).hexdigest() if told else ""

    @property
    def old_names(self) -> list[str]:
        """What was called otherwise, as the audit trail keeps it: the way back."""
        return [f"{one.code} {one.before}" for one in self.renamed]


def changes(before: Mapping[str, str], rows: Iterable[Region]) -> Changes:
    """`before`: the names there are now, by code. No code is ever taken away: registrations may name it."""
    names = dict(rows)
    gone = {_beside(code, name): code for code, name in before.items() if code not in names}
    added = {code: name for code, name in names.items() if code not in before}
    renamed = tuple(Renamed(code, before[code], name) for code, name in names.items()
                    if before.get(code, name) != name)  # fmt: skip
    moved = tuple(Moved(gone[_beside(code, name)], code, name) for code, name in added.items()
                  if _beside(code, name) in gone)  # fmt: skip
    return Changes(len(added), len(names) - len(added) - len(renamed), renamed, moved)


def _beside(code: str, name: str) -> tuple[str, str]:
    """Where a region lies, and its name: in one place no two have the same."""
    return code.rpartition(".")[0], " ".join(name.lower().split())


def read_rows(content: bytes, ours: Callable[[str], bool]) -> Read:
    """Read a table in UTF-8; rows whose code is not `ours` are counted and left out."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Read(faults=(Fault(0, "text"),))
    if not text.strip():
        return Read(faults=(Fault(0, "empty"),))
    first = text.lstrip().splitlines()[0]
    table = csv.reader(StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count))
    try:
        return _read(table, ours)
    except csv.Error:
        return Read(faults=(Fault(0, "titles"),))


def _read(table: Iterator[list[str]], ours: Callable[[str], bool]) -> Read:
    titles = [title.strip().lower() for title in next(table, [])]
    places = [_place(titles, known) for known in TITLES.values()]
    if min(places) < 0:
        return Read(faults=(Fault(0, "titles"),))
    names: dict[str, str] = {}
    faults: list[Fault] = []
    left_out = 0
    for line, row in enumerate(table, 2):
        code, name = (row[at].strip() if at < len(row) else "" for at in places)
        if not code and not name:
            continue
        if problem := problem_of(code, name, names) or _odd(name):
            faults.append(Fault(line, problem, code[:LONGEST]))
        elif ours(code):
            names[code] = name
        else:
            left_out += 1
    return Read(tuple(names.items()), tuple(faults), left_out)


def _odd(name: str) -> str | None:
    """A name that no place has: too long, or with signs that nobody sees (NUL, which PostgreSQL refuses)."""
    if len(name) > MOST_LETTERS:
        return "long"
    return None if name.isprintable() else "name"


def _place(titles: list[str], known: tuple[str, ...]) -> int:
    """Which column is called so; -1 where none is."""
    return next((at for at, title in enumerate(titles) if title in known), -1)
