"""SQLite: one writer, one reader, each an aiosqlite connection with its thread; WAL and synchronous=FULL."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage.database import Blame, Database
from storage.errors import StorageError
from storage.lane import Lane
from storage.statement import Process, Tx

T = TypeVar("T")
PATIENCE = 10.0  # seconds to wait while another process writes
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16000",
)
# A full disk, a locked or a broken file: no message is to blame for these.
TROUBLE = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB,
})  # fmt: skip


def connect(file: str, *, readonly: bool = False, patience: float = PATIENCE) -> sqlite3.Connection:
    """A plain connection, set up as ours are; transactions are begun by hand."""
    made = sqlite3.connect(
        file, timeout=patience, isolation_level=None, check_same_thread=False, cached_statements=256
    )
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

    def __init__(self, connector: Callable[[], sqlite3.Connection], begin: str, process: Process) -> None:
        self.process = process
        self._begin = begin
        self._aio = aiosqlite.Connection(lambda: self._open(connector), iter_chunk_size=64)

    def _open(self, connector: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
        self._raw = connector()
        self.tx = Tx("sqlite", self._raw.execute, self.process)
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
        with contextlib.suppress(sqlite3.Error):
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")

    def blame(self, error: Exception) -> Blame:
        """One writer: works never wait for each other."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return Blame.DATABASE if code in TROUBLE else Blame.WORK

    async def close(self) -> None:
        await self._aio.close()


async def open_sqlite(file: Path, patience: float = PATIENCE) -> Database:
    """The database in `file`. Raises StorageError when the file can't be used."""
    process = Process()
    write = partial(connect, str(file), patience=patience)
    read = partial(connect, str(file), readonly=True, patience=patience)
    try:
        writer = await SqliteConnection(write, "BEGIN IMMEDIATE", process).open()
        reader = await SqliteConnection(read, "BEGIN", process).open()
    except sqlite3.Error as error:
        raise StorageError(f"The database {file} cannot be opened: {error}.") from None
    return Database("sqlite", [Lane(writer)], Lane(reader))
