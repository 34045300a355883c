"""The rows of one sheet, each as a person or as nobody. It finds the columns first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.lists import layout, rows, split
from bot.lists.cells import Cell, Row, cleaned, text_of
from bot.lists.draft import Draft
from bot.lists.layout import Layout
from bot.lists.merged import Down
from bot.lists.person import read_person
from bot.lists.readers import Readers
from bot.lists.rows import Rows
from bot.lists.table import Table
from bot.lists.text_lines import has_number, one_line
from bot.lists.words import SIGNED

UNTOLD = ("empty", "note", "title")  # why a row is of nobody as far as what stands in it tells
LACKING = ("nik_missing", "name_missing")  # what can't be said of a cell whose formula has no value
WHOLE = range(0)  # the columns of a list that has the sheet for itself
Found = tuple[Draft | None, str, int]  # the person, or why it is nobody; the row from 1


class ListReader:
    """Reads the rows of one list below its titles, one after the other. `part`: its columns in the sheet."""

    def __init__(self, table: Table, part: range, found: Layout, readers: Readers) -> None:
        self._table, self._readers = table, readers
        self._begin, self._end = part.start, part.stop if part else None
        self._found, self._columns = found, rows.columns_of(found)
        self._telling = Rows(found)
        self._down = Down(table.merged, self._columns, self._begin)
        self._above: dict[str, Any] = {}

    def read(self, number: int, row: Row) -> Found:
        """A person, or why it is nobody. Titles between the rows change what its columns are."""
        found, telling = self._found, self._telling
        self._down.see(number, row)
        row = layout.rejoined(row[self._begin : self._end] if self._end else row, found)
        cells = rows.cells_of(row, self._columns)
        if parts := split.of_cells(row, cells, found, self._readers):
            cells.update({"nik": parts, split.JOINED: True})
        lacks = self._lacks(number, cells)
        reason = telling.why_nobody(row, cells)
        if reason and not (lacks and reason in UNTOLD):
            if reason == "header" and layout.texts_of(row) not in found.told:
                self._titled_anew(row)
            return None, reason, number
        self._down.fill(number, cells)
        if telling.unit:
            cells.setdefault("unit", telling.unit)
        draft = read_person(cells, self._readers, self._above, found.per)
        if lacks:
            draft.instead("nik_formula", *LACKING)
        self._above = draft.person
        return draft, "", number

    def _titled_anew(self, row: Row) -> None:
        self._found = layout.again(row, self._found)
        self._columns = rows.columns_of(self._found)
        self._down = Down(self._table.merged, self._columns, self._begin)

    def _lacks(self, number: int, cells: Mapping[str, Cell]) -> bool:
        """Would NIK or name stand there if the formulas of the row were worked out, and is there no NIK?"""
        if "nik" in cells or number not in self._table.unworked:
            return False
        fields = self._found.columns
        columns = {self._begin + at for name in ("nik", "name") for at in fields.get(name, ())}
        return not columns.isdisjoint(self._table.unworked[number])


class SheetReader:
    """`known`: the layout of a sheet before, which a sheet without titles may go on with."""

    def __init__(self, table: Table, readers: Readers, known: Layout | None = None) -> None:
        self.table, self.readers = table, readers
        self.layout = layout.layout_of(table, known)

    def rows(self) -> Iterator[Found]:
        """Every row that is not blank, in order."""
        if self.table.hidden:
            return self._all("hidden")
        return self._laid_out(self.layout) if self.layout else self._loose()

    def _all(self, reason: str) -> Iterator[Found]:
        return ((None, reason, number) for number, _ in self.table.lines())

    def _laid_out(self, found: Layout) -> Iterator[Found]:
        """One line for each row below the titles; where lists stand side by side, one for each of them."""
        lists = [ListReader(self.table, *one, self.readers) for one in found.lists or ((WHOLE, found),)]
        for number, row in self.table.lines():
            if number <= found.titles.stop:
                yield self._above(row, number, found)
                continue
            for one in lists:
                yield one.read(number, row)

    def _above(self, row: Row, number: int, found: Layout) -> Found:
        """A row of the titles or above them. There too may be people, but not those whom a heading names."""
        if number > found.titles.start:
            return None, "header", number
        text = _text(row)
        if ":" not in text and not SIGNED.search(text) and has_number(text):
            return one_line(text, number, self.readers)
        return None, "title", number

    def _loose(self) -> Iterator[Found]:
        """Without columns each row is read as a line of text, if there is a NIK in any of them."""
        told = any(has_number(_text(row)) for _, row in self.table.lines())
        if not told or layout.is_of_others(self.table.rows()):
            return self._all("note")
        return (one_line(_text(row), number, self.readers) for number, row in self.table.lines())


def _text(row: Row) -> str:
    """A line as it would be pasted."""
    return "\t".join(text for cell in row if (text := text_of(cleaned(cell))))
