"""What came in: the key of each message, so that none is handled twice, and what was said, sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from bot.conversation.messages import Said
from storage.statement import Row, Statement, Tx, adding
from storage.tables import chats, inbox, quarantine
from storage.vault import Vault

PLACE = "inbox.said"
MOST = 2000  # keys forgotten in one transaction, so that nobody waits long for it
_ADD = Statement(adding(inbox, "channel", "key", "chat_id", "said", "at").on_conflict_do_nothing())
_OWN = Statement(
    select(inbox.c.key, inbox.c.said, inbox.c.at)
    .join(chats, chats.c.id == inbox.c.chat_id)
    .where(
        chats.c.channel == bindparam("channel"),
        chats.c.address == bindparam("address"),
        inbox.c.at >= bindparam("since"),
    )
    .order_by(inbox.c.at, inbox.c.key)
)
_HEARD = Statement(
    select(inbox.c.at).where(inbox.c.channel == bindparam("channel"), inbox.c.key == bindparam("key"))
)
_FORGET = Statement(delete(inbox).where(inbox.c.at < bindparam("before")))
_CUT = Statement(
    select(inbox.c.at).where(inbox.c.at < bindparam("before")).order_by(inbox.c.at).limit(1).offset(MOST)
)
_QUARANTINE = Statement(adding(quarantine, "channel", "key", "address", "message", "problem", "at"))
_WAITING = Statement(select(quarantine).where(quarantine.c.settled_at.is_(None)).order_by(quarantine.c.id))
_COUNT = Statement(select(func.count().label("count")).where(quarantine.c.settled_at.is_(None)))
_FORGET_SETTLED = Statement(delete(quarantine).where(quarantine.c.settled_at < bindparam("before")))
_SETTLE = Statement(
    update(quarantine).where(quarantine.c.id == bindparam("row")).values(settled_at=bindparam("settled_at"))
)


def first_time(
    tx: Tx, vault: Vault, channel: str, key: str, chat: int | None, said: Said | None, now: int
) -> bool:
    """Keep the message under its key; False when it was handled before."""
    sealed = vault.seal_json(said, PLACE) if said else None
    return tx.run(_ADD, channel=channel, key=key, chat_id=chat, said=sealed, at=now) == 1


def heard(tx: Tx, channel: str, key: str) -> bool:
    """Was a message with that key handled already?"""
    return tx.one(_HEARD, channel=channel, key=key) is not None


def own(tx: Tx, vault: Vault, channel: str, address: str, since: int) -> list[tuple[str, Said, int]]:
    """What the person said in a chat since a moment: (key, said, moment), oldest first."""
    rows = tx.all(_OWN, channel=channel, address=address, since=since)
    return [(row["key"], vault.open_as(Said, row["said"], PLACE), row["at"]) for row in rows]


def forget(tx: Tx, before: int) -> int:
    """Drop keys older than a moment, some 2000 at a time: how many. No platform delivers again after that."""
    cut = tx.one(_CUT, before=before)
    return tx.run(_FORGET, before=cut["at"] + 1 if cut else before)


def set_aside(
    tx: Tx, vault: Vault, channel: str, key: str, address: str, message: Any, problem: str, now: int
) -> None:
    """Put a message that can't be played into quarantine; `message` is JSON."""
    sealed = vault.seal_json(message, "quarantine.message")
    values = {"channel": channel, "key": key, "address": address, "message": sealed, "problem": problem}
    tx.run(_QUARANTINE, at=now, **values)


def quarantined(tx: Tx, vault: Vault) -> list[tuple[Row, Any]]:
    """The messages that wait in quarantine, oldest first."""
    return [(row, vault.open_json(row["message"], "quarantine.message")) for row in tx.all(_WAITING)]


def count_quarantined(tx: Tx) -> int:
    """How many messages wait in quarantine."""
    return int(tx.must(_COUNT)["count"])


def settled(tx: Tx, row: int, now: int) -> None:
    """A message of the quarantine was played."""
    tx.run(_SETTLE, row=row, settled_at=now)


def forget_settled(tx: Tx, before: int) -> int:
    """Drop the messages that were played before a moment."""
    return tx.run(_FORGET_SETTLED, before=before)
