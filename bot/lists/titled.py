"""Reads a table by the titles of its columns, whatever they are for: files that come back from an office.

Each row that is not blank is one line, numbered as `returning.returned` numbers them. Which columns are asked
for, and what a cell means, is the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.lists.bad import BadList
from bot.lists.cells import Cell, Row, cleaned, is_blank, text_of
from bot.lists.formats import tables
from bot.lists.frames import TitledRow
from bot.lists.headings import titled
from bot.lists.numbers import number
from bot.lists.table import Table

SEARCHED = 40  # rows in which the titles are looked for
Patterns = Mapping[str, re.Pattern[str]]


def read_titled(content: bytes, columns: Mapping[str, str], keys: Sequence[str]) -> Iterator[TitledRow]:
    """Every row of every sheet that is not blank. `columns`: field -> a pattern for the words of its title;
    `keys`: one of these must be among the titles. Rows above the titles, and of hidden sheets, hold nothing.

    Raises BadList, before the first row: also "no_names" where no sheet has such titles.
    """
    patterns = {field: re.compile(pattern) for field, pattern in columns.items()}
    found = [row for table in tables(content) for row in _rows(table, patterns, keys)]
    if not found:
        raise BadList("empty")
    if not any(row.cells for row in found):
        raise BadList("no_names")
    for count, row in enumerate(found, 1):
        row.number = count
        yield row


def _rows(table: Table, patterns: Patterns, keys: Sequence[str]) -> Iterator[TitledRow]:
    places: dict[str, int] = {}
    for at, row in enumerate(table.rows()):
        if is_blank(row):
            continue
        if not places and not table.hidden and at < SEARCHED:
            places = _titles(row, patterns, keys)
            yield TitledRow(titles=bool(places))
        else:
            yield _line(row, places)


def _titles(row: Row, patterns: Patterns, keys: Sequence[str]) -> dict[str, int]:
    """The column of each field, the first that fits; {} where this is no row of titles."""
    words = [titled(cell) if isinstance(cell, str) else "" for cell in row]
    places = {
        field: at
        for field, pattern in patterns.items()
        if (at := next((at for at, word in enumerate(words) if word and pattern.fullmatch(word)), -1)) >= 0
    }
    return places if any(key in places for key in keys) else {}


def _line(row: Row, places: Mapping[str, int]) -> TitledRow:
    made = TitledRow()
    for field, at in places.items():
        cell = cleaned(row[at]) if at < len(row) else ""
        text, rounded = _text(cell)
        if text:
            made.cells[field] = text
        if rounded:
            made.rounded.append(field)
    return made


def _text(cell: Cell) -> tuple[str, bool]:
    """As a person sees it; and whether a number has lost digits, so that it is nobody's."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return number(cell)
    text = text_of(cell).strip()
    _, rounded = number(text) if re.fullmatch(r"[0-9.,' ]+[eE]\+?[0-9]+", text) else (text, False)
    return text, rounded
