"""Every version of a programme: what was in force, since when, and who said so. Written by catalogue.py."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from rules.programmes import Programme, from_json
from storage.statement import Row, Statement, Tx, adding
from storage.tables import groups, programme_versions, registrations

COLUMNS = ("programme", "number", "definition", "at", "officer_id", "restored")
_ADD = Statement(adding(programme_versions, *COLUMNS))
_OF = select(programme_versions).where(programme_versions.c.programme == bindparam("of"))
_NEWEST = Statement(_OF.order_by(programme_versions.c.number.desc()).limit(1))
_ALL = Statement(_OF.order_by(programme_versions.c.number.desc()).limit(bindparam("most")))
_ONE = Statement(_OF.where(programme_versions.c.number == bindparam("numbered")))
_BY_OFFICER = Statement(
    select(func.count().label("count")).where(
        programme_versions.c.programme == bindparam("of"), programme_versions.c.officer_id.is_not(None)
    )
)
_NAMED = tuple(
    Statement(select(table.c.category).where(table.c.programme == bindparam("of")).distinct())
    for table in (registrations, groups)
)


@dataclass(frozen=True)
class Version:
    """`officer`: who saved it, None where it came from a file; `restored`: which one it brought back."""

    number: int
    definition: str
    at: int
    officer: int | None
    restored: int | None

    @property
    def programme(self) -> Programme:
        """Raises BadProgramme for one that a newer release would not take any more."""
        return from_json(self.definition)


def alone(tx: Tx, code: str) -> None:
    """Nobody else saves this programme until the commit."""
    tx.alone_at(hashlib.sha256(f"programme {code}".encode()).digest())  # a door is told by its first bytes


def add(tx: Tx, code: str, definition: str, now: int, officer: int | None, restored: int | None) -> int:
    """Keep a definition as the newest version; its number."""
    number = newest_number(tx, code) + 1
    tx.run(_ADD, programme=code, number=number, definition=definition, at=now, officer_id=officer,
           restored=restored)  # fmt: skip
    return number


def newest_number(tx: Tx, code: str) -> int:
    """0 where there is none yet."""
    row = tx.one(_NEWEST, of=code)
    return int(row["number"]) if row else 0


def newest(tx: Tx, code: str, most: int = 50) -> list[Version]:
    """The last versions, the newest first."""
    return [_version(row) for row in tx.all(_ALL, of=code, most=most)]


def one(tx: Tx, code: str, number: int) -> Version | None:
    row = tx.one(_ONE, of=code, numbered=number)
    return _version(row) if row else None


def officers_changed(tx: Tx, code: str) -> bool:
    """Has anybody saved this programme in the console?"""
    return bool(tx.must(_BY_OFFICER, of=code)["count"])


def categories_named(tx: Tx, code: str) -> set[str]:
    """The categories that registrations or groups of the programme name."""
    return {row["category"] for statement in _NAMED for row in tx.all(statement, of=code) if row["category"]}


def _version(row: Row) -> Version:
    return Version(row["number"], row["definition"], row["at"], row["officer_id"], row["restored"])
