"""Reads a group's list: every row of every sheet becomes one line with what was found and why it waits.

It knows no chat and no database. A file of a stranger is read by `bot.lists.apart`, in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.lists.bad import BadList
from bot.lists.formats import tables
from bot.lists.gathered import Gathered
from bot.lists.pasted import people_of
from bot.lists.readers import Readers
from bot.lists.sheet_lines import SheetReader
from rules.lines import ReadLine

EVERY = 1000  # lines after which is told how far the reading is


def read_list(content: bytes, today: date, skip: int = 0) -> Iterator[ReadLine]:
    """The lines of a file from number `skip` + 1 on: one for each row that is not blank, of all sheets.

    What two lines say of each other is known when all are read, so the first comes when the file has been
    read. A row of nobody is `skip`, with a reason of rows.NOBODY. Rows count as in the sheet; those that a
    filter hides are read, sheets that are hidden are not. Raises BadList, before the first line.
    """
    for step in gathered(content, today):
        if isinstance(step, Gathered):
            yield from step.lines(skip)


def gathered(content: bytes, today: date) -> Iterator[int | Gathered]:
    """How many lines are read so far, now and then, and the whole file in the end. Raises BadList."""
    readers, lines = Readers(today), Gathered()
    known = None
    for table in tables(content):
        sheet = SheetReader(table, readers, known)
        lines.begin(exported=table.exported)
        for draft, reason, row in sheet.rows():
            lines.add(draft, reason, table.name, row)
            if len(lines) % EVERY == 0:
                yield len(lines)
        known = sheet.layout or known
    if not len(lines):
        raise BadList("empty")
    if not lines.people:
        raise BadList("no_names")
    lines.settle()
    yield lines


def read_text(text: str, today: date) -> Iterator[ReadLine]:
    """The same for what was pasted into a chat: name and NIK in any order and what else is there, one person
    a line, or a few with "Nama: ..." and "NIK: ..." or with the NIK below the name. Lines of nobody are
    `skip`; it raises nothing.
    """
    readers, lines = Readers(today), Gathered()
    lines.begin(exported="\t" in text)
    for draft, reason, row in people_of(text, readers):
        lines.add(draft, reason, "", row)
    lines.settle()
    return lines.lines()
