"""A long table of regions on its way into the database: a part at a time, so that messages get in between.

Every row is added or renamed by itself: who is stopped in the middle begins again with the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from storage.catalogue import names_of_province, save_regions
from storage.database import Database
from storage.statement import Tx

AT_ONCE = 500  # rows a transaction
PROVINCE = len("51")

T = TypeVar("T")
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


async def names_now(database: Database, codes: Iterable[str]) -> dict[str, str]:
    """The names there are, by code, of every province that has one of the codes; a province at a time: the
    whole country would keep messages waiting.
    """
    names: dict[str, str] = {}
    for province in sorted({code[:PROVINCE] for code in codes}):
        names |= await database.read(partial(names_of_province, code=province))
    return names


def parts(rows: Iterable[T]) -> Iterator[list[T]]:
    """The rows in their order, so many at a time."""
    waiting = iter(rows)
    while part := list(islice(waiting, AT_ONCE)):
        yield part


def _save(part: Rows, tx: Tx) -> None:
    save_regions(tx, part)
