"""Who waits for a place of a programme outside of groups, in order. Which place is free is not known here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, literal_column, select

from storage.statement import Row, Statement, Tx
from storage.tables import registrations

# A literal: PostgreSQL takes two parameters for two values, and would not group by one of them.
_VILLAGE = func.coalesce(registrations.c.village, literal_column("''"))
_OUTSIDE = (
    registrations.c.group_id.is_(None),
    registrations.c.status == literal_column("'waiting_list'"),
    registrations.c.programme == bindparam("programme"),
)
_ONE = (registrations.c.category, registrations.c.village, registrations.c.listed)
_FIRST = Statement(select(*_ONE).where(*_OUTSIDE).order_by(registrations.c.listed).limit(bindparam("most")))
_EACH = Statement(
    select(
        registrations.c.category,
        _VILLAGE.label("village"),
        func.min(registrations.c.listed).label("listed"),
    )
    .where(*_OUTSIDE)
    .group_by(registrations.c.category, _VILLAGE)
)
_AT = Statement(select(registrations.c.id).where(*_OUTSIDE, registrations.c.listed == bindparam("listed")))


@dataclass(frozen=True)
class Waits:
    """Somebody who waits, with what decides about the place; `listed`: the own place in the order."""

    category: str
    village: str | None
    listed: int


def first(tx: Tx, programme: str, most: int) -> list[Waits]:
    """Those who wait longest, in order."""
    return [_waits(row) for row in tx.all(_FIRST, programme=programme, most=most)]


def first_of_each(tx: Tx, programme: str) -> list[Waits]:
    """The first of every kind of work in every village, in order: where none of them fits, nobody does."""
    found = [_waits(row) for row in tx.all(_EACH, programme=programme)]
    return sorted(found, key=lambda one: one.listed)


def registration_of(tx: Tx, programme: str, one: Waits) -> int | None:
    """Whose place in the order that is; None where nobody waits there any more."""
    row = tx.one(_AT, programme=programme, listed=one.listed)
    return int(row["id"]) if row else None


def _waits(row: Row) -> Waits:
    return Waits(row["category"], row["village"] or None, int(row["listed"]))
