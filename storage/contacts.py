"""Telephone numbers that a channel vouches for: one of each chat, sealed, found by a keyed hash.

A number is no proof of who writes: it may be shared, hidden, or given to somebody else later.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from storage.statement import Statement, Tx, adding
from storage.tables import chats, contacts
from storage.vault import Vault

PLACE = "contacts.value"
PHONE = "phone"
_OF_CHAT = (contacts.c.chat_id == bindparam("chat"), contacts.c.kind == PHONE)
_SAME = Statement(select(contacts.c.at).where(*_OF_CHAT, contacts.c.hash == bindparam("hash")))
_put = adding(contacts, "chat_id", "kind", "value", "hash", "at")
_PUT = Statement(
    _put.on_conflict_do_update(
        index_elements=["chat_id", "kind"],
        set_={name: _put.excluded[name] for name in ("value", "hash", "at")},
    )
)
_VALUE = Statement(select(contacts.c.value).where(*_OF_CHAT))
_CHANGED = Statement(
    update(contacts)
    .where(
        contacts.c.kind == PHONE,
        contacts.c.hash == bindparam("old"),
        contacts.c.chat_id.in_(select(chats.c.id).where(chats.c.channel == bindparam("channel"))),
    )
    .values({name: bindparam(name) for name in ("value", "hash", "at")})
)
_CHATS = Statement(
    select(contacts.c.chat_id, chats.c.channel, chats.c.address, contacts.c.at)
    .join(chats, chats.c.id == contacts.c.chat_id)
    .where(contacts.c.kind == PHONE, contacts.c.hash == bindparam("hash"))
    .order_by(contacts.c.at.desc(), contacts.c.chat_id.desc())
)


@dataclass(frozen=True)
class Reached:
    """A chat whose channel says that its person has a number, and since when it does (milliseconds)."""

    chat: int
    channel: str
    address: str
    at: int


def note_phone(tx: Tx, vault: Vault, chat: int, phone: str, now: int) -> None:
    """The channel says that the person of this chat has this number (+62...)."""
    hash = _hash(vault, phone)
    if tx.one(_SAME, chat=chat, hash=hash) is None:
        value = vault.seal(phone.encode(), PLACE)
        tx.run(_PUT, chat_id=chat, kind=PHONE, value=value, hash=hash, at=now)


def phone_of(tx: Tx, vault: Vault, chat: int) -> str | None:
    """The number that the channel vouched for last."""
    row = tx.one(_VALUE, chat=chat)
    return vault.open(row["value"], PLACE).decode() if row else None


def phone_changed(tx: Tx, vault: Vault, channel: str, old: str, new: str, now: int) -> None:
    """A channel says that whoever had one number has another now."""
    value = vault.seal(new.encode(), PLACE)
    values = {"old": _hash(vault, old), "hash": _hash(vault, new)}
    tx.run(_CHANGED, channel=channel, value=value, at=now, **values)


def chats_of_phone(tx: Tx, vault: Vault, phone: str) -> list[Reached]:
    """The chats of a number (+62...), the one that has it since lately first: it may have changed hands."""
    rows = tx.all(_CHATS, hash=_hash(vault, phone))
    return [Reached(row["chat_id"], row["channel"], row["address"], row["at"]) for row in rows]


def _hash(vault: Vault, phone: str) -> bytes:
    return vault.find(phone, "phone")
