"""A long table of regions on its way into the database: a part at a time, so that messages get in between.

Every row is added or renamed by itself: who is stopped in the middle begins again with the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from storage.catalogue import save_regions
from storage.database import Database
from storage.statement import Tx

AT_ONCE = 500  # rows a transaction

Rows = list[tuple[str, str]]


async def save_in_parts(
    database: Database, rows: Iterable[tuple[str, str]], told: Callable[[int], None] = lambda done: None
) -> int:
    """Store all rows (code, name); how many. `told` hears after each part how many there are so far."""
    done = 0
    for part in parts(rows):
        await database.run(partial(_save, part))
        done += len(part)
        told(done)
    return done


def parts(rows: Iterable[tuple[str, str]]) -> Iterator[Rows]:
    """The rows in their order, so many at a time."""
    waiting = iter(rows)
    while part := list(islice(waiting, AT_ONCE)):
        yield part


def _save(part: Rows, tx: Tx) -> None:
    save_regions(tx, part)
