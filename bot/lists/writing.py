"""Writes tables as xlsx in which nothing can run: every text is text, no formula, no link, no macro.

Rows go to a temporary file as they come, so memory stays small. It does not know what the tables say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.lists.cells import Cell, text_of

LONGEST = 32_767  # signs that a cell of Excel holds
LONGEST_NAME = 31  # signs of the name of a sheet
EXACT = (
    10**11
)  # a number from here on is a NIK, a telephone or an account: Excel would round it or show an exponent
NARROWEST, WIDEST = 6, 48  # signs of a column
FIRST_MONTH = (1900, 3)  # Excel counts a day too many in the February before
DAY_0 = datetime(1899, 12, 30)
# What a program may take for the beginning of a formula, in its wide forms too; spaces before it don't help.
_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@＝＋－＠|]|[\t\r\n]")
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "text": {"num_format": "@"},
    "quoted": {"num_format": "@", "quote_prefix": True},
    "day": {"num_format": "dd-mm-yyyy"},
    "moment": {"num_format": "dd-mm-yyyy hh:mm"},
    "time": {"num_format": "hh:mm"},
    "span": {"num_format": "[h]:mm:ss"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "bg_color": "#DDE6F0", "text_wrap": True, "valign": "top"},
}
HIGHLIGHT = "#FFF2B3"


def sheet(rows: Iterable[Sequence[Cell | None]], headers: Sequence[str], title: str) -> bytes:
    """One table as xlsx: `title` names the sheet, `headers` stand above and stay in sight.

    A number of twelve digits or more is written as text, as is every text, whatever it begins with.
    """
    with SafeBook() as book:
        page = book.page(title)
        page.widths([len(header) + 2 for header in headers])
        page.write_row(0, headers, "title")
        page.freeze(1)
        for number, row in enumerate(rows, 1):
            page.write_row(number, ["" if cell is None else cell for cell in row])
        return book.finished()


class SafeBook:
    """A workbook in the making. Its rows lie in a folder of its own, which is gone afterwards."""

    def __init__(self) -> None:
        self._file = BytesIO()
        self._folder = TemporaryDirectory(prefix="payung-")
        options = {
            **{"constant_memory": True, "tmpdir": self._folder.name, "nan_inf_to_errors": True},
            **{"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        }
        self._book = xlsxwriter.Workbook(self._file, options)
        self._names: set[str] = set()
        self._formats: dict[tuple[str, bool], Format] = {}

    def __enter__(self) -> SafeBook:
        return self

    def __exit__(self, *raised: object) -> None:
        self._folder.cleanup()

    def page(self, name: str, *, hidden: bool = False) -> Page:
        """A new sheet below the others. A name that Excel does not take is made one that it takes."""
        free = self._free(name or "Sheet1")
        made = self._book.add_worksheet(free)
        self._names.add(free.lower())
        if hidden:
            made.hide()
        return Page(made, self)

    def finished(self) -> bytes:
        self._book.close()
        return self._file.getvalue()

    def style(self, name: str, highlighted: bool) -> Format:
        known = self._formats.get((name, highlighted))
        if known is None:
            properties = {**_STYLES[name], **({"bg_color": HIGHLIGHT} if highlighted else {})}
            known = self._formats[name, highlighted] = self._book.add_format(properties)
        return known

    def _free(self, name: str) -> str:
        clean = _NO_NAME.sub(" ", name).strip(" '")[:LONGEST_NAME] or "-"
        number, free = 1, clean
        while free.lower() in self._names or free.lower() == "history":  # a name that Excel keeps for itself
            number += 1
            free = f"{clean[: LONGEST_NAME - 4]} {number}"
        return free


class Page:
    """One sheet; rows are written in order, each once."""

    def __init__(self, sheet: Worksheet, book: SafeBook) -> None:
        self._sheet = sheet
        self._book = book

    def widths(self, signs: Iterable[int]) -> None:
        """How wide each column is; before the first row."""
        for column, width in enumerate(signs):
            self._sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST))

    def freeze(self, rows: int) -> None:
        """Those rows stay in sight."""
        self._sheet.freeze_panes(rows, 0)

    def write_row(
        self, row: int, cells: Iterable[Cell], style: str = "", *, highlighted: bool = False
    ) -> None:
        for column, cell in enumerate(cells):
            if cell != "":
                self.write(row, column, cell, style, highlighted=highlighted)
            elif highlighted:
                self._sheet.write_blank(row, column, None, self._book.style("plain", True))

    def write(self, row: int, column: int, cell: Cell, style: str = "", *, highlighted: bool = False) -> None:
        """One cell; without a `style` in the form of its kind."""
        style = style or style_of(cell)
        form = None if style == "plain" and not highlighted else self._book.style(style, highlighted)
        if isinstance(cell, str) or style in ("text", "quoted"):
            self._sheet.write_string(row, column, _written(cell), form)
        elif isinstance(cell, bool):
            self._sheet.write_boolean(row, column, cell, form)
        elif isinstance(cell, float | int):
            self._sheet.write_number(row, column, cell, form)
        else:
            self._sheet.write_number(row, column, _serial(cell), form)


def style_of(cell: Cell) -> str:
    """A text that could be taken for a formula is quoted: it stays what it is in Excel, also when it is
    edited.
    """
    if isinstance(cell, str):
        return "quoted" if _FORMULA.match(cell) else "plain"
    if isinstance(cell, float | int):
        return "text" if abs(cell) >= EXACT and cell == cell // 1 else "plain"
    if isinstance(cell, date):
        if (cell.year, cell.month) < FIRST_MONTH:
            return "text"
        return "moment" if isinstance(cell, datetime) else "day"
    return "time" if isinstance(cell, time) else "span"


def _written(cell: Cell) -> str:
    text = cell if isinstance(cell, str) else text_of(cell)
    return text[:LONGEST]


def _serial(cell: date | time | timedelta) -> float:
    """A day or a time as Excel counts it, in days."""
    if isinstance(cell, time):
        cell = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    elif isinstance(cell, datetime):
        cell = cell.replace(tzinfo=None) - DAY_0
    elif isinstance(cell, date):
        cell = datetime.combine(cell, time()) - DAY_0
    return cell / timedelta(days=1)
