"""How many places of a programme are taken in some months by others than one enrolment list."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, func, select

from rules.enrolment import DECIDED, ON, Enrolment
from storage.enrolment_parts import PROGRAMME, overlaps, paid_within
from storage.statement import Row, Statement, Tx, among
from storage.tables import enrolment_lists, enrolment_rows, memberships, registrations

_BUT = bindparam("but", type_=BigInteger)
_spans, _lists, _rows = memberships.alias("spans"), enrolment_lists.alias("l"), enrolment_rows.alias("x")
_mine, _own = enrolment_rows.alias("mine"), memberships.alias("own")
# Looked up once for all: of a list with many thousand people a search for each of the others would be slow.
_HERE = select(_mine.c.person_id).where(_mine.c.list_id == _BUT, among(_mine.c.state, ON))
_MEMBERS = select(_own.c.person_id).where(_own.c.programme == PROGRAMME, paid_within(_own))
_WHERE = (registrations.c.category, registrations.c.village, registrations.c.group_id)
_COVERED = Statement(
    select(*_WHERE, func.count(_spans.c.person_id.distinct()).label("count"))
    .select_from(
        _spans.outerjoin(
            registrations,
            (registrations.c.person_id == _spans.c.person_id)
            & (registrations.c.programme == _spans.c.programme),
        )
    )
    .where(_spans.c.programme == PROGRAMME, paid_within(_spans), _spans.c.person_id.not_in(_HERE))
    .group_by(*_WHERE)
)
_LISTED = Statement(
    select(*_WHERE, func.count(_rows.c.person_id.distinct()).label("count"))
    .select_from(
        _rows.join(_lists, _lists.c.id == _rows.c.list_id)
        .join(registrations, registrations.c.id == _rows.c.registration_id)
    )
    .where(
        _lists.c.programme == PROGRAMME, among(_lists.c.state, DECIDED), overlaps(_lists),
        _lists.c.id != _BUT, among(_rows.c.state, ON), _rows.c.person_id.not_in(_MEMBERS),
        _rows.c.person_id.not_in(_HERE),
    )
    .group_by(*_WHERE)
)  # fmt: skip


def taken(tx: Tx, one: Enrolment) -> Sequence[Row]:
    """The places of the list's programme that others take in its months: category, village, group_id, count.

    Whoever is covered takes one, also without a registration here, and whoever is on another list that is
    fixed, to its end: also who is paid for a part of it alone. Nobody is counted twice, nor anybody of the
    list itself.
    """
    asked = {"programme": one.programme, "starts": one.starts.isoformat(), "ends": one.ends.isoformat()}
    return [row for statement in (_COVERED, _LISTED) for row in tx.all(statement, **asked, but=one.id)]
