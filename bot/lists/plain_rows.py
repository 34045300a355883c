"""The rows of a file as plain texts, for files that are no list of people. It does not know what they say.

A number that Excel has rounded is told as such ("7,37E+15"), so that nobody takes it for a NIK.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.lists.bad import BadList
from bot.lists.cells import Cell, cleaned, is_blank, shown
from bot.lists.formats import tables
from bot.lists.frames import BATCH, PlainRow
from bot.lists.limits import MOST_ROWS
from bot.lists.numbers import number

WIDEST = 200  # columns of a row that are told


def batches(content: bytes) -> Iterator[list[PlainRow]]:
    """Every row of every sheet that is not blank and not hidden, some at a time. Raises BadList."""
    batch: list[PlainRow] = []
    count = 0
    for row in _rows(content):
        batch.append(row)
        count += 1
        if count > MOST_ROWS:
            raise BadList("too_large")
        if len(batch) == BATCH:
            yield batch
            batch = []
    if not count:
        raise BadList("empty")
    yield batch


def _rows(content: bytes) -> Iterator[PlainRow]:
    for table in (table for table in tables(content) if not table.hidden):
        for at, row in enumerate(table.rows(), 1):
            if not is_blank(row):
                yield PlainRow(table.name, at, [_text(cell) for cell in row[:WIDEST]])


def _text(cell: Cell) -> str:
    clean = cleaned(cell)
    if clean == "":
        return ""
    text, rounded = number(clean)
    if not rounded:
        return shown(clean)
    return f"{float(text.replace(',', '.')):.2E}" if _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
