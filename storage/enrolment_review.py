"""Looks at the people of an enrolment list again: who may not be on it any more, and why.

Until it is fixed they are put aside. Afterwards they stay where they are, so that an officer decides, and are
neither sent nor paid for meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, bindparam, func, or_, select, update

from rules.enrolment import ON
from storage.enrolment_filling import Source
from storage.enrolment_parts import listed_already, member_of
from storage.enrolment_reasons import Found, Reasons, passed
from storage.statement import Statement, Tx, among
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows
from storage.tables import registrations

ELSEWHERE = "LISTED_ALREADY"
_LIST = bindparam("list", type_=BigInteger)
_looked = rows.alias("looked")
_OF = _looked.join(registrations, registrations.c.id == _looked.c.registration_id)
_MORE: Sequence[Found] = (
    ("PAID_ALREADY", member_of(_looked.c.person_id)),
    (ELSEWHERE, listed_already(_looked.c.person_id, but=_LIST)),
)
_WHOLE = Reasons(_looked.c.person_id, registrations, True, passed(_looked.c.reason), _LIST)
_found = (
    select(_looked.c.id, _WHOLE.why(*_MORE).label("why"))
    .select_from(_OF)
    .where(_looked.c.list_id == _LIST, among(_looked.c.state, ON))
    .subquery("found")
)
_ASIDE = Statement(
    update(rows)
    .where(rows.c.id == _found.c.id, _found.c.why.is_not(None))
    .values(state="left_out", reason=_found.c.why)
)
_ALL = (*Reasons(_looked.c.person_id, registrations, list=_looked.c.list_id).all(), *_MORE)
_ONE = Statement(
    select(*(said.label(code) for code, said in _ALL))
    .select_from(_OF)
    .where(_looked.c.list_id == _LIST, _looked.c.id == bindparam("row", type_=BigInteger))
)
_ends = select(lists.c.ends).where(lists.c.id == _LIST).scalar_subquery()
_OPEN = or_(_looked.c.paid_until.is_(None), _looked.c.paid_until < _ends)
_held = (
    select(_WHOLE.why().label("why"))
    .select_from(_OF)
    .where(_looked.c.list_id == _LIST, among(_looked.c.state, ON), _OPEN)
    .subquery("held")
)
_HELD = Statement(
    select(_held.c.why, func.count().label("count")).where(_held.c.why.is_not(None)).group_by(_held.c.why)
)


def put_aside(tx: Tx, source: Source) -> int:
    """Leave out who may not be on the list any more, with the reason; how many that were.

    Whoever an officer has taken in is judged by what has come up since.
    """
    days = {name: source.values[name] for name in ("programme", "starts", "ends")}
    return tx.run(_ASIDE, **days, list=source.list.id)


def against(tx: Tx, source: Source, row: int) -> Sequence[str]:
    """Every reason that speaks against a row of the list now, whatever an officer has passed over."""
    days = {name: source.values[name] for name in ("programme", "starts", "ends")}
    found = tx.one(_ONE, **days, list=source.list.id, row=row)
    return [code for code, so in (found or {}).items() if so]


def held(tx: Tx, list: int) -> Mapping[str, int]:
    """How many count who may not be on the list any more and are not paid to its end, by reason."""
    return {row["why"]: int(row["count"]) for row in tx.all(_HELD, list=list)}
