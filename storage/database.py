"""Many persons' transactions to a commit: each unit of work has a savepoint, all share one flush to disk.

A unit of work is a plain function of a transaction. It runs on the connection's own thread, in one hop.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, TypeVar

from storage.statement import Process, Tx

T = TypeVar("T")
Work = Callable[[Tx], T]
Instead = Callable[[Exception], Work[T]]


class Blame(Enum):
    """What an error concerns: the work alone, works that waited for each other, or the whole database."""

    WORK = "work"
    CLASH = "clash"
    DATABASE = "database"


class Connection(Protocol):
    """One database connection with a thread of its own."""

    @property
    def tx(self) -> Tx: ...

    @property
    def process(self) -> Process: ...

    async def hop(self, function: Callable[[], T]) -> T:
        """Run a function on the connection's thread."""
        ...

    def begin(self) -> None:
        """Begin a transaction; the only place where a lost connection is opened anew."""
        ...

    def commit(self) -> None:
        """Returns only when all is on disk."""
        ...

    def rollback(self) -> None:
        """Never raises."""
        ...

    def blame(self, error: Exception) -> Blame: ...

    async def close(self) -> None: ...


@dataclass(frozen=True)
class Unit:
    """Work, and what to do in its place where it fails: each of `instead` makes it from the error before.

    `after` is called with the value, on the event loop, once it is stored: also when the caller has gone.
    `patient`: a part of long work for which nobody waits; it lets those who do go first.
    """

    work: Work[Any]
    instead: tuple[Instead[Any], ...] = ()
    after: Callable[[Any], None] | None = None
    patient: bool = False


@dataclass(frozen=True)
class Done:
    """What became of a unit of work: a value, or the error that undid it alone."""

    value: Any = None
    error: Exception | None = None


class Runs(Protocol):
    """Where units of work wait their turn (lane.py)."""

    async def run(self, unit: Unit, order: str = "") -> Any: ...

    async def close(self) -> None: ...


def commit_together(connection: Connection, units: Sequence[Unit]) -> list[Done]:
    """Run the units in one transaction; one that fails is undone alone. Raises when nothing was committed."""
    connection.begin()
    try:
        done = [_guarded(connection, unit) for unit in units]
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return done


def _guarded(connection: Connection, unit: Unit) -> Done:
    """Try the work, then what stands in its place. Raises where the error is not the work's own."""
    done = _tried(connection, unit.work)
    for instead in unit.instead:
        if done.error is None:
            break
        done = _tried(connection, instead(done.error))
    return done


def _tried(connection: Connection, work: Work[Any]) -> Done:
    run = connection.tx.execute
    run("SAVEPOINT work", {})
    try:
        value = work(connection.tx)
        run("RELEASE SAVEPOINT work", {})
    except Exception as error:
        if connection.blame(error) is not Blame.WORK:
            raise
        run("ROLLBACK TO SAVEPOINT work", {})
        run("RELEASE SAVEPOINT work", {})
        return Done(error=error)
    return Done(value)


class Database:
    """`run` for what changes something, `read` for what only looks. The same `key` keeps its order."""

    def __init__(self, dialect: str, writers: Sequence[Runs], reader: Runs) -> None:
        self.dialect = dialect
        self._writers = writers
        self._reader = reader

    async def run(self, work: Work[T], key: Hashable = 0, *, patient: bool = False) -> T:
        """The value of the work once it is safely stored; `patient` as in Unit.

        Raises the work's own error, or StorageDown: nothing was stored, or it is not known whether.
        """
        value: T = await self.run_unit(Unit(work, patient=patient), key)
        return value

    async def run_unit(self, unit: Unit, key: Hashable) -> Any:
        """The same for work that has something to be done in its place or after it."""
        return await self._writers[hash(key) % len(self._writers)].run(unit, str(key))

    async def read(self, work: Work[T]) -> T:
        """The value of a work that only looks. Raises as `run` does."""
        value: T = await self._reader.run(Unit(work))
        return value

    async def close(self) -> None:
        """Finish what waits, then close."""
        for lane in (*self._writers, self._reader):
            await lane.close()
