"""Who on an enrolment list is still to be paid for: who has a KPJ and may be on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Text, bindparam, case, exists, func, or_, select

from rules.enrolment import Placed
from storage.enrolment_reasons import Reasons, passed
from storage.enrolment_rows import placed
from storage.statement import Statement, Tx, among
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows
from storage.tables import memberships, registrations
from storage.vault import Vault

_ASKED = bindparam("list", type_=BigInteger)
_LIST = rows.c.list_id == _ASKED
_PASSED = passed(rows.c.reason)
_AGAINST = Reasons(rows.c.person_id, registrations, False, _PASSED, rows.c.list_id).why()
_AGAINST_WHOLE = Reasons(rows.c.person_id, registrations, True, _PASSED, _ASKED).why()
# A row has the first and the last day that are paid, so what lies between is asked of the cover itself.
_SAME_PAYER = (memberships.c.programme == lists.c.programme) & (memberships.c.payer == lists.c.payer)
_FROM, _UNTIL = bindparam("from", type_=Text), bindparam("until", type_=Text)
_COVERED = exists(
    select(memberships.c.id)
    .select_from(memberships.join(lists, lists.c.id == bindparam("list")))
    .where(memberships.c.person_id == rows.c.person_id, _SAME_PAYER,
           memberships.c.paid_from <= _FROM, memberships.c.paid_until >= _UNTIL)
)  # fmt: skip
_OPEN = (
    _LIST, among(rows.c.state, ("numbered", "paid")),
    or_(rows.c.paid_until.is_(None), rows.c.paid_until < _UNTIL, rows.c.paid_from > _FROM, ~_COVERED),
)  # fmt: skip
_UNPAID = Statement(
    select(rows)
    .join(registrations, registrations.c.id == rows.c.registration_id)
    .where(*_OPEN, _AGAINST.is_(None), rows.c.id > bindparam("after"))
    .order_by(rows.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=rows)
)
_PARTS = Statement(
    select(
        registrations.c.category,
        func.count().label("people"),
        func.count(rows.c.paid_until).label("partly"),
        func.sum(case((rows.c.double == 1, 1), else_=0)).label("undecided"),
    )
    .join(registrations, registrations.c.id == rows.c.registration_id)
    .where(*_OPEN, _AGAINST_WHOLE.is_(None))
    .group_by(registrations.c.category)
)


@dataclass(frozen=True)
class Unpaid:
    """People of one kind of work who are to be paid for: how many, of how many of them some days are paid
    already, how many have two payers of which nobody has decided.
    """

    category: str
    people: int
    partly: int
    undecided: int


def unpaid(
    tx: Tx, vault: Vault, list: int, days: tuple[date, date], after: int, most: int
) -> Sequence[Placed]:
    """Rows with a KPJ that are not paid for all these days, after the row `after`, without those who may not
    be on the list any more; locked.
    """
    asked = {"from": days[0].isoformat(), "until": days[1].isoformat()}
    found = tx.all(_UNPAID, list=list, after=after, most=most, **asked)
    return [placed(vault, row) for row in found]


def parts(tx: Tx, list: int, days: tuple[date, date]) -> Sequence[Unpaid]:
    """The same people counted, by kind of work; none where there is nobody."""
    asked = {"from": days[0].isoformat(), "until": days[1].isoformat()}
    found = tx.all(_PARTS, list=list, **asked)
    return [Unpaid(row["category"], *(int(row[name]) for name in ("people", "partly", "undecided")))
            for row in found]  # fmt: skip
