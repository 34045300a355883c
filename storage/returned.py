"""The registrations of which answers are asked again, as the chats that may give them find them. Of who is
reported dead nothing is asked: an officer decides.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, and_, bindparam, exists, func, select

from storage.deaths import is_dead
from storage.statement import Statement, Tx
from storage.tables import group_chats, groups, links, registrations

_CHAT = bindparam("chat", type_=BigInteger)
_RETURNED = and_(registrations.c.status == "returned", ~is_dead(registrations.c.person_id))
_SPOKEN_FOR = exists().where(links.c.person_id == registrations.c.person_id)
_OWN = Statement(
    select(registrations.c.id)
    .join(links, links.c.person_id == registrations.c.person_id)
    .where(links.c.chat_id == _CHAT, _RETURNED)
    .order_by(registrations.c.id)
)
_LED = Statement(
    select(registrations.c.id)
    .join(groups, groups.c.id == registrations.c.group_id)
    .join(group_chats, group_chats.c.group_id == groups.c.id)
    .where(
        group_chats.c.chat_id == _CHAT, group_chats.c.until.is_(None), groups.c.status == "open", _RETURNED,
        ~_SPOKEN_FOR,
    )
    .order_by(registrations.c.id)
)  # fmt: skip
_COUNT_OF_GROUP = Statement(
    select(func.count().label("count")).where(
        registrations.c.group_id == bindparam("group", type_=BigInteger), _RETURNED, ~_SPOKEN_FOR
    )
)


def own(tx: Tx, chat: int) -> list[int]:
    """Of the people a chat speaks for, the oldest first."""
    return [row["id"] for row in tx.all(_OWN, chat=chat)]


def led(tx: Tx, chat: int) -> list[int]:
    """Of the people in the groups that a chat coordinates, for whom no chat speaks."""
    return [row["id"] for row in tx.all(_LED, chat=chat)]


def of_group(tx: Tx, group: int) -> int:
    """How many people of a group, for whom no chat speaks, wait for answers of its coordinator."""
    return int(tx.must(_COUNT_OF_GROUP, group=group)["count"])
