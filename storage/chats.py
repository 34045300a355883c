"""Chats and their sessions. `blocked` is 0, CLOSED (the person lets nobody write) or QUIET (what can't be
sent before the person writes again is held).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from bot.conversation.session import Session
from storage import moves
from storage.statement import Row, Statement, Tx, adding
from storage.tables import chats
from storage.vault import Vault

PLACE = "chats.session"
CLOSED, QUIET = 1, 2
MOVES_WITHIN = 30 * 24 * 3600 * 1000  # a number that was silent for longer may be somebody else's by now
FIELDS = (
    "channel", "address", "session", "step", "pending", "reminded", "blocked", "talked_at", "created_at",
)  # fmt: skip
# Whoever has a chat keeps others from it, but not from adding or settling replies of it: two that have
# settled one and enter another would wait for each other.
_FIND = Statement(
    select(chats)
    .where(chats.c.channel == bindparam("channel"), chats.c.address == bindparam("address"))
    .with_for_update(key_share=True)
)
_ADD = Statement(adding(chats, *FIELDS).on_conflict_do_nothing().returning(chats.c.id))
_SAVE = Statement(
    update(chats)
    .where(chats.c.id == bindparam("chat"))
    .values({name: bindparam(name) for name in ("session", "step", "pending", "blocked", "talked_at")})
)
_SAY_FIRST = Statement(
    update(chats)
    .where(chats.c.id == bindparam("chat"))
    .values({name: bindparam(name) for name in ("session", "step", "pending")})
)
_BLOCK = Statement(update(chats).where(chats.c.id == bindparam("chat")).values(blocked=bindparam("blocked")))
_SHUT = Statement(
    update(chats)
    .where(chats.c.id == bindparam("chat"), chats.c.talked_at <= bindparam("since"))
    .values(blocked=bindparam("blocked"))
)
_TALKED = Statement(select(chats.c.talked_at).where(chats.c.id == bindparam("chat")))
_REMINDED = Statement(
    update(chats).where(chats.c.id == bindparam("chat")).values(reminded=bindparam("reminded"))
)
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

_OLDEST_BUT = Statement(
    select(chats.c.channel, chats.c.address)
    .where(chats.c.channel != bindparam("unseen"))
    .order_by(chats.c.id)
    .limit(1)
)
_WHERE = Statement(select(chats.c.channel, chats.c.address).where(chats.c.id == bindparam("chat")))


@dataclass(frozen=True)
class Chat:
    """A place to talk. `address` is the channel's own name for it. `quiet`: something is held for it.
    `left`: the question that waits was reminded of.
    """

    id: int
    channel: str
    address: str
    session: Session
    blocked: bool = False
    quiet: bool = False
    left: bool = False


@dataclass(frozen=True)
class Silent:
    """A chat in which a question has waited long."""

    id: int
    channel: str
    address: str
    step: int


def enter(
    tx: Tx, vault: Vault, channel: str, address: str, now: int, language: str, formerly: Sequence[str] = ()
) -> Chat:
    """The chat, locked until the commit; made when it is new. `now` in milliseconds.

    `formerly`: what else the platform may have called the same person: that chat is found under this address
    from now on.
    """
    row = tx.one(_FIND, channel=channel, address=address)
    if row is None and formerly and moves.move(tx, channel, formerly, address, now - MOVES_WITHIN):
        row = tx.must(_FIND, channel=channel, address=address)
    if row is None:
        made = _new(tx, vault, channel, address, now, language)
        if made:
            return made
        row = tx.must(_FIND, channel=channel, address=address)  # another process has just made it
    session = vault.open_as(Session, row["session"], PLACE)
    blocked = row["blocked"]
    left = bool(session.talks) and row["reminded"] == session.step
    return Chat(row["id"], channel, address, session, blocked == CLOSED, blocked == QUIET, left)


def _new(tx: Tx, vault: Vault, channel: str, address: str, now: int, language: str) -> Chat | None:
    session = Session(language=language)
    values = {"session": vault.seal_json(session, PLACE), "talked_at": now, "created_at": now}
    zero = dict.fromkeys(("step", "pending", "reminded", "blocked"), 0)
    row = tx.one(_ADD, channel=channel, address=address, **values, **zero)
    return Chat(row["id"], channel, address, session) if row else None


def save(tx: Tx, vault: Vault, chat: Chat, session: Session, now: int) -> None:
    """Keep the session; a chat that writes is not blocked any more."""
    sealed = vault.seal_json(session, PLACE)
    pending = int(bool(session.talks))
    tx.run(_SAVE, chat=chat.id, session=sealed, step=session.step, pending=pending, blocked=0, talked_at=now)


def say_first(tx: Tx, vault: Vault, chat: Chat, session: Session) -> None:
    """Keep the session after something that the person did not say: whether they listen is not known."""
    sealed = vault.seal_json(session, PLACE)
    tx.run(_SAY_FIRST, chat=chat.id, session=sealed, step=session.step, pending=int(bool(session.talks)))


def block(tx: Tx, chat: int, blocked: bool) -> None:
    """The person has blocked the bot, or let it in again."""
    tx.run(_BLOCK, chat=chat, blocked=int(blocked))


def shut(tx: Tx, chat: int, since: int) -> bool:
    """The person did not let us write at that moment; False when they have written again after it."""
    return tx.run(_SHUT, chat=chat, since=since, blocked=CLOSED) == 1


def hush(tx: Tx, chat: int, since: int) -> bool:
    """What was to be sent at that moment is held until the person writes; False when they have after it."""
    return tx.run(_SHUT, chat=chat, since=since, blocked=QUIET) == 1


def talked_at(tx: Tx, chat: int) -> int:
    """When the person said something last (milliseconds)."""
    return int(tx.must(_TALKED, chat=chat)["talked_at"])


def silent_since(tx: Tx, before: int) -> list[Silent]:
    """Up to 500 chats in which a question waits since before that moment, and not yet reminded of it."""
    return [Silent(**row) for row in tx.all(_SILENT, before=before)]


def reminded(tx: Tx, chat: int, step: int) -> None:
    """What was asked at that step has been reminded of; once is enough."""
    tx.run(_REMINDED, chat=chat, reminded=step)


def oldest_but(tx: Tx, channel: str) -> Row:
    """Channel and address of the chat that was there first, those of one channel aside."""
    return tx.must(_OLDEST_BUT, unseen=channel)


def where(tx: Tx, chat: int) -> tuple[str, str]:
    """Channel and address of a chat."""
    row = tx.must(_WHERE, chat=chat)
    return row["channel"], row["address"]
