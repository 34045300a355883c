"""Who sends which reply: a process takes replies for a while, and those of one chat never two at once.

A chat's replies are all in one process's hands, so that they go in order however many processes send.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, exists, or_, select, update

from bot.conversation.messages import Reply
from storage import outbox as replies
from storage.errors import StorageError
from storage.outbox import Queued, Settled
from storage.statement import Row, Statement, Tx
from storage.tables import WAITING, outbox, waits
from storage.vault import Vault

DOOR = 7_205_002  # two processes that take at the same time would not see what the other takes
_other = outbox.alias("other")
_ELSEWHERE = exists().where(
    _other.c.chat_id == outbox.c.chat_id,
    waits(_other),
    _other.c.owner != 0,
    _other.c.owner != bindparam("process"),
    _other.c.leased_until >= bindparam("now"),
)
_FREE = (
    select(outbox.c.id)
    .where(
        WAITING,
        outbox.c.channel == bindparam("of_channel"),
        or_(outbox.c.owner == 0, outbox.c.leased_until < bindparam("now")),
        ~_ELSEWHERE,
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("free")
)
_CLAIM = Statement(
    update(outbox)
    .where(outbox.c.id.in_(select(_FREE.c.id)))
    .values(owner=bindparam("process"), leased_until=bindparam("until"))
    .returning(*outbox.c)
)
# Ours is what still has the lease we know of: whoever takes a row gives it another.
_OURS = (outbox.c.id == bindparam("row"), WAITING, outbox.c.leased_until == bindparam("known"))
_RENEW = Statement(update(outbox).where(*_OURS).values(leased_until=bindparam("until")))
_GIVE_BACK = Statement(update(outbox).where(*_OURS).values(owner=0, leased_until=0))
_KEEP = Statement(select(outbox.c.id).where(*_OURS).with_for_update())
_TAKE_BACK = Statement(delete(outbox).where(*_OURS))
_RELEASE = Statement(
    update(outbox).where(WAITING, outbox.c.owner != bindparam("process")).values(owner=0, leased_until=0)
)


def claim(tx: Tx, vault: Vault, channel: str, now: int, until: int, most: int) -> list[Queued]:
    """Take up to `most` waiting replies of a channel that nobody is sending; the most urgent first."""
    if not tx.first_at(DOOR):
        return []
    rows = tx.all(_CLAIM, of_channel=channel, now=now, until=until, most=most, process=tx.process.number)
    found = [_readable(tx, vault, row) for row in sorted(rows, key=lambda row: (row["priority"], row["id"]))]
    return [queued for queued in found if queued]


def _readable(tx: Tx, vault: Vault, row: Row) -> Queued | None:
    """A reply that can't be opened must not keep the others from being sent."""
    try:
        reply = vault.open_as(Reply, row["reply"], replies.PLACE)
    except StorageError:
        replies.settle(tx, [Settled(row["id"], "failed", row["attempts"], None, "unreadable")])
        return None
    return Queued(row["id"], row["chat_id"], row["channel"], row["address"], reply, row["priority"],
                  row["attempts"], row["at"], row["leased_until"])  # fmt: skip


def renew(tx: Tx, leased: Mapping[int, int], until: int) -> Mapping[int, bool]:
    """Keep replies until a later moment: `leased` until when each is ours; False for what is not any more."""
    return {row: tx.run(_RENEW, row=row, known=known, until=until) == 1 for row, known in leased.items()}


def give_back(tx: Tx, leased: Mapping[int, int]) -> int:
    """Let whoever looks first send what is ours: how many."""
    return sum(tx.run(_GIVE_BACK, row=row, known=known) for row, known in leased.items())


def keep(tx: Tx, row: int, known: int) -> bool:
    """Is a reply still ours, until the commit?"""
    return tx.one(_KEEP, row=row, known=known) is not None


def take_back(tx: Tx, row: int, known: int) -> None:
    """A reply of ours is as if it had never been written."""
    tx.run(_TAKE_BACK, row=row, known=known)


def release_others(tx: Tx) -> int:
    """Nobody else is sending anything: only for a database that one process uses."""
    return tx.run(_RELEASE, process=tx.process.number)
