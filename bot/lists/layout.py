"""Which column of a sheet holds what: by the titles above them, else by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.lists import contents, headings
from bot.lists.blocks import blocks, of_both, of_others
from bot.lists.cells import Cell, Row, cleaned, text_of
from bot.lists.table import Table

SEARCHED = 60  # rows in which the titles are looked for
SAMPLE = 300  # rows by whose contents a column is judged
LONG, LONG_NUMBER = 10**7, re.compile("[0-9]{8}")
FEW_WORDS = 3  # of a title that stands alone
TELLING = frozenset(("nik", "name", "OTHER_NIK"))
DEEPEST = 3  # rows that titles may take
_PARTS_OF_BIRTH = frozenset(("birth_month", "birth_year"))


@dataclass(frozen=True)
class Layout:
    """`columns`: field -> its columns from 0, the first counts; `titles`: the rows with titles, from 0.

    `per`: what an income is for, where its title says so; `width`: columns of the rows of titles, `told`:
    what stands in each of these rows; `headed`: the columns that have a title, known or not; `lists`: where
    several stand side by side, the columns of each and its own layout.
    """

    columns: Mapping[str, tuple[int, ...]]
    titles: range = range(0)
    per: str = ""
    width: int = 0
    told: frozenset[tuple[str, ...]] = frozenset()
    headed: frozenset[int] = frozenset()
    lists: tuple[tuple[range, Layout], ...] = ()

    @property
    def known(self) -> bool:
        return "nik" in self.columns or "name" in self.columns


def layout_of(table: Table, known: Layout | None = None) -> Layout | None:
    """The layout of a sheet. One without titles goes on with that of the sheet before, `known`, where it
    fits; a hidden sheet and plain text have none.
    """
    if table.hidden or table.prose:
        return None
    found = layout(list(islice(table.rows(), SEARCHED + SAMPLE)))
    if found and not found.titles and known and fits(known, found):
        return Layout(known.columns, per=known.per, headed=known.headed, lists=known.lists)
    return found


def layout(rows: Sequence[Row]) -> Layout | None:
    """The layout of a sheet by its first rows, blank ones included; None where nothing looks like people."""
    found = titled(rows)
    below = rows[found.titles.stop :] if found else rows
    columns = contents.completed(dict(found.columns) if found else {}, below[:SAMPLE], titled=bool(found))
    made = replace(found, columns=columns) if found else Layout(columns)
    if not made.known or (not found and is_of_others(rows)):
        return None
    lists = (
        made.lists if found else tuple((part, Layout({})) for part in contents.side_by_side(below[:SAMPLE]))
    )
    return replace(
        made, lists=tuple(_with_contents(*one, below[:SAMPLE], found is not None) for one in lists)
    )


def _with_contents(part: range, one: Layout, below: Sequence[Row], titled: bool) -> tuple[range, Layout]:
    """One of the lists side by side, with the columns that their contents tell."""
    rows = [row[part.start : part.stop] for row in below]
    return part, replace(one, columns=contents.completed(one.columns, rows, titled=titled))


def is_of_others(rows: Iterable[Row]) -> bool:
    """Do its titles say that all names and NIKs are of husbands, wives or heirs?"""
    return any(of_others(list(map(_title, row))) for row in islice(rows, SEARCHED))


def titled(rows: Sequence[Row]) -> Layout | None:
    """By the first row of titles, and the rows below that belong to them."""
    for index, row in enumerate(rows[:SEARCHED]):
        if is_titles(row) or of_both(list(map(_title, row))):
            return _read(rows, index)
    return None


def is_titles(row: Row) -> bool:
    """Two known titles, of which one is the NIK or the name; or one of these two, alone or nearly so."""
    filled = [cell for cell in row if cell != ""]
    if not all(isinstance(cell, str) for cell in filled[:3]) or any(map(_is_number, filled)):
        return False
    fields = {headings.field(cell) for cell in filled if isinstance(cell, str)} - {""}
    if not fields & TELLING:
        return False
    return len(fields) > 1 or (
        len(filled) <= 2 and all(len(str(cell).split()) <= FEW_WORDS for cell in filled)
    )


def _is_number(cell: Cell) -> bool:
    """A number as long as those of people: no title has one."""
    return cell >= LONG if isinstance(cell, float | int) else bool(LONG_NUMBER.search(str(cell)))


def _read(rows: Sequence[Row], first: int) -> Layout:
    titles = [_title(cell) for cell in rows[first]]
    last = first + 1
    while last - first < DEEPEST and last < len(rows) and _goes_on(titles, rows[last]):
        titles = _joined(titles, rows[last])
        last += 1
    return _by_titles(of_both(titles) or titles, rows, range(first, last))


def _by_titles(titles: Sequence[str], rows: Sequence[Row], where: range) -> Layout:
    """The layout, and that of each list where several stand side by side."""
    made, told = _laid_out(titles, where), [rows[at] for at in where]
    lists = []
    for part in blocks(titles):
        here = slice(part.start, part.stop)
        one = replace(_laid_out(titles[here], where), told=frozenset(texts_of(row[here]) for row in told))
        lists.append((part, one))
    return replace(made, told=frozenset(map(texts_of, told)), lists=tuple(lists))


def texts_of(row: Row) -> tuple[str, ...]:
    """What stands in a row, blank cells left out."""
    return tuple(text for cell in row if cell != "" and (text := text_of(cleaned(cell))))


def _title(cell: object) -> str:
    return cell if isinstance(cell, str) and len(cell) <= headings.LONGEST else ""


def _goes_on(titles: Sequence[str], row: Row) -> bool:
    """A second row of titles: two known or more, most of its cells, and none below the NIK or the name."""
    filled = [at for at, cell in enumerate(row) if cell != ""]
    if not all(isinstance(row[at], str) and headings.titled(str(row[at])) for at in filled):
        return False
    joined = _joined(titles, row)
    known = [at for at in filled if headings.field(joined[at])]
    below = [at for at in filled if at < len(titles) and headings.field(titles[at]) in TELLING]
    return len(known) > 1 and len(known) * 2 >= len(filled) and not below


def _joined(titles: Sequence[str], row: Row) -> list[str]:
    """Each title with the one below it. A title over several columns stands in the first of them only."""
    width = max(len(titles), len(row))
    over, joined = "", []
    for at in range(width):
        above = titles[at] if at < len(titles) else ""
        below = _title(row[at]) if at < len(row) else ""
        over = above or (over if below else "")
        joined.append(_one_title(over, below) if below else above)
    return joined


def _one_title(over: str, below: str) -> str:
    """ "Lahir" over "Tempat" is both together; "Pekerjaan" over "Lokasi" is the lower alone."""
    both = f"{over} {below}"
    field, upper, lower = (headings.field(title) for title in (both, over, below))
    if lower and not upper.isupper() and field in (upper, ""):
        return below
    return both


def _laid_out(titles: Sequence[str], rows: range) -> Layout:
    columns: dict[str, tuple[int, ...]] = {}
    for at, title in enumerate(titles):
        name = headings.field(title)
        if name:
            columns[name] = (*columns.get(name, ()), at)
    if "OTHER_NIK" in columns and "nik" not in columns:
        columns["nik"] = columns.pop("OTHER_NIK")
    if "first_name" in columns and "name" not in columns:
        columns["name"] = columns.pop("first_name")
    if "birth_day" in columns and not _PARTS_OF_BIRTH & columns.keys():
        columns["birth"] = columns.pop("birth_day") + columns.get("birth", ())
    income = columns.get("income")
    per = headings.period(titles[income[0]]) if income else ""
    headed = frozenset(at for at, title in enumerate(titles) if title.strip())
    return Layout(columns, rows, per, len(titles), headed=headed)


def rejoined(row: Row, found: Layout) -> Row:
    """A row with a cell too many: "Denpasar, 17-08-1985" was taken apart at its comma, and is joined."""
    at = found.columns.get("place_birth", (-1,))[0]
    if at < 0 or len(row) != found.width + 1 or contents.kind_of(cleaned(row[at + 1])) != "day":
        return row
    return [*row[:at], f"{row[at]},{row[at + 1]}", *row[at + 2 :]]


def again(row: Row, known: Layout) -> Layout:
    """The layout after titles that stand between the rows: the same once more, or those of another table."""
    made = _laid_out([_title(cell) for cell in row], range(0))
    return made if {"nik", "name"} <= made.columns.keys() else known


def fits(known: Layout, found: Layout) -> bool:
    """Does a sheet without titles look like the one before it?"""
    return all(
        set(known.columns.get(name, ())) & set(found.columns[name])
        for name in ("nik", "name")
        if name in found.columns
    )
