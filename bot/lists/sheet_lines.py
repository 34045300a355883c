"""The rows of one sheet, each as a person or as nobody. It finds the columns first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.lists import layout, rows
from bot.lists.cells import Row, cleaned, is_blank, text_of
from bot.lists.draft import Draft
from bot.lists.layout import Layout
from bot.lists.person import read_person
from bot.lists.readers import Readers
from bot.lists.rows import Rows
from bot.lists.table import Table
from bot.lists.text_lines import has_number, one_line
from bot.lists.words import SIGNED

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

    def _filled(self) -> Iterator[tuple[int, Row]]:
        return ((number, row) for number, row in enumerate(self.table.rows(), 1) if not is_blank(row))

    def _all(self, reason: str) -> Iterator[Found]:
        return ((None, reason, number) for number, _ in self._filled())

    def _laid_out(self, found: Layout) -> Iterator[Found]:
        telling, columns = Rows(found), rows.columns_of(found)
        above: dict[str, Any] = {}
        for number, row in self._filled():
            if number <= found.titles.stop:
                yield self._above(row, number, found)
                continue
            row = layout.rejoined(row, found)
            cells = rows.cells_of(row, columns)
            if reason := telling.why_nobody(row, cells):
                if reason == "header" and layout.texts_of(row) not in found.told:
                    found = layout.again(row, found)
                    columns = rows.columns_of(found)
                yield None, reason, number
                continue
            if telling.unit:
                cells.setdefault("unit", telling.unit)
            draft = read_person(cells, self.readers, above, found.per)
            above = draft.person
            yield draft, "", number

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
        if not any(has_number(_text(row)) for _, row in self._filled()):
            return self._all("note")
        return (one_line(_text(row), number, self.readers) for number, row in self._filled())


def _text(row: Row) -> str:
    """A line as it would be pasted."""
    return "\t".join(text for cell in row if (text := text_of(cleaned(cell))))
