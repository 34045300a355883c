"""One sheet of a file as rows of cells, whatever format the file had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.lists.cells import Row, is_blank
from bot.lists.merged import Tall


@dataclass(frozen=True)
class Table:
    """`rows` begins again with the first row each time; blank rows are there too, so that they count.

    `prose`: the rows are lines of a text that nothing parts into columns; each has one cell. `unworked`: the
    cells whose formula has no value, row from 1 -> columns from 0. `merged`: the cells that go over several
    rows. `exported`: nothing says which cells were numbers before they were written as text.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    hidden: bool = False
    prose: bool = False
    unworked: Mapping[int, frozenset[int]] = field(default_factory=dict)
    merged: Tall = field(default_factory=dict)
    exported: bool = False

    def lines(self) -> Iterator[tuple[int, Row]]:
        """Each row that counts, with its number from 1: something stands in it, or would if its formulas were
        worked out.
        """
        last = 0
        for last, row in enumerate(self.rows(), 1):
            if not is_blank(row) or last in self.unworked:
                yield last, row
        yield from ((number, ()) for number in sorted(self.unworked) if number > last)
