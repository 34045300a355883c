"""Chats and their sessions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from bot.conversation.session import Session
from storage.statement import Statement, Tx, adding
from storage.tables import chats
from storage.vault import Vault

PLACE = "chats.session"
FIELDS = (
    "channel",
    "address",
    "session",
    "step",
    "pending",
    "reminded",
    "blocked",
    "talked_at",
    "created_at",
)
_FIND = Statement(
    select(chats)
    .where(chats.c.channel == bindparam("channel"), chats.c.address == bindparam("address"))
    .with_for_update()
)
_ADD = Statement(adding(chats, *FIELDS).returning(chats.c.id))
_SAVE = Statement(
    update(chats)
    .where(chats.c.id == bindparam("chat"))
    .values({name: bindparam(name) for name in ("session", "step", "pending", "blocked", "talked_at")})
)
_BLOCK = Statement(update(chats).where(chats.c.id == bindparam("chat")).values(blocked=bindparam("blocked")))
_REMINDED = Statement(update(chats).where(chats.c.id == bindparam("chat")).values(reminded=chats.c.step))
_SILENT = Statement(
    select(chats.c.id, chats.c.channel, chats.c.address, chats.c.step)
    .where(
        chats.c.pending == 1,
        chats.c.blocked == 0,
        chats.c.talked_at < bindparam("before"),
        chats.c.reminded != chats.c.step,
    )
    .order_by(chats.c.talked_at)
    .limit(500)
)


@dataclass(frozen=True)
class Chat:
    """A place to talk. `address` is the channel's own name for it."""

    id: int
    channel: str
    address: str
    session: Session
    blocked: bool = False


@dataclass(frozen=True)
class Silent:
    """A chat in which a question has waited long."""

    id: int
    channel: str
    address: str
    step: int


def enter(tx: Tx, vault: Vault, channel: str, address: str, now: int, language: str) -> Chat:
    """The chat, locked until the commit; made when it is new. `now` in milliseconds."""
    row = tx.one(_FIND, channel=channel, address=address)
    if row is None:
        return _new(tx, vault, channel, address, now, language)
    session = vault.open_as(Session, row["session"], PLACE)
    return Chat(row["id"], channel, address, session, bool(row["blocked"]))


def _new(tx: Tx, vault: Vault, channel: str, address: str, now: int, language: str) -> Chat:
    session = Session(language=language)
    values = {"session": vault.seal_json(session, PLACE), "talked_at": now, "created_at": now}
    zero = dict.fromkeys(("step", "pending", "reminded", "blocked"), 0)
    row = tx.must(_ADD, channel=channel, address=address, **values, **zero)
    return Chat(row["id"], channel, address, session)


def save(tx: Tx, vault: Vault, chat: Chat, session: Session, now: int) -> None:
    """Keep the session; a chat that writes is not blocked any more."""
    sealed = vault.seal_json(session, PLACE)
    pending = int(bool(session.talks))
    tx.run(_SAVE, chat=chat.id, session=sealed, step=session.step, pending=pending, blocked=0, talked_at=now)


def block(tx: Tx, chat: int, blocked: bool) -> None:
    """The person has blocked the bot, or let it in again."""
    tx.run(_BLOCK, chat=chat, blocked=int(blocked))


def silent_since(tx: Tx, before: int) -> list[Silent]:
    """Up to 500 chats in which a question waits since before that moment, and that were not reminded of it."""
    return [Silent(**row) for row in tx.all(_SILENT, before=before)]


def reminded(tx: Tx, chat: int) -> None:
    """A question is reminded of once."""
    tx.run(_REMINDED, chat=chat)
