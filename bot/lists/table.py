"""One sheet of a file as rows of cells, whatever format the file had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.lists.cells import Row


@dataclass(frozen=True)
class Table:
    """`rows` begins again with the first row each time; blank rows are there too, so that they count.

    `prose`: the rows are lines of a text that nothing parts into columns; each has one cell.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False
    prose: bool = False
