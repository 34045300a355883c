"""The audit trail: who read what, did what, was refused what. Each row is chained to the one before.

A row's hash is keyed and over everything in it, so whoever has the database and not the key can neither
change a row nor add one; one that is gone leaves a gap. What is cut off at the end is seen by the head
(audit_head.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, func, select

from storage import audit_seen
from storage.audit_seen import SEEN, Seen, written
from storage.officer_tables import audit
from storage.statement import Row, Statement, Tx, adding
from storage.vault import Vault

PLACE, KIND = "audit.details", "audit"
DOOR = b"audit trail"
BEGINNING = bytes(32)  # stands before the first row
NEWEST = 2**62
_COLUMNS = ("seq", "at", "officer_id", "act", "record", "record_id", "spot", "details", "previous", "hash")
_ADD = Statement(adding(audit, *_COLUMNS))
_HEAD = Statement(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1))
_AFTER = Statement(
    select(audit).where(audit.c.seq > bindparam("seq")).order_by(audit.c.seq).limit(bindparam("most"))
)
_NEWEST_FIRST = (
    select(audit).where(audit.c.seq < bindparam("seq")).order_by(audit.c.seq.desc()).limit(bindparam("most"))
)
_BEFORE = Statement(_NEWEST_FIRST)
_BEFORE_OF = Statement(_NEWEST_FIRST.where(audit.c.officer_id == bindparam("officer")))
_BETWEEN = Statement(
    select(audit)
    .where(audit.c.seq >= bindparam("first"), audit.c.seq <= bindparam("last"))
    .order_by(audit.c.seq.desc())
)
_COUNT = Statement(select(func.count().label("count")).select_from(audit))


@dataclass(frozen=True)
class Entry:
    """What is to be noted. `officer`: None for the command line and for who is not known; `record` and
    `id`: what it was done to; `spot`: where that lies (rules.officers.Spot.written); `details` hold
    codes, never a NIK; whose data stood on a page is among them (`told`).
    """

    at: int
    officer: int | None
    act: str
    record: str = ""
    id: str = ""
    spot: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def told(details: Mapping[str, Any], seen: Seen | None) -> dict[str, Any]:
    """Details with what was seen: the numbers of the records whose data stood on a page, or in a file."""
    numbers = written(seen or {})
    return {**details, SEEN: numbers} if numbers else dict(details)


@dataclass(frozen=True)
class Noted:
    """A row as it stands in the trail."""

    seq: int
    entry: Entry


@dataclass(frozen=True)
class Head:
    """The newest row of the trail; (0, BEGINNING) while it is empty."""

    seq: int
    hash: bytes


def note(tx: Tx, vault: Vault, entry: Entry) -> Head:
    """Add a row, in the transaction of what it tells of. Writers come one after the other until the
    commit.
    """
    tx.alone_at(DOOR)
    last = head(tx)
    details = _json(dict(entry.details))
    plain = _Plain(last.seq + 1, entry, details, last.hash)
    hash = plain.hash(vault)
    tx.run(_ADD, seq=plain.seq, at=entry.at, officer_id=entry.officer, act=entry.act, record=entry.record,
           record_id=entry.id, spot=entry.spot, details=vault.seal(details, PLACE), previous=last.hash,
           hash=hash)  # fmt: skip
    audit_seen.add(tx, plain.seq, audit_seen.keys_of(entry.record, entry.id, entry.details))
    return Head(plain.seq, hash)


def head(tx: Tx) -> Head:
    """The newest row."""
    row = tx.one(_HEAD)
    return Head(row["seq"], row["hash"]) if row else Head(0, BEGINNING)


def count(tx: Tx) -> int:
    return int(tx.must(_COUNT)["count"])


def before(tx: Tx, vault: Vault, seq: int, most: int) -> list[Noted]:
    """Rows older than a number, the newest first. Raises StorageError where one was altered."""
    return [opened(vault, row) for row in rows_before(tx, seq, most)]


def rows_before(tx: Tx, seq: int, most: int, officer: int | None = None) -> list[Row]:
    """The same as they are stored, of one officer or of all: most are looked at and few are opened."""
    if officer is None:
        return tx.all(_BEFORE, seq=seq, most=most)
    return tx.all(_BEFORE_OF, seq=seq, most=most, officer=officer)


def after(tx: Tx, seq: int, most: int) -> list[Row]:
    """Rows newer than a number as they are stored, oldest first: what a check reads."""
    return tx.all(_AFTER, seq=seq, most=most)


def rows_of(tx: Tx, block: int, before: int, officer: int | None = None) -> list[Row]:
    """The rows of a block (audit_seen.py) that are older than a number, the newest first, as stored."""
    first = block * audit_seen.BLOCK + 1
    asked = {"first": first, "last": min(before, first + audit_seen.BLOCK) - 1}
    found = tx.all(_BETWEEN, **asked)
    return found if officer is None else [row for row in found if row["officer_id"] == officer]


def hash_of(vault: Vault, row: Row) -> bytes:
    """The hash that a stored row should have. Raises StorageError where its details do not open."""
    entry = Entry(row["at"], row["officer_id"], row["act"], row["record"], row["record_id"], row["spot"])
    return _Plain(row["seq"], entry, vault.open(row["details"], PLACE), row["previous"]).hash(vault)


@dataclass(frozen=True)
class _Plain:
    """All that a row's hash is over: the details as they were before sealing, so that they can be sealed
    anew.
    """

    seq: int
    entry: Entry
    details: bytes
    previous: bytes

    def hash(self, vault: Vault) -> bytes:
        e = self.entry
        told = [self.seq, e.at, e.officer, e.act, e.record, e.id, e.spot, self.details.decode()]
        return vault.find_bytes(self.previous + _json(told), KIND)


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def opened(vault: Vault, row: Row) -> Noted:
    """A row with its details. Raises StorageError where they were altered."""
    details = vault.open_json(row["details"], PLACE)
    return Noted(row["seq"], Entry(row["at"], row["officer_id"], row["act"], row["record"], row["record_id"],
                                   row["spot"], details))  # fmt: skip
