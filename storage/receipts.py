"""What became of a list as a whole: the receipt of its coordinator, and what is said beside each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, or_, select

from rules.groups import Left
from rules.lines import Line, Receipt
from storage import waiting_lines
from storage.list_lines import line_of
from storage.lists import GroupList
from storage.statement import Statement, Tx
from storage.tables import list_lines, registrations
from storage.vault import Vault

MOST_CHANGED = 5
_COUNTS = Statement(
    select(list_lines.c.status, func.count().label("count"))
    .where(list_lines.c.list_id == bindparam("list"))
    .group_by(list_lines.c.status)
)
_ON_WAITING_LIST = Statement(
    select(func.count().label("count"))
    .select_from(list_lines)
    .join(registrations, registrations.c.id == list_lines.c.registration_id)
    .where(
        list_lines.c.list_id == bindparam("list"),
        or_(list_lines.c.status == "accepted", list_lines.c.status == "changed"),  # who came in by it
        registrations.c.status == "waiting_list",
    )
)
_CHANGED = Statement(
    select(list_lines)
    .where(list_lines.c.list_id == bindparam("list"), list_lines.c.status == "changed")
    .order_by(list_lines.c.number)
    .limit(MOST_CHANGED)
)
_VERDICTS = Statement(
    select(list_lines, registrations.c.status.label("registered"))
    .outerjoin(registrations, registrations.c.id == list_lines.c.registration_id)
    .where(list_lines.c.list_id == bindparam("list"), list_lines.c.number > bindparam("after"))
    .order_by(list_lines.c.number)
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Verdict:
    """What became of a line; `registered`: where the registration stands that it became, if it did."""

    line: Line
    registered: str | None


def receipt(tx: Tx, vault: Vault, one: GroupList, room: Left | None) -> Receipt:
    """What has become of a list by now; `room`: the places that are left."""
    counts = {row["status"]: int(row["count"]) for row in tx.all(_COUNTS, list=one.id)}
    on_list = int(tx.must(_ON_WAITING_LIST, list=one.id)["count"])
    mine = waiting_lines.of_list(tx, vault, one.group, one.id)
    changed = tuple(line_of(vault, row) for row in tx.all(_CHANGED, list=one.id))
    return Receipt(one.id, one.name, counts, on_list, mine, room, changed)


def verdicts(tx: Tx, vault: Vault, id: int, after: int, most: int) -> Sequence[Verdict]:
    """What became of the lines after that number, in order, so many at once."""
    rows = tx.all(_VERDICTS, list=id, after=after, most=most)
    return [Verdict(line_of(vault, row), row["registered"]) for row in rows]
