"""Tables of a page that was saved as a workbook: HTML, and the XML of Excel 2003. Nothing in it is followed
or run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser

from bot.lists.bad import BadList
from bot.lists.cells import Row
from bot.lists.limits import MOST_CELLS
from bot.lists.markup_row import Attributes, MarkupRow, whole
from bot.lists.table import Table

ROWS, CELLS = frozenset(("tr", "row")), frozenset(("td", "th", "cell"))
UNSEEN = frozenset(
    ("style", "script", "title", "xml", "documentproperties", "styles", "namedcell", "comment")
)
MOST_ROWS = 1_000_000  # as many as Excel has


def pages(text: str) -> Iterator[Table]:
    """The tables of a page, below each other as one sheet; a workbook's sheets apart. Raises BadList."""
    reader = _Reader()
    for start in range(0, len(text), 1 << 16):
        reader.feed(text[start : start + (1 << 16)])
    reader.close()
    if not any(reader.sheets.values()):
        raise BadList("unknown")
    return (
        Table(name, partial(iter, rows), merged=reader.merged.get(name, {}), exported=True)
        for name, rows in reader.sheets.items()
    )


class _Reader(HTMLParser):
    """Collects rows; a table inside a cell gives rows of its own before the row it is in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: dict[str, list[Row]] = {}
        self.merged: dict[str, dict[int, dict[int, int]]] = {}
        self._name = ""
        self._rows: list[Row] = self.sheets.setdefault("", [])
        self._open: list[MarkupRow] = []
        self._unseen = 0
        self._down: dict[int, int] = {}  # column -> rows that a cell above still reaches down
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        attributes = {key: value or "" for key, value in attrs}
        if name in UNSEEN:
            self._unseen += 1
        elif name == "worksheet":
            self._name = attributes.get("ss:name", "")
            self._rows = self.sheets.setdefault(self._name, [])
        elif name == "table":
            self._down, self._unseen = {}, 0
        elif name in ROWS:
            self._begin_row(attributes)
        elif name in CELLS and self._open:
            self._open[-1].begin(attributes)
        elif self._open:
            self._open[-1].inside(name, attributes)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif name in CELLS and self._open:
            self._open[-1].end()
        elif name in ROWS and self._open:
            self._end_row()
        elif name == "table":
            self._down = {}
            while self._open and not self._open[-1].in_cell:
                self._end_row()

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            self._open[-1].text(data)

    def close(self) -> None:
        super().close()
        while self._open:
            self._end_row()

    def _begin_row(self, attributes: Attributes) -> None:
        if self._open and not self._open[-1].in_cell:
            self._end_row()  # HTML lets the end of a row be left out
        gap = whole(attributes.get("ss:index", ""), MOST_ROWS) - 1 - len(self._rows)
        self._rows.extend([()] * max(0, gap))
        self._open.append(MarkupRow(self._down))

    def _end_row(self) -> None:
        row = self._open.pop()
        cells, self._down = row.finished()
        self._cells += len(cells)
        if self._cells > MOST_CELLS:
            raise BadList("too_large")
        self._rows.append(cells)
        if row.tall:
            number = len(self._rows)
            reach = {column: number + rows for column, rows in row.tall.items()}
            self.merged.setdefault(self._name, {})[number] = reach
