"""PostgreSQL: a few psycopg connections, each with a thread of its own, so that a unit of work is one hop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.rows import dict_row

from storage.database import Database, Lane
from storage.errors import StorageError
from storage.statement import Row, Tx

T = TypeVar("T")
WRITERS = 2  # measured: two connections with shared commits fill two cores
CLASHES = (errors.DeadlockDetected, errors.SerializationFailure, errors.InFailedSqlTransaction)


class PostgresConnection:
    """Opens anew by itself after the server went away."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="postgres")
        self._raw: psycopg.Connection[Row] | None = None
        self.tx = Tx("postgresql", self._execute)

    def _execute(self, text: str, values: Mapping[str, Any]) -> psycopg.Cursor[Row]:
        return self._connected().execute(text.encode(), values)

    def _connected(self) -> psycopg.Connection[Row]:
        if self._raw is None or self._raw.closed or self._raw.broken:
            self._raw = psycopg.connect(self._url, autocommit=True, row_factory=dict_row, connect_timeout=5)
        return self._raw

    async def open(self) -> PostgresConnection:
        await self.hop(self._connected)
        return self

    async def hop(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    def begin(self) -> None:
        self._connected().execute("BEGIN")

    def commit(self) -> None:
        self._connected().execute("COMMIT")

    def rollback(self) -> None:
        if self._raw is not None and not self._raw.broken:
            self._raw.execute("ROLLBACK")

    def alone(self, error: Exception) -> bool:
        """Two processes waited for each other's rows: apart, each finds its way."""
        return isinstance(error, CLASHES)

    async def close(self) -> None:
        if self._raw is not None:
            await self.hop(self._raw.close)
        self._thread.shutdown()


def plain_url(url: str) -> str:
    """SQLAlchemy's "postgresql+psycopg://" as libpq reads it."""
    scheme, rest = url.split("://", 1)
    return f"{scheme.split('+')[0]}://{rest}"


async def open_postgres(url: str) -> Database:
    """The database at `url`. Raises StorageError when it does not let us in."""
    try:
        writers = [await PostgresConnection(plain_url(url)).open() for _ in range(WRITERS)]
        reader = await PostgresConnection(plain_url(url)).open()
    except psycopg.OperationalError as error:
        raise StorageError(f"PostgreSQL does not answer: {str(error).splitlines()[0]}.") from None
    return Database("postgresql", [Lane(writer) for writer in writers], Lane(reader))
