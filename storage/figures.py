"""What reports count, each as one grouped statement: nobody is named, nothing opened but days of death.

Of one programme by village, kind of work and group, so that an officer's part can be told from the rest; of
all programmes without these, which is less to read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
)

from storage.deaths import confirmed_case, day_of
from storage.statement import Row, Statement, Tx, among
from storage.tables import cases, events, memberships, registrations
from storage.vault import Vault

DAY = literal_column(str(24 * 3600 * 1000), BigInteger)
SUBMITTED = ("submitted", "place_found")  # from when on an officer can decide
DECIDED = ("verified", "rejected")
FLOW = ("submitted", "put_on_list", "returned", *DECIDED, "enrolled", "withdrawn")
_OF = bindparam("of", type_=Text)
_PART = (registrations.c.village, registrations.c.group_id)
_COUNT = func.count().label("count")
_PAID_ON = (memberships.c.paid_from <= bindparam("on"), memberships.c.paid_until >= bindparam("on"))
# Not by the index of the days: in the order of the people, in which registrations are found at once.
_COVER = (memberships.c.paid_from.concat("") <= bindparam("on"), _PAID_ON[1])
_SPAN = (memberships.c.paid_from, memberships.c.paid_until, memberships.c.payer, memberships.c.package)
_SAME = and_(
    registrations.c.programme == memberships.c.programme, registrations.c.person_id == memberships.c.person_id
)

# Registrations as they stand now
_KINDS = (*_PART, registrations.c.category, registrations.c.status)
_STANDING = Statement(select(*_KINDS, _COUNT).where(registrations.c.programme == _OF).group_by(*_KINDS))
_STATUSES = (registrations.c.programme, registrations.c.status)
_STANDING_ALL = Statement(select(*_STATUSES, _COUNT).group_by(*_STATUSES))

# Memberships that are paid for on a day, and the people behind them: one may have two
_PAYERS = (*_PART, registrations.c.category, memberships.c.payer)
_BY = tuple(column.name for column in _PAYERS)
_COVERED = Statement(
    select(*_PAYERS, _COUNT)
    .select_from(memberships.outerjoin(registrations, _SAME))
    .where(memberships.c.programme == _OF, *_COVER)
    .group_by(*_PAYERS)
)
_PEOPLE = select(memberships.c.programme, func.count(memberships.c.person_id.distinct()).label("count"))
_PEOPLE_ALL = Statement(_PEOPLE.where(*_PAID_ON).group_by(memberships.c.programme))
_PEOPLE_OF = Statement(
    _PEOPLE.where(memberships.c.programme == _OF, *_PAID_ON).group_by(memberships.c.programme)
)

# Of these the ones whose death the branch office has accepted. Few, so their day of death can be opened.
_OF_DEAD = cases.c.person_id == memberships.c.person_id
_DEAD = Statement(
    select(memberships.c.id, memberships.c.programme, memberships.c.person_id, *_PAYERS, cases.c.details)
    .select_from(cases.join(memberships, _OF_DEAD).outerjoin(registrations, _SAME))
    .where(confirmed_case(), *_COVER, or_(_OF == "", memberships.c.programme == _OF))
)

# What is paid for: how many memberships from which day until which
_SPANS = select(memberships.c.programme, *_SPAN, _COUNT).group_by(memberships.c.programme, *_SPAN)
_SPANS_ALL = Statement(_SPANS)
_SPANS_OF = Statement(_SPANS.where(memberships.c.programme == _OF))

# What happened to registrations between two moments, and how many whole days after they were handed in. Put
# in the order of the registrations first: each page of them is then read once.
_any, _begun, _said = events.alias("any_event"), events.alias("begun"), events.alias("said")
_back = events.alias("taken_back")
_then = (
    select(_any.c.record_id, _any.c.kind, _any.c.at)
    .where(
        _any.c.record.concat("") == "registration",  # found by the time, of which a month is less to read
        among(_any.c.kind, FLOW), _any.c.at >= bindparam("since"), _any.c.at < bindparam("until"),
    )
    .group_by(_any.c.record_id, _any.c.kind, _any.c.at)
    .subquery("happened")
)  # fmt: skip
_SINCE = (
    select(func.max(_begun.c.at))
    .where(
        _begun.c.record == "registration", _begun.c.record_id == _then.c.record_id,
        among(_begun.c.kind, SUBMITTED), _begun.c.at <= _then.c.at,
    )
    .scalar_subquery()
)  # fmt: skip
_SAID = (
    select(func.coalesce(func.max(_said.c.at), 0))
    .where(
        _said.c.record == "registration", _said.c.record_id == _then.c.record_id,
        among(_said.c.kind, DECIDED), _said.c.at < _then.c.at,
    )
    .scalar_subquery()
)  # fmt: skip
_UNPAID = (
    select(func.coalesce(func.max(_back.c.at), 0))
    .where(
        _back.c.record == "registration", _back.c.record_id == _then.c.record_id,
        _back.c.kind == "unpaid", _back.c.at > _then.c.at,
    )
    .scalar_subquery()
)  # fmt: skip
# Who became a member by a payment that was noted by mistake did not; noted again, they would be two.
_STANDS = or_(_then.c.kind != "enrolled", _UNPAID == 0)
# The first word of an officer: where answers were asked again after it, nobody has waited for the second.
_DECIDED = and_(or_(*(_then.c.kind == kind for kind in DECIDED)), _SAID < _SINCE)
_DAYS = case((_DECIDED, (_then.c.at - _SINCE) // DAY), else_=null()).label("days")


def _flow(*by: ColumnElement[Any], where: tuple[ColumnElement[bool], ...] = ()) -> Select[Any]:
    """Counted by these columns of the registration, the kind of the event and the days."""
    each = (
        select(*by, _then.c.kind, _DAYS)
        .select_from(_then.join(registrations, registrations.c.id == _then.c.record_id))
        .where(_STANDS, *where)
        .subquery("each")
    )
    return select(*each.c, _COUNT).group_by(*each.c)


_FLOW_ALL = Statement(_flow(registrations.c.programme))
_FLOW_OF = Statement(_flow(*_PART, where=(registrations.c.programme == _OF,)))


def standing(tx: Tx, programme: str) -> list[Row]:
    """Registrations of a programme as they stand: village, group_id, category, status, count."""
    return tx.all(_STANDING, of=programme)


def standing_all(tx: Tx) -> list[Row]:
    """Of every programme: programme, status, count."""
    return tx.all(_STANDING_ALL)


def covered(tx: Tx, vault: Vault, programme: str, on: str) -> list[Row]:
    """Memberships of a programme that protect somebody at the end of a day (ISO), which is of a month its
    last: paid for then, and not of who had died by then as the branch office has accepted. Village, group_id,
    category, payer, count; the first three None where nobody has registered.
    """
    dead = Counter(tuple(row[name] for name in _BY) for row in _dead(tx, vault, on, programme))
    rows = tx.all(_COVERED, of=programme, on=on)
    left = [{**row, "count": row["count"] - dead[tuple(row[name] for name in _BY)]} for row in rows]
    return [row for row in left if row["count"]]


def people(tx: Tx, vault: Vault, programme: str, on: str) -> int:
    """How many people are covered so in a programme: who has two memberships is one."""
    row = tx.one(_PEOPLE_OF, of=programme, on=on)
    dead = {one["person_id"] for one in _dead(tx, vault, on, programme)}
    return int(row["count"]) - len(dead) if row else 0


def people_all(tx: Tx, vault: Vault, on: str) -> dict[str, int]:
    """The same for every programme that has any."""
    dead = Counter(code for code, _ in {(one["programme"], one["person_id"]) for one in _dead(tx, vault, on)})
    rows = tx.all(_PEOPLE_ALL, on=on)
    return {code: row["count"] - dead[code] for row in rows if (code := row["programme"])}


def _dead(tx: Tx, vault: Vault, on: str, programme: str = "") -> Iterable[Row]:
    """Each membership once that is paid for on a day on which its person was dead; of every programme where
    none is named.
    """
    rows = tx.all(_DEAD, of=programme, on=on)
    return {row["id"]: row for row in rows if day_of(vault, row["details"]) <= on}.values()


def spans(tx: Tx, programme: str = "") -> list[Row]:
    """How many memberships are paid from which day until which, by whom, for what: programme, paid_from,
    paid_until, payer, package, count. Of every programme where none is named.
    """
    return tx.all(_SPANS_OF, of=programme) if programme else tx.all(_SPANS_ALL)


def flow(tx: Tx, programme: str, since: int, until: int) -> list[Row]:
    """What happened to registrations of a programme from a moment until before another (milliseconds):
    village, group_id, kind, days from being handed in to the first decision (None for all else), count.
    """
    return tx.all(_FLOW_OF, of=programme, since=since, until=until)


def flow_all(tx: Tx, since: int, until: int) -> list[Row]:
    """The same of every programme: programme, kind, days, count."""
    return tx.all(_FLOW_ALL, since=since, until=until)
