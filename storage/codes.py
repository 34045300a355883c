"""One-time codes: eight letters that can be read out over the telephone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update

from storage.statement import Statement, Tx, adding
from storage.tables import codes
from storage.vault import Vault

LETTERS = "ACDEFHJKLMNPRTUVWXY34679"  # none that is heard or read as another
LENGTH = 8
_ADD = Statement(adding(codes, "hash", "kind", "person_id", "payload", "expires_at"))
_FIND = Statement(select(codes).where(codes.c.hash == bindparam("of")).with_for_update())
_USE = Statement(
    update(codes)
    .where(
        codes.c.hash == bindparam("of"),
        codes.c.used_at.is_(None),
        codes.c.expires_at >= bindparam("used_at"),
    )
    .values(used_at=bindparam("used_at"), used_by=bindparam("used_by"))
)
_REVOKE = Statement(
    update(codes)
    .where(
        codes.c.kind == bindparam("of_kind"),
        codes.c.payload == bindparam("of"),
        codes.c.used_at.is_(None),
        codes.c.expires_at > bindparam("now"),
    )
    .values(expires_at=bindparam("now") - 1)
)
_FORGET = Statement(delete(codes).where(codes.c.expires_at < bindparam("before")))


@dataclass(frozen=True)
class Code:
    """What a code stands for. `state` is good, used or expired."""

    kind: str
    person: int | None
    payload: str | None
    state: str


def make(
    tx: Tx,
    vault: Vault,
    kind: str,
    person: int | None,
    expires_at: int,
    payload: str | None = None,
    length: int = LENGTH,
) -> str:
    """A new code; only its hash is stored."""
    code = "".join(secrets.choice(LETTERS) for _ in range(length))
    values = {"kind": kind, "person_id": person, "payload": payload, "expires_at": expires_at}
    tx.run(_ADD, hash=vault.find(code, "code"), **values)
    return code


def look(tx: Tx, vault: Vault, code: str, now: int) -> Code | None:
    """What a code stands for, whether or not it can still be used."""
    row = tx.one(_FIND, of=vault.find(plain(code), "code"))
    if row is None:
        return None
    state = "used" if row["used_at"] else "expired" if row["expires_at"] < now else "good"
    return Code(row["kind"], row["person_id"], row["payload"], state)


def use(tx: Tx, vault: Vault, code: str, chat: int | None, now: int) -> bool:
    """Spend a code; False when somebody was faster, or when it is too late. `chat`: None, by an officer."""
    return tx.run(_USE, of=vault.find(plain(code), "code"), used_at=now, used_by=chat) == 1


def revoke(tx: Tx, kind: str, payload: str, now: int) -> int:
    """Nobody can use the codes of that kind and payload any more; how many those were."""
    return tx.run(_REVOKE, of_kind=kind, of=payload, now=now)


def forget(tx: Tx, before: int) -> int:
    """Drop the codes that could be used until before a moment."""
    return tx.run(_FORGET, before=before)


def plain(code: str) -> str:
    """As typed: "abcd-efgh" is "ABCDEFGH"."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
