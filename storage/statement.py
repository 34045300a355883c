"""A statement written once with SQLAlchemy, compiled once for each database; the transaction it runs in."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Table, bindparam, literal
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.sql import ClauseElement

Row = dict[str, Any]


@cache
def _dialects() -> Mapping[str, Dialect]:
    psycopg = make_url("postgresql+psycopg://").get_dialect()
    return {"sqlite": sqlite.dialect(paramstyle="named"), "postgresql": psycopg()}


@dataclass(frozen=True, eq=False)
class Statement:
    """`Statement(select(...))`; its values are given by name when it runs."""

    construct: ClauseElement


@cache
def compiled(statement: Statement, dialect: str) -> tuple[str, Mapping[str, Any]]:
    """The text for one database, and the values that stand in the statement itself."""
    made = statement.construct.compile(dialect=_dialects()[dialect])
    fixed = {name: value for name, value in made.params.items() if value is not None}
    return str(made), fixed


class Cursor(Protocol):
    """The part that sqlite3's and psycopg's cursors have in common."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


@dataclass
class Process:
    """The number under which this process leases rows.

    When it can't know what became of a commit it takes a new one: rows that were written and not heard of are
    then another's, and what comes after them in their chat waits until their lease ends.
    """

    number: int = field(default_factory=lambda: secrets.randbits(62))

    def rename(self) -> None:
        self.number = secrets.randbits(62)


@dataclass(frozen=True)
class Tx:
    """One transaction of one database connection. Only for use on the connection's own thread.

    `behind`: the units of work that wait for the connection meanwhile (lane.py).
    """

    dialect: str
    execute: Callable[[str, Mapping[str, Any]], Cursor]
    process: Process
    behind: deque[Any] = field(default_factory=deque)

    @property
    def hurried(self) -> bool:
        """Does somebody wait for this transaction to end?"""
        return bool(self.behind)

    def _run(self, statement: Statement, values: Mapping[str, Any]) -> Cursor:
        text, fixed = compiled(statement, self.dialect)
        return self.execute(text, {**fixed, **values} if fixed else values)

    def run(self, statement: Statement, **values: Any) -> int:
        """Run it; the number of rows it touched."""
        return self._run(statement, values).rowcount

    def one(self, statement: Statement, **values: Any) -> Row | None:
        """The first row, or None."""
        row: Row | None = self._run(statement, values).fetchone()
        return row

    def all(self, statement: Statement, **values: Any) -> list[Row]:
        """Every row."""
        return self._run(statement, values).fetchall()

    def must(self, statement: Statement, **values: Any) -> Row:
        """The row that has to be there (an insert's `returning`, a count)."""
        row = self.one(statement, **values)
        if row is None:
            raise LookupError("a row was expected")
        return row

    def each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run it once for every set of values."""
        for values in rows:
            self._run(statement, values)

    def first_at(self, door: int) -> bool:
        """Lets one transaction at a time through: False while another is inside (SQLite has one writer)."""
        if self.dialect != "postgresql":
            return True
        asked = self.execute("SELECT pg_try_advisory_xact_lock(%(door)s) AS free", {"door": door})
        return bool(asked.fetchone()["free"])

    def alone_at(self, door: bytes) -> None:
        """Waits until no other transaction is at this door, and keeps others out until the commit."""
        if self.dialect == "postgresql":
            number = int.from_bytes(door[:8], signed=True)
            self.execute("SELECT pg_advisory_xact_lock(%(door)s)", {"door": number})


def adding(table: Table, *columns: str) -> Insert:
    """An insert whose values are given by column name when it runs."""
    return insert(table).values({name: bindparam(name) for name in columns})


def among(column: Column[str], values: Iterable[str]) -> ColumnElement[bool]:
    """One of these values. Not `in_(values)`: that is expanded only by SQLAlchemy's own execution."""
    return column.in_([literal(value) for value in values])
