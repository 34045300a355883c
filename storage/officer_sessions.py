"""Browsers in which an officer is logged in. The cookie holds 256 random bits; only its hash is stored."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from storage.officer_tables import officer_sessions as sessions
from storage.statement import Row, Statement, Tx, adding
from storage.vault import Vault

MINUTE = 60 * 1000
IDLE = {"full": 30 * MINUTE, "code": 10 * MINUTE, "setup": 30 * MINUTE}  # unused for so long it ends
ABSOLUTE = 10 * 60 * MINUTE  # a working day
TOUCH = MINUTE  # `seen_at` is written no oftener
DETAILS, FLASH = "officer_sessions.details", "officer_sessions.flash"
_ADD = Statement(adding(sessions, "hash", "officer_id", "stage", "details", "created_at", "seen_at"))
_FIND = Statement(select(sessions).where(sessions.c.hash == bindparam("of")))
_OF = Statement(
    select(sessions).where(sessions.c.officer_id == bindparam("officer")).order_by(sessions.c.created_at)
)
_TOUCH = Statement(
    update(sessions).where(sessions.c.hash == bindparam("of")).values(seen_at=bindparam("seen_at"))
)
_FLASH = Statement(
    update(sessions).where(sessions.c.hash == bindparam("of")).values(flash=bindparam("flash"))
)
_KEEP = Statement(
    update(sessions).where(sessions.c.hash == bindparam("of")).values(details=bindparam("details"))
)
_END = Statement(delete(sessions).where(sessions.c.hash == bindparam("of")))
_END_ALL = Statement(delete(sessions).where(sessions.c.officer_id == bindparam("officer")))
_END_OTHERS = Statement(
    delete(sessions).where(sessions.c.officer_id == bindparam("officer"), sessions.c.hash != bindparam("of"))
)
_FORGET = Statement(delete(sessions).where(sessions.c.created_at < bindparam("before")))


@dataclass(frozen=True)
class Session:
    """`stage`: setup (the app is to be set up), code (the app's code is asked for) or full (logged in).

    `details`: agent and address of the browser, the secret of an app that is being set up; `flash`: a key of
    the words and its details for the next page.
    """

    hash: bytes
    officer: int
    stage: str
    details: Mapping[str, str]
    flash: tuple[str, Mapping[str, Any]] | None
    created_at: int
    seen_at: int


def begin(tx: Tx, vault: Vault, officer: int, stage: str, details: Mapping[str, str], now: int) -> str:
    """A new session; what its cookie has to hold."""
    token = secrets.token_urlsafe(32)
    sealed = vault.seal_json(dict(details), DETAILS)
    tx.run(_ADD, hash=hash_of(vault, token), officer_id=officer, stage=stage, details=sealed,
           created_at=now, seen_at=now)  # fmt: skip
    return token


def find(tx: Tx, vault: Vault, token: str, now: int) -> Session | None:
    """The session of a cookie, while it lasts."""
    row = tx.one(_FIND, of=hash_of(vault, token)) if token else None
    return _session(vault, row) if row and lasts(row, now) else None


def lasts(row: Row, now: int) -> bool:
    """Neither idle too long nor too old altogether."""
    return bool(now - row["seen_at"] < IDLE[row["stage"]] and now - row["created_at"] < ABSOLUTE)


def of_officer(tx: Tx, vault: Vault, officer: int, now: int) -> list[Session]:
    """The officer's sessions that last, oldest first."""
    return [_session(vault, row) for row in tx.all(_OF, officer=officer) if lasts(row, now)]


def touch(tx: Tx, session: Session, now: int) -> None:
    """The session was used just now."""
    tx.run(_TOUCH, of=session.hash, seen_at=now)


def keep(tx: Tx, vault: Vault, session: Session, details: Mapping[str, str]) -> None:
    """What is known of the session, in the place of what was."""
    tx.run(_KEEP, of=session.hash, details=vault.seal_json(dict(details), DETAILS))


def leave(tx: Tx, vault: Vault, hash: bytes, key: str, details: Mapping[str, Any]) -> None:
    """The next page says this."""
    tx.run(_FLASH, of=hash, flash=vault.seal_json([key, dict(details)], FLASH))


def said(tx: Tx, session: Session) -> None:
    """What was to be said has been said."""
    tx.run(_FLASH, of=session.hash, flash=None)


def end(tx: Tx, hash: bytes) -> None:
    tx.run(_END, of=hash)


def end_all(tx: Tx, officer: int) -> int:
    """Every browser of the officer has to log in again; how many those were."""
    return tx.run(_END_ALL, officer=officer)


def end_others(tx: Tx, session: Session) -> int:
    """Every browser of the officer but this one."""
    return tx.run(_END_OTHERS, officer=session.officer, of=session.hash)


def forget(tx: Tx, before: int) -> int:
    """Drop sessions that began before a moment."""
    return tx.run(_FORGET, before=before)


def hash_of(vault: Vault, token: str) -> bytes:
    return vault.find(token, "officer.session")


def _session(vault: Vault, row: Row) -> Session:
    flash = vault.open_json(row["flash"], FLASH) if row["flash"] else None
    return Session(row["hash"], row["officer_id"], row["stage"], vault.open_json(row["details"], DETAILS),
                   (flash[0], flash[1]) if flash else None, row["created_at"], row["seen_at"])  # fmt: skip
