"""Who on an enrolment list is paid for by one receipt; a payment that was noted by mistake goes again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Text, bindparam, func, select, update

from rules.enrolment import ON, Placed
from storage.enrolment_rows import placed
from storage.statement import Statement, Tx, among
from storage.tables import enrolment_rows as rows
from storage.vault import Vault

_BY = (
    rows.c.list_id == bindparam("list"), among(rows.c.state, ("paid", "taken_off")),
    rows.c.receipt == bindparam("receipt", type_=Text),
    rows.c.paid_from <= bindparam("from", type_=Text), rows.c.paid_until >= bindparam("until", type_=Text),
)  # fmt: skip
_COUNT = Statement(select(func.count().label("count")).where(*_BY))
_SOME = Statement(
    select(rows)
    .where(*_BY, rows.c.id > bindparam("after"))
    .order_by(rows.c.id)
    .limit(bindparam("most"))
    .with_for_update()
)
_BACK = Statement(
    update(rows)
    .where(rows.c.id == bindparam("row"))
    .values(state=bindparam("state", type_=Text), paid_from=bindparam("from", type_=Text),
            paid_until=bindparam("until", type_=Text), receipt=bindparam("receipt", type_=Text),
            reason=bindparam("why", type_=Text))
)  # fmt: skip


def count(tx: Tx, list: int, receipt: str, days: tuple[date, date]) -> int:
    """How many were paid for last by that receipt, these days among them."""
    return int(tx.must(_COUNT, list=list, receipt=receipt, **_asked(days))["count"])


def some(
    tx: Tx, vault: Vault, list: int, receipt: str, days: tuple[date, date], after: int, most: int
) -> Sequence[Placed]:
    """Some of them after the row `after`; locked."""
    found = tx.all(_SOME, list=list, receipt=receipt, after=after, most=most, **_asked(days))
    return [placed(vault, row) for row in found]


def take_back(
    tx: Tx, row: Placed, rest: tuple[date, date] | None, receipt: str | None, reason: str | None
) -> None:  # fmt: skip
    """A payment goes: the row waits for one again, or is paid for the days that are left, by that receipt.
    Who was taken off stays off.
    """
    left = _asked(rest) if rest else {"from": None, "until": None}
    state = row.state if row.state not in ON else "paid" if rest else "numbered"
    tx.run(_BACK, row=row.id, state=state, receipt=receipt if rest else None, why=reason, **left)


def _asked(days: tuple[date, date]) -> dict[str, str]:
    return {"from": days[0].isoformat(), "until": days[1].isoformat()}
