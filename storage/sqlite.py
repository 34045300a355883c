"""SQLite: one writer, one reader, each an aiosqlite connection with its thread; WAL and synchronous=FULL."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage.database import Database, Lane
from storage.errors import StorageError
from storage.statement import Tx

T = TypeVar("T")
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA cache_size=-16000",
)


def connect(file: str, *, readonly: bool = False) -> sqlite3.Connection:
    """A plain connection, set up as ours are; transactions are begun by hand."""
    made = sqlite3.connect(file, isolation_level=None, check_same_thread=False, cached_statements=256)
    made.row_factory = _as_dict
    for pragma in PRAGMAS:
        made.execute(pragma)
    if readonly:
        made.execute("PRAGMA query_only=ON")
    return made


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip([column[0] for column in cursor.description], row, strict=True))


class SqliteConnection:
    """aiosqlite's connection and thread, with one hop for a whole unit of work."""

    def __init__(self, file: str, *, readonly: bool = False) -> None:
        self._begin = "BEGIN" if readonly else "BEGIN IMMEDIATE"
        self._aio = aiosqlite.Connection(partial(self._open, file, readonly), iter_chunk_size=64)

    def _open(self, file: str, readonly: bool) -> sqlite3.Connection:
        self._raw = connect(file, readonly=readonly)
        self.tx = Tx("sqlite", self._raw.execute)
        return self._raw

    async def open(self) -> SqliteConnection:
        await self._aio
        return self

    async def hop(self, function: Callable[[], T]) -> T:
        run: Callable[[Callable[[], T]], Awaitable[T]] = self._aio._execute
        return await run(function)

    def begin(self) -> None:
        self._raw.execute(self._begin)

    def commit(self) -> None:
        self._raw.execute("COMMIT")

    def rollback(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def alone(self, error: Exception) -> bool:
        """A full disk or a locked file concerns the whole batch, so nothing is gained by trying one by one."""
        return False

    async def close(self) -> None:
        await self._aio.close()


async def open_sqlite(file: Path) -> Database:
    """The database in `file`. Raises StorageError when the file can't be used."""
    try:
        writer = await SqliteConnection(str(file)).open()
        reader = await SqliteConnection(str(file), readonly=True).open()
    except sqlite3.Error as error:
        raise StorageError(f"The database {file} cannot be opened: {error}.") from None
    return Database("sqlite", [Lane(writer)], Lane(reader))
