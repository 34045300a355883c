"""Who on an enrolment list is still to be paid for: who has a KPJ and may be on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Text, bindparam, exists, or_, select

from rules.enrolment import Placed
from storage.enrolment_reasons import Reasons, passed
from storage.enrolment_rows import placed
from storage.statement import Statement, Tx, among
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_rows as rows
from storage.tables import memberships, registrations
from storage.vault import Vault

_LIST = rows.c.list_id == bindparam("list")
_AGAINST = Reasons(rows.c.person_id, registrations, False, passed(rows.c.reason), rows.c.list_id).why()
# A row has the first and the last day that are paid, so what lies between is asked of the cover itself.
_SAME_PAYER = (memberships.c.programme == lists.c.programme) & (memberships.c.payer == lists.c.payer)
_FROM, _UNTIL = bindparam("from", type_=Text), bindparam("until", type_=Text)
_COVERED = exists(
    select(memberships.c.id)
    .select_from(memberships.join(lists, lists.c.id == bindparam("list")))
    .where(memberships.c.person_id == rows.c.person_id, _SAME_PAYER,
           memberships.c.paid_from <= _FROM, memberships.c.paid_until >= _UNTIL)
)  # fmt: skip
_UNPAID = Statement(
    select(rows)
    .join(registrations, registrations.c.id == rows.c.registration_id)
    .where(_LIST, _AGAINST.is_(None), among(rows.c.state, ("numbered", "paid")),
           rows.c.id > bindparam("after"),
           or_(rows.c.paid_until.is_(None), rows.c.paid_until < _UNTIL, rows.c.paid_from > _FROM, ~_COVERED))
    .order_by(rows.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=rows)
)  # fmt: skip


def unpaid(
    tx: Tx, vault: Vault, list: int, days: tuple[date, date], after: int, most: int
) -> Sequence[Placed]:
    """Rows with a KPJ that are not paid for all these days, after the row `after`, without those who may not
    be on the list any more; locked.
    """
    asked = {"from": days[0].isoformat(), "until": days[1].isoformat()}
    found = tx.all(_UNPAID, list=list, after=after, most=most, **asked)
    return [placed(vault, row) for row in found]
