"""Which chats have new replies, whichever process wrote them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from storage.statement import Statement, Tx
from storage.tables import outbox

_LAST = Statement(select(func.max(outbox.c.id).label("last")))
_SINCE = Statement(
    select(outbox.c.id, outbox.c.channel, outbox.c.address)
    .where(outbox.c.id > bindparam("after"))
    .order_by(outbox.c.id)
)


@dataclass(frozen=True)
class Arrived:
    """The number of the last reply, and the chats of one channel that have got one."""

    last: int
    addresses: frozenset[str]


def last(tx: Tx) -> int:
    """The number of the last reply of all, 0 where there is none."""
    return tx.must(_LAST)["last"] or 0


def since(tx: Tx, channel: str, after: int) -> Arrived:
    """What has come after a reply of this number."""
    rows = tx.all(_SINCE, after=after)
    addresses = frozenset(row["address"] for row in rows if row["channel"] == channel)
    return Arrived(max((row["id"] for row in rows), default=after), addresses)
