"""Does a chat coordinate a group? Asked of every file that comes, so in one statement."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from storage.statement import Statement, Tx
from storage.tables import chats, group_chats, groups

_FIND = Statement(
    select(group_chats.c.id)
    .join(chats, chats.c.id == group_chats.c.chat_id)
    .join(groups, groups.c.id == group_chats.c.group_id)
    .where(
        chats.c.channel == bindparam("channel"),
        chats.c.address == bindparam("address"),
        group_chats.c.until.is_(None),
        groups.c.status == "open",
    )
    .limit(1)
)


def coordinates(tx: Tx, channel: str, address: str) -> bool:
    """Does it coordinate an open group now?"""
    return tx.one(_FIND, channel=channel, address=address) is not None
