"""PostgreSQL: a few psycopg connections, each with a thread of its own, so that a unit of work is one hop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.rows import dict_row

from storage.database import Blame, Database
from storage.errors import StorageDown, StorageError
from storage.lane import Lane
from storage.statement import Process, Row, Tx

T = TypeVar("T")
WRITERS = 2  # measured: two connections with shared commits fill two cores
CLASHES = (errors.DeadlockDetected, errors.SerializationFailure, errors.LockNotAvailable)
# A server that was lost, is full, or has become a stand-by: no message is to blame for these.
TROUBLE = (
    StorageDown, psycopg.OperationalError, psycopg.InterfaceError,
    errors.ReadOnlySqlTransaction, errors.IdleInTransactionSessionTimeout,
)  # fmt: skip
TOO_MUCH = "54"  # the class of "program limit exceeded", among the OperationalErrors: one message's own fault
# Where the other end vanished (a cut cable, a killed machine) neither side waits for hours.
ALIVE: dict[str, Any] = {
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}  # fmt: skip
# `jit`: to compile a statement over a whole list takes three times as long as to run it.
SESSION = b"SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '60s'; SET jit = off"


class PostgresConnection:
    """Opens anew by itself after the server went away, at the beginning of a transaction and nowhere else."""

    def __init__(self, url: str, process: Process) -> None:
        self.process = process
        self._url = url
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="postgres")
        self._raw: psycopg.Connection[Row] | None = None
        self.tx = Tx("postgresql", self._execute, process)

    def _execute(self, text: str, values: Mapping[str, Any]) -> psycopg.Cursor[Row]:
        """Never on a new connection: what stands before in the transaction would be missing there."""
        if self._raw is None:
            raise StorageDown("not connected")
        return self._raw.execute(text.encode(), values)

    def _connect(self) -> psycopg.Connection[Row]:
        made = psycopg.connect(self._url, autocommit=True, row_factory=dict_row, **ALIVE)
        made.execute(SESSION)
        return made

    async def open(self) -> PostgresConnection:
        self._raw = await self.hop(self._connect)
        return self

    async def hop(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    def begin(self) -> None:
        """A connection that the server closed while it lay idle shows itself here; nothing has begun yet."""
        if not self._begun():
            self._raw = None
            self._raw = self._connect()
            self._raw.execute("BEGIN")

    def _begun(self) -> bool:
        if self._raw is None or self._raw.closed:
            return False
        try:
            self._raw.execute("BEGIN")
        except TROUBLE:
            self._raw.close()
            return False
        return True

    def commit(self) -> None:
        """PostgreSQL answers a COMMIT that it can't do with "ROLLBACK" and no error."""
        if self._execute("COMMIT", {}).statusmessage != "COMMIT":
            raise psycopg.OperationalError("rolled back")

    def rollback(self) -> None:
        if self._raw is None or self._raw.closed:
            return
        try:
            self._raw.execute("ROLLBACK")
        except psycopg.Error:
            self._raw.close()

    def blame(self, error: Exception) -> Blame:
        if isinstance(error, CLASHES):
            return Blame.CLASH
        if isinstance(error, psycopg.Error) and (error.sqlstate or "").startswith(TOO_MUCH):
            return Blame.WORK
        return Blame.DATABASE if isinstance(error, TROUBLE) else Blame.WORK

    async def close(self) -> None:
        if self._raw is not None:
            with contextlib.suppress(psycopg.Error):
                await self.hop(self._raw.close)
        self._thread.shutdown()


def plain_url(url: str) -> str:
    """SQLAlchemy's "postgresql+psycopg://" as libpq reads it."""
    scheme, rest = url.split("://", 1)
    return f"{scheme.split('+')[0]}://{rest}"


async def open_postgres(url: str) -> Database:
    """The database at `url`. Raises StorageError when it does not let us in."""
    process = Process()
    made = [PostgresConnection(plain_url(url), process) for _ in range(WRITERS + 1)]
    try:
        *writers, reader = [await connection.open() for connection in made]
    except psycopg.Error as error:
        for connection in made:
            await connection.close()
        raise StorageError(f"PostgreSQL does not answer: {str(error).splitlines()[0]}.") from None
    return Database("postgresql", [Lane(writer) for writer in writers], Lane(reader))
