"""Many persons' transactions to a commit: each unit of work has a savepoint, all share one flush to disk.

A unit of work is a plain function of a transaction. It runs on the connection's own thread, in one hop.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from storage.errors import StorageDown
from storage.statement import Tx

T = TypeVar("T")
Work = Callable[[Tx], T]
MOST = 64  # units of work to a commit: bounds what one slow disk flush can hold up

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """What became of one unit of work: a value, or the error that undid it alone."""

    value: Any = None
    error: Exception | None = None


class Connection(Protocol):
    """One database connection with a thread of its own."""

    @property
    def tx(self) -> Tx: ...

    async def hop(self, function: Callable[[], T]) -> T:
        """Run a function on the connection's thread."""
        ...

    def begin(self) -> None: ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def alone(self, error: Exception) -> bool:
        """Should the batch be tried again one by one (a deadlock between two processes)?"""
        ...

    async def close(self) -> None: ...


def commit_together(connection: Connection, works: Sequence[Work[Any]]) -> list[Done]:
    """Run the works in one transaction; one that fails is undone alone. Raises when nothing was committed."""
    connection.begin()
    try:
        done = [_guarded(connection, work) for work in works]
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return done


def _guarded(connection: Connection, work: Work[Any]) -> Done:
    run = connection.tx.execute
    run("SAVEPOINT work", {})
    try:
        value = work(connection.tx)
    except Exception as error:
        if connection.alone(error):
            raise
        run("ROLLBACK TO SAVEPOINT work", {})
        return Done(error=error)
    run("RELEASE SAVEPOINT work", {})
    return Done(value)


class Lane:
    """The queue before one connection: works run in the order they came."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._waiting: deque[tuple[Work[Any], asyncio.Future[Any]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def run(self, work: Work[T]) -> T:
        """The value of the work, once it is safely stored. Raises the work's own error, or StorageDown."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            await self._commit(batch)
        self._task = None

    async def _commit(self, batch: list[tuple[Work[Any], asyncio.Future[Any]]]) -> None:
        works = [work for work, _ in batch]
        try:
            done = await self.connection.hop(lambda: commit_together(self.connection, works))
        except Exception as error:
            await self._failed(batch, error)
            return
        for (_, future), outcome in zip(batch, done, strict=True):
            settle(future, outcome)

    async def _failed(self, batch: list[tuple[Work[Any], asyncio.Future[Any]]], error: Exception) -> None:
        """Nothing of the batch was stored: one by one where that can help, else all are told."""
        if len(batch) > 1 and self.connection.alone(error):
            for single in batch:
                await self._commit([single])
            return
        log.error("the database did not commit: %s", type(error).__name__)
        for _, future in batch:
            settle(future, Done(error=StorageDown(type(error).__name__)))

    async def close(self) -> None:
        """Finish what waits, then close the connection."""
        while self._task:
            await asyncio.sleep(0.005)
        await self.connection.close()


def settle(future: asyncio.Future[Any], outcome: Done) -> None:
    """Tell who waits, if someone still does."""
    if future.done():
        return
    if outcome.error is None:
        future.set_result(outcome.value)
    else:
        future.set_exception(outcome.error)


class Database:
    """`run` for what changes something, `read` for what only looks. The same `key` keeps its order."""

    def __init__(self, dialect: str, writers: Sequence[Lane], reader: Lane) -> None:
        self.dialect = dialect
        self._writers = writers
        self._reader = reader

    async def run(self, work: Work[T], key: Hashable = 0) -> T:
        return await self._writers[hash(key) % len(self._writers)].run(work)

    async def read(self, work: Work[T]) -> T:
        return await self._reader.run(work)

    async def close(self) -> None:
        for lane in (*self._writers, self._reader):
            await lane.close()
