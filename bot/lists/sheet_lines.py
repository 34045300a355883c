"""The rows of one sheet, each as a person or as nobody. It finds the columns first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.lists import layout, rows, split
from bot.lists.cells import Cell, Row, cleaned, text_of
from bot.lists.draft import Draft
from bot.lists.layout import Layout
from bot.lists.person import read_person
from bot.lists.readers import Readers
from bot.lists.rows import Rows
from bot.lists.table import Table
from bot.lists.text_lines import has_number, one_line
from bot.lists.words import SIGNED

UNTOLD = ("empty", "note", "title")  # why a row is of nobody as far as what stands in it tells
LACKING = ("nik_missing", "name_missing")  # what can't be said of a cell whose formula has no value
Found = tuple[Draft | None, str, int]  # the person, or why it is nobody; the row from 1


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
        telling, columns = Rows(found), rows.columns_of(found)
        above: dict[str, Any] = {}
        for number, row in self.table.lines():
            if number <= found.titles.stop:
                yield self._above(row, number, found)
                continue
            row = layout.rejoined(row, found)
            cells = rows.cells_of(row, columns)
            if parts := split.of_cells(row, cells, found, self.readers):
                cells.update({"nik": parts, split.JOINED: True})
            lacks = self._lacks(number, cells, found)
            reason = telling.why_nobody(row, cells)
            if reason and not (lacks and reason in UNTOLD):
                if reason == "header" and layout.texts_of(row) not in found.told:
                    found = layout.again(row, found)
                    columns = rows.columns_of(found)
                yield None, reason, number
                continue
            if telling.unit:
                cells.setdefault("unit", telling.unit)
            draft = read_person(cells, self.readers, above, found.per)
            if lacks:
                draft.instead("nik_formula", *LACKING)
            above = draft.person
            yield draft, "", number

    def _lacks(self, number: int, cells: Mapping[str, Cell], found: Layout) -> bool:
        """Would NIK or name stand there if the formulas of the row were worked out, and is there no NIK?"""
        if "nik" in cells or number not in self.table.unworked:
            return False
        columns = {at for name in ("nik", "name") for at in found.columns.get(name, ())}
        return not columns.isdisjoint(self.table.unworked[number])

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
        if not any(has_number(_text(row)) for _, row in self.table.lines()):
            return self._all("note")
        return (one_line(_text(row), number, self.readers) for number, row in self.table.lines())


def _text(row: Row) -> str:
    """A line as it would be pasted."""
    return "\t".join(text for cell in row if (text := text_of(cleaned(cell))))
