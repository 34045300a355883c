"""Gives a list back as it came, with a column of what became of each line. It knows no reasons, only their
words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from bot.lists.cells import Cell, Row, text_of
from bot.lists.formats import tables
from bot.lists.layout import Layout, layout_of
from bot.lists.table import Table
from bot.lists.writing import Page, SafeBook

Verdict = tuple[str, str]  # the state of a line (rules.lines.STATUSES), and the words for its sender
WAITING = frozenset(("waiting", "asked", "reject"))
NUMBERS = ("nik", "kk", "phone")  # written as text, so that no program rounds them
SAMPLE = 100  # rows by which a column is made wide enough
REASON_WIDTH = 48


def returned(content: bytes, verdicts: Callable[[int], Verdict] | Iterable[Verdict], title: str) -> bytes:
    """The file as xlsx with one more column, `title`, in every sheet that is read.

    `verdicts`: for a line's number, or one after the other as `reading.read_list` numbers them. All sheets
    and values are there, of a formula what it came to; lines that wait are highlighted. Raises BadList.
    """
    told = verdicts if callable(verdicts) else _one_by_one(verdicts)
    number = 0
    known: Layout | None = None
    with SafeBook() as book:
        for table in tables(content):
            found = layout_of(table, known)
            known = found or known
            page = book.page(table.name, hidden=table.hidden)
            number = _write(page, table, found, number, told, title)
        return book.finished()


def _one_by_one(verdicts: Iterable[Verdict]) -> Callable[[int], Verdict]:
    """Lines come in order, so the next verdict is that of the next line."""
    coming = iter(verdicts)
    return lambda _: next(coming, ("", ""))


def _write(
    page: Page, table: Table, found: Layout | None, number: int, told: Callable[[int], Verdict], title: str
) -> int:
    """One sheet; gives the number of its last line."""
    last = max(map(len, table.rows()), default=0)
    page.widths([*_widths(table, last), REASON_WIDTH])
    titles = found.titles if found else range(0)
    if titles:
        page.freeze(titles.stop)
    numbers = {at for name in NUMBERS for at in found.columns.get(name, ())} if found else set()
    for at, cells in table.lines():
        row = at - 1
        several = len(found.lists) if found and at > titles.stop else 0
        verdicts = [told(number + each) for each in range(1, max(1, several) + 1)]
        number += len(verdicts)
        words = " | ".join(dict.fromkeys(filter(None, (words for _, words in verdicts))))
        waits = any(state in WAITING for state, _ in verdicts)
        page.write_row(row, list(_written(cells, numbers, last)), highlighted=waits)
        if row == titles.start and titles:
            page.write(row, last, title, "title")
        elif words and not table.hidden:
            page.write(row, last, words, "wrapped", highlighted=waits)
    return number


def _written(cells: Row, numbers: set[int], last: int) -> Iterator[Cell]:
    for at in range(last):
        cell = cells[at] if at < len(cells) else ""
        yield text_of(cell) if at in numbers and isinstance(cell, float) else cell


def _widths(table: Table, last: int) -> Sequence[int]:
    """Wide enough for what stands in the first rows."""
    widths = [0] * last
    for row in islice(table.rows(), SAMPLE):
        for at, cell in enumerate(row):
            widths[at] = max(widths[at], min(len(text_of(cell)) + 2, 30))
    return widths
