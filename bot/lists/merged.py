"""Cells that go over several rows: what stands in the first of them, a dusun or an RT, is that of all.

Only where somebody lives is filled down. A NIK or a name is never that of the next row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.lists.cells import Cell, Row, cleaned

Tall = Mapping[
    int, Mapping[int, int]
]  # row from 1 in which such a cell begins -> its columns -> its last row
FILLED = frozenset(("unit", "village", "district", "address", "rt", "rw", "rt_rw"))
Corners = tuple[tuple[int, int], tuple[int, int]]


def tall(ranges: Iterable[Corners] | None) -> Tall:
    """Those of the merged ranges of a sheet, rows and columns from 0, that go over several rows."""
    found: dict[int, dict[int, int]] = {}
    for (first, column), (last, _) in ranges or ():
        if last > first:
            found.setdefault(first + 1, {})[column] = last + 1
    return found


class Down:
    """Takes down what stands in the tall cells of a sheet, row by row. `begin`: the first column read."""

    def __init__(self, merged: Tall, columns: Sequence[tuple[str, int]], begin: int = 0) -> None:
        self._merged = merged
        self._fields = {begin + at: field for field, at in columns if field in FILLED}
        self._held: dict[str, tuple[int, Cell]] = {}

    def see(self, number: int, row: Row) -> None:
        """The row of the sheet, whoever it is of."""
        for at, last in self._merged.get(number, {}).items():
            if (field := self._fields.get(at)) and at < len(row):
                self._held[field] = last, cleaned(row[at])

    def fill(self, number: int, cells: dict[str, Cell]) -> None:
        """The fields of a row that are blank, as the cell has them that reaches down to it."""
        for field, (last, cell) in self._held.items():
            if number <= last and cell != "":
                cells.setdefault(field, cell)
