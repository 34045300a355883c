"""What happened to a record, in order: who, when, from which chat, why. Written once, never changed."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from rules.records import Event
from storage.statement import Row, Statement, Tx, adding
from storage.tables import events
from storage.vault import Vault

PLACE = "events.details"
_ADD = Statement(
    adding(events, "record", "record_id", "kind", "at", "actor", "chat_id", "reason", "details").returning(
        events.c.id
    )
)
_OF = Statement(
    select(events)
    .where(events.c.record == bindparam("of_record"), events.c.record_id == bindparam("row"))
    .order_by(events.c.id)
)


def note(tx: Tx, vault: Vault, record: str, row: int, event: Event, chat: int | None) -> int:
    """Add to what happened to a record ("registration", "case"); the number of the event."""
    details = vault.seal_json(dict(event.details), PLACE) if event.details else None
    made = tx.must(_ADD, record=record, record_id=row, kind=event.kind, at=event.at, actor=event.actor,
                   chat_id=chat, reason=event.reason, details=details)  # fmt: skip
    return int(made["id"])


def of(tx: Tx, vault: Vault, record: str, row: int) -> tuple[Event, ...]:
    """Everything that happened to a record, oldest first."""
    return tuple(event_of(vault, found) for found in tx.all(_OF, of_record=record, row=row))


def event_of(vault: Vault, row: Row) -> Event:
    """A row of the table, opened."""
    details = vault.open_json(row["details"], PLACE) if row["details"] else {}
    return Event(row["kind"], row["at"], row["actor"], row["reason"], details)
