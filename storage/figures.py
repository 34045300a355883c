"""What reports count, each as one grouped statement: nothing is opened and nobody is named.

Of one programme by village, kind of work and group, so that an officer's part can be told from the rest; of
all programmes without these, which is less to read.
"""

from __future__ import annotations

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

from storage.statement import Row, Statement, Tx, among
from storage.tables import events, memberships, registrations

DAY = literal_column(str(24 * 3600 * 1000), BigInteger)
SUBMITTED = ("submitted", "place_found")  # from when on an officer can decide
DECIDED = ("verified", "rejected")
FLOW = ("submitted", "put_on_list", *DECIDED, "enrolled", "withdrawn")
_OF = bindparam("of", type_=Text)
_PART = (registrations.c.village, registrations.c.group_id)
_COUNT = func.count().label("count")
# Not by the index of the days: in the order of the people, in which registrations are found at once.
_PAID = memberships.c.paid_from.concat("") <= bindparam("on")
_COVER = (_PAID, memberships.c.paid_until >= bindparam("on"))
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
_COVERED = Statement(
    select(*_PAYERS, _COUNT)
    .select_from(memberships.outerjoin(registrations, _SAME))
    .where(memberships.c.programme == _OF, *_COVER)
    .group_by(*_PAYERS)
)
_PEOPLE = select(memberships.c.programme, func.count(memberships.c.person_id.distinct()).label("count"))
_PEOPLE_ALL = Statement(_PEOPLE.where(*_COVER).group_by(memberships.c.programme))
_PEOPLE_OF = Statement(
    _PEOPLE.where(memberships.c.programme == _OF, *_COVER).group_by(memberships.c.programme)
)

# What is paid for: how many memberships from which day until which
_SPANS = select(memberships.c.programme, *_SPAN, _COUNT).group_by(memberships.c.programme, *_SPAN)
_SPANS_ALL = Statement(_SPANS)
_SPANS_OF = Statement(_SPANS.where(memberships.c.programme == _OF))

# What happened to registrations between two moments, and how many whole days after they were handed in. Put
# in the order of the registrations first: each page of them is then read once.
_any, _begun = events.alias("any_event"), events.alias("begun")
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
_DECIDED = or_(*(_then.c.kind == kind for kind in DECIDED))
_DAYS = case((_DECIDED, (_then.c.at - _SINCE) // DAY), else_=null()).label("days")


def _flow(*by: ColumnElement[Any], where: tuple[ColumnElement[bool], ...] = ()) -> Select[Any]:
    """Counted by these columns of the registration, the kind of the event and the days."""
    each = (
        select(*by, _then.c.kind, _DAYS)
        .select_from(_then.join(registrations, registrations.c.id == _then.c.record_id))
        .where(*where)
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


def covered(tx: Tx, programme: str, on: str) -> list[Row]:
    """Memberships of a programme that are paid for on a day (ISO): village, group_id, category, payer, count;
    the first three None where nobody has registered.
    """
    return tx.all(_COVERED, of=programme, on=on)


def people(tx: Tx, programme: str, on: str) -> int:
    """How many people are covered in a programme on a day: who has two memberships is one."""
    row = tx.one(_PEOPLE_OF, of=programme, on=on)
    return int(row["count"]) if row else 0


def people_all(tx: Tx, on: str) -> dict[str, int]:
    """The same for every programme that has any."""
    return {row["programme"]: row["count"] for row in tx.all(_PEOPLE_ALL, on=on) if row["programme"]}


def spans(tx: Tx, programme: str = "") -> list[Row]:
    """How many memberships are paid from which day until which, by whom, for what: programme, paid_from,
    paid_until, payer, package, count. Of every programme where none is named.
    """
    return tx.all(_SPANS_OF, of=programme) if programme else tx.all(_SPANS_ALL)


def flow(tx: Tx, programme: str, since: int, until: int) -> list[Row]:
    """What happened to registrations of a programme from a moment until before another (milliseconds):
    village, group_id, kind, days from being handed in to the decision (None for other kinds), count.
    """
    return tx.all(_FLOW_OF, of=programme, since=since, until=until)


def flow_all(tx: Tx, since: int, until: int) -> list[Row]:
    """The same of every programme: programme, kind, days, count."""
    return tx.all(_FLOW_ALL, since=since, until=until)
