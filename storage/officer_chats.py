"""The chat in which an officer tries announcements out, joined by a one-time code."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from storage import codes
from storage.statement import Row, Statement, Tx, adding
from storage.tables import chats, officer_chats
from storage.vault import Vault

KIND = "officer_chat"
LASTS = 3600 * 1000  # milliseconds
_JOIN = Statement(
    (joined := adding(officer_chats, "officer_id", "chat_id", "at")).on_conflict_do_update(
        index_elements=["officer_id"],
        set_={"chat_id": joined.excluded["chat_id"], "at": joined.excluded["at"]},
    )
)
_OF = Statement(
    select(chats.c.id, chats.c.channel, chats.c.address, officer_chats.c.at)
    .join(chats, chats.c.id == officer_chats.c.chat_id)
    .where(officer_chats.c.officer_id == bindparam("officer"))
)


def code(tx: Tx, vault: Vault, officer: int, now: int) -> str:
    """A code that joins whatever chat it is typed in, good for an hour; those of before are not."""
    codes.revoke(tx, KIND, str(officer), now)
    return codes.make(tx, vault, KIND, None, now + LASTS, str(officer))


def join(tx: Tx, officer: int, chat: int, now: int) -> None:
    """This is the officer's chat from now on, in the place of another."""
    tx.run(_JOIN, officer_id=officer, chat_id=chat, at=now)


def of(tx: Tx, officer: int) -> Row | None:
    """The officer's chat: id, channel, address, at (milliseconds)."""
    return tx.one(_OF, officer=officer)
