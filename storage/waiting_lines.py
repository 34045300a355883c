"""The lines of a group's lists that wait: in turn, by number, and how many; however many there are."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from rules.lines import Line
from storage.list_lines import line_of
from storage.statement import Statement, Tx
from storage.tables import list_lines, unsettled
from storage.vault import Vault

Place = tuple[int, int]  # the list, and the number of a line in it
FIRST: Place = (0, 0)
MOST_OF_LIST = 400  # lines that a receipt looks at
_OF_GROUP = and_(list_lines.c.group_id == bindparam("group"), unsettled(list_lines))
_MINE = and_(_OF_GROUP, list_lines.c.status == "waiting")  # for their coordinator, not for an officer
_ORDER = (list_lines.c.list_id, list_lines.c.number)


def _after() -> ColumnElement[bool]:
    """Behind a place."""
    later = and_(list_lines.c.list_id == bindparam("list"), list_lines.c.number > bindparam("number"))
    return or_(list_lines.c.list_id > bindparam("list"), later)


_SOME = Statement(select(list_lines).where(_OF_GROUP, _after()).order_by(*_ORDER).limit(bindparam("most")))
_NEXT = Statement(select(list_lines).where(_MINE, _after()).order_by(*_ORDER).limit(1))
_OF_LIST = Statement(
    select(list_lines)
    .where(_OF_GROUP, list_lines.c.list_id == bindparam("list"))
    .order_by(list_lines.c.number)
    .limit(MOST_OF_LIST)
)
_IN_ROW = Statement(
    select(list_lines)
    .where(_MINE, list_lines.c.row == bindparam("row"))
    .order_by(list_lines.c.list_id.desc(), list_lines.c.number)
    .limit(1)
)
_ONE = Statement(select(list_lines).where(_MINE, list_lines.c.id == bindparam("of")))
_COUNT = Statement(select(func.count().label("count")).select_from(list_lines).where(_MINE))


def place_of(line: Line) -> Place:
    return line.list, line.number


def some(tx: Tx, vault: Vault, group: int, after: Place = FIRST, most: int = MOST_OF_LIST) -> list[Line]:
    """Those behind a place, in order, that wait for anybody."""
    rows = tx.all(_SOME, group=group, list=after[0], number=after[1], most=most)
    return [line_of(vault, row) for row in rows]


def of_list(tx: Tx, vault: Vault, group: int, list: int) -> tuple[Line, ...]:
    """The first lines of a list that wait for anybody."""
    return tuple(line_of(vault, row) for row in tx.all(_OF_LIST, group=group, list=list))


def next(tx: Tx, vault: Vault, group: int, after: Place = FIRST) -> Line | None:
    """The one behind a place whose turn it is; from the top again where none is behind it."""
    row = tx.one(_NEXT, group=group, list=after[0], number=after[1])
    if row is None and after != FIRST:
        return next(tx, vault, group)
    return line_of(vault, row) if row else None


def in_row(tx: Tx, vault: Vault, group: int, row: int) -> Line | None:
    """The line of that row; of several lists it is the last one that people speak of."""
    found = tx.one(_IN_ROW, group=group, row=row)
    return line_of(vault, found) if found else None


def one(tx: Tx, vault: Vault, group: int, id: int) -> Line | None:
    """That line, while it waits for its coordinator."""
    row = tx.one(_ONE, group=group, of=id)
    return line_of(vault, row) if row else None


def count(tx: Tx, group: int) -> int:
    """How many wait for the coordinator."""
    return int(tx.must(_COUNT, group=group)["count"])
