"""What waits for an officer, counted by where it lies: registrations, groups without a coordinator.

Of cases: case_queue.py.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from storage.statement import Row, Statement, Tx, among
from storage.tables import group_chats, groups, registrations

WAITING = ("submitted", "returned", "verified", "waiting_list")
_REGISTRATIONS = Statement(
    select(
        registrations.c.programme, registrations.c.village, registrations.c.status, groups.c.kind,
        groups.c.place, func.count().label("count"),
    )
    .outerjoin(groups, groups.c.id == registrations.c.group_id)
    .where(among(registrations.c.status, WAITING))
    .group_by(
        registrations.c.programme, registrations.c.village, registrations.c.status, groups.c.kind,
        groups.c.place,
    )
)  # fmt: skip
_UNLED = Statement(
    select(groups)
    .outerjoin(group_chats, (group_chats.c.group_id == groups.c.id) & group_chats.c.until.is_(None))
    .where(groups.c.status == "open", group_chats.c.id.is_(None), groups.c.ends >= bindparam("today"))
)


def registrations_waiting(tx: Tx) -> list[Row]:
    """How many registrations wait: programme, village, status, kind and place of the group, count."""
    return tx.all(_REGISTRATIONS)


def groups_unled(tx: Tx, today: str) -> list[Row]:
    """The open groups that nobody coordinates; `today` as an ISO date."""
    return tx.all(_UNLED, today=today)
