"""What of an enrolment list is paid, also for whom was taken off it later: that cover is a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from storage.statement import Statement, Tx, among
from storage.tables import enrolment_rows as rows
from storage.tables import registrations

_PAID = (rows.c.list_id == bindparam("list"), rows.c.paid_until.is_not(None))
_ANY = Statement(select(rows.c.id).where(*_PAID, among(rows.c.state, ("paid", "taken_off"))).limit(1))
_BY = (registrations.c.category, rows.c.paid_from, rows.c.paid_until)
_OFF = Statement(
    select(*_BY, func.count().label("count"))
    .select_from(rows.join(registrations, registrations.c.id == rows.c.registration_id))
    .where(*_PAID, rows.c.state == "taken_off")
    .group_by(*_BY)
)


@dataclass(frozen=True)
class PartPaid:
    """So many people of a kind of work who were taken off, paid from one day until another, both included."""

    category: str
    paid_from: date
    paid_until: date
    count: int


def any_paid(tx: Tx, list: int) -> bool:
    """Has the list paid for anybody, whatever became of them?"""
    return tx.one(_ANY, list=list) is not None


def taken_off(tx: Tx, list: int) -> Sequence[PartPaid]:
    """Who was taken off after some of their days had been paid."""
    return [
        PartPaid(row["category"], date.fromisoformat(row["paid_from"]), date.fromisoformat(row["paid_until"]),
                 int(row["count"]))
        for row in tx.all(_OFF, list=list)
    ]  # fmt: skip
