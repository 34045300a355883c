"""What reports count of cases: by kind and status, and of the newest ones when what happened to each.

A case belongs to the programme in which the insured has registered or is a member; one whose insured nobody
knows belongs to none.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, exists, func, or_, select

from storage.statement import Row, Statement, Tx
from storage.tables import cases, events, memberships, registrations
from storage.vault import Vault

PLACE = "cases.details"
MOST = 2_000  # of which the times are looked at: the newest
MOMENTS = ("reported", "completed", "sent", "accepted", "paid", "refused")
TOLD = ("happened", "cause")  # what the clocks of the law ask; nothing else is taken out of what was told
_OF = bindparam("of", type_=Text)
_PART = (registrations.c.village, registrations.c.group_id)
_REGISTERED = and_(registrations.c.person_id == cases.c.person_id, registrations.c.programme == _OF)
_MEMBER = exists().where(memberships.c.person_id == cases.c.person_id, memberships.c.programme == _OF)
_IN = or_(registrations.c.id.is_not(None), _MEMBER)
_HERE = cases.outerjoin(registrations, _REGISTERED)
_KINDS = (*_PART, cases.c.kind, cases.c.status)
_COUNTS = Statement(
    select(*_KINDS, func.count().label("count")).select_from(_HERE).where(_IN).group_by(*_KINDS)
)
_UNKNOWN = Statement(
    select(cases.c.kind, cases.c.status, func.count().label("count"))
    .where(cases.c.person_id.is_(None))
    .group_by(cases.c.kind, cases.c.status)
)


def _first(kind: str) -> ColumnElement[Any]:
    return func.min(case((events.c.kind == kind, events.c.at))).label(f"at_{kind}")


_NEWEST = (
    select(cases.c.id, *_PART)
    .select_from(_HERE)
    .where(_IN, cases.c.created_at >= bindparam("since"), cases.c.created_at < bindparam("until"))
    .order_by(cases.c.id.desc())
    .limit(MOST)
    .subquery("newest")
)
_TIMES = Statement(
    select(
        cases.c.id, cases.c.kind, cases.c.status, cases.c.created_at, cases.c.details, _NEWEST.c.village,
        _NEWEST.c.group_id, *(_first(kind) for kind in MOMENTS),
    )
    .select_from(
        _NEWEST.join(cases, cases.c.id == _NEWEST.c.id).join(
            events, and_(events.c.record == "case", events.c.record_id == cases.c.id)
        )
    )
    .group_by(
        cases.c.id, cases.c.kind, cases.c.status, cases.c.created_at, cases.c.details, _NEWEST.c.village,
        _NEWEST.c.group_id,
    )
)  # fmt: skip


def counts(tx: Tx, programme: str) -> list[Row]:
    """Cases of a programme: village, group_id, kind, status, count."""
    return tx.all(_COUNTS, of=programme)


def unknown(tx: Tx) -> list[Row]:
    """Cases of whom nobody here knows: kind, status, count."""
    return tx.all(_UNKNOWN)


def times(tx: Tx, vault: Vault, programme: str, since: int, until: int) -> list[Row]:
    """The cases of a programme that were reported from a moment until before another (milliseconds), the
    newest 2,000: kind, status, village, group_id, created_at, `at_<kind>` the first moment of each of MOMENTS
    or None, happened (ISO, local) and cause as told.
    """
    rows = tx.all(_TIMES, of=programme, since=since, until=until)
    return [_told(vault, row) for row in rows]


def _told(vault: Vault, row: Row) -> Row:
    details = vault.open_json(row["details"], PLACE)
    return {**row, "details": None, **{name: details.get(name) for name in TOLD}}
