"""What reports count of cases: by kind and status, and the newest ones with what their legal clocks ask.

A case belongs to the programme in which the insured has registered or is a member; one whose insured nobody
knows belongs to none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Text, and_, bindparam, exists, func, or_, select

from rules.case_clock import LOOKED_AT, TOLD
from rules.cases import Case
from rules.records import Event
from storage.cases import PLACE, RECORD
from storage.events import event_of
from storage.statement import Row, Statement, Tx, among
from storage.tables import cases, events, memberships, registrations
from storage.vault import Vault

MOST = 2_000  # of which the clocks are looked at: the newest


@dataclass(frozen=True)
class Reported:
    """A case with nothing told but what its clocks ask; the village ("": not known) and group in which its
    insured is registered.
    """

    case: Case
    village: str
    group: int | None


_OF = bindparam("of", type_=Text)
_PART = (registrations.c.village, registrations.c.group_id)
_REGISTERED = and_(registrations.c.person_id == cases.c.person_id, registrations.c.programme == _OF)
_MEMBER = exists().where(memberships.c.person_id == cases.c.person_id, memberships.c.programme == _OF)
_IN = or_(registrations.c.id.is_not(None), _MEMBER)
_HERE = cases.outerjoin(registrations, _REGISTERED)
_KINDS = (*_PART, cases.c.kind, cases.c.status)
_COUNTS = Statement(
    select(*_KINDS, func.count().label("count"))
    .select_from(_HERE)
    .where(_IN, cases.c.created_at < bindparam("until"))
    .group_by(*_KINDS)
)
_UNKNOWN = Statement(
    select(cases.c.kind, cases.c.status, func.count().label("count"))
    .where(cases.c.person_id.is_(None), cases.c.created_at < bindparam("until"))
    .group_by(cases.c.kind, cases.c.status)
)


_NEWEST = (
    select(cases, *(column.label(f"of_{column.name}") for column in _PART))
    .select_from(_HERE)
    .where(_IN, cases.c.created_at >= bindparam("since"), cases.c.created_at < bindparam("until"))
    .order_by(cases.c.id.desc())
    .limit(MOST)
)
_THESE = _NEWEST.subquery("newest")
_CASES = Statement(_NEWEST)
_EVENTS = Statement(
    select(events)
    .select_from(_THESE.join(events, and_(events.c.record == RECORD, events.c.record_id == _THESE.c.id)))
    .where(among(events.c.kind, LOOKED_AT))
    .order_by(events.c.id)
)


def counts(tx: Tx, programme: str, until: int) -> list[Row]:
    """Cases of a programme that were reported before a moment (milliseconds), by the status they have now:
    village, group_id, kind, status, count.
    """
    return tx.all(_COUNTS, of=programme, until=until)


def unknown(tx: Tx, until: int) -> list[Row]:
    """Such cases of whom nobody here knows: kind, status, count."""
    return tx.all(_UNKNOWN, until=until)


def newest(tx: Tx, vault: Vault, programme: str, since: int, until: int) -> list[Reported]:
    """The cases of a programme that were reported from a moment until before another (milliseconds), the
    newest 2,000, each with the events that its legal clocks look at.
    """
    asked = {"of": programme, "since": since, "until": until}
    happened = defaultdict[int, list[Event]](list)
    for row in tx.all(_EVENTS, **asked):
        happened[row["record_id"]].append(event_of(vault, row))
    return [_reported(vault, row, happened[row["id"]]) for row in tx.all(_CASES, **asked)]


def _reported(vault: Vault, row: Row, happened: Iterable[Event]) -> Reported:
    told = {name: value for name, value in vault.open_json(row["details"], PLACE).items() if name in TOLD}
    case = Case(row["id"], row["number"], row["kind"], row["person_id"], row["status"], told,
                row["created_at"], tuple(happened))  # fmt: skip
    return Reported(case, row["of_village"] or "", row["of_group_id"])
