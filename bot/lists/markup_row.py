"""One row of a table in a page: its cells, and the room that merged cells take. It does not know the page."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from bot.lists.bad import BadList
from bot.lists.cells import Cell, Row
from bot.lists.limits import WIDEST

TALLEST = 100  # rows that one cell may go down
BREAKS = frozenset(("br", "p", "div", "li"))
Attributes = Mapping[str, str]


class MarkupRow:
    """The cells of one row, those that come down from above left free."""

    def __init__(self, down: Mapping[int, int]) -> None:
        self._above = down
        self._down = {column: rows - 1 for column, rows in down.items() if rows > 1}
        self._cells: dict[int, Cell] = {}
        self.tall: dict[int, int] = {}  # columns of the cells that go on below -> so many rows
        self._next = 0
        self._words: list[str] = []
        self._given: Attributes = {}
        self.in_cell = False

    def begin(self, attributes: Attributes) -> None:
        self.end()
        self.in_cell, self._words, self._given = True, [], attributes

    def inside(self, name: str, attributes: Attributes) -> None:
        if name == "data":
            self._given = {**self._given, **attributes}
        elif name in BREAKS:
            self._words.append(" ")

    def text(self, data: str) -> None:
        if self.in_cell:
            self._words.append(data)

    def end(self) -> None:
        """Places the cell, and leaves as many columns and rows free as it goes over."""
        if not self.in_cell:
            return
        self.in_cell = False
        given = self._given
        if "ss:index" in given:
            self._next = max(1, whole(given["ss:index"], WIDEST)) - 1
        while self._above.get(self._next):
            self._next += 1
        if self._next >= WIDEST:
            raise BadList("too_wide", most=str(WIDEST))
        self._cells[self._next] = _value("".join(self._words), given)
        self._reach()

    def _reach(self) -> None:
        given = self._given
        across = whole(given.get("colspan", "1"), WIDEST)
        across = max(across, whole(given.get("ss:mergeacross", "0"), WIDEST) + 1)
        rows = whole(given.get("rowspan", "1"), TALLEST) - 1
        rows = max(rows, whole(given.get("ss:mergedown", "0"), TALLEST))
        if rows > 0:
            self.tall[self._next] = rows
        for column in range(self._next, min(self._next + across, WIDEST)):
            if rows > 0:
                self._down[column] = rows
        self._next += across

    def finished(self) -> tuple[Row, dict[int, int]]:
        self.end()
        width = max(self._cells, default=-1) + 1
        return [self._cells.get(column, "") for column in range(width)], self._down


def _value(text: str, given: Attributes) -> Cell:
    """A number where the page says that it is one: Excel has rounded it, and whoever reads it must know."""
    text = " ".join(text.split())
    if given.get("ss:type") == "DateTime":
        with suppress(ValueError):
            return date.fromisoformat(text[:10])
    if given.get("ss:type") == "Number" or "x:num" in given:
        with suppress(ValueError):
            number = float(text if given.get("ss:type") else given["x:num"] or text)
            return number if number.is_integer() and not any(sign in text for sign in "/-:") else text
    return text


def whole(text: str, most: int) -> int:
    """A whole number from 1 up to `most`; 1 where it is none."""
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 8 else 1
