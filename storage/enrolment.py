"""Enrolment lists and their events. Who is on them: enrolment_rows.py and enrolment_filling.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update

from rules.enrolment import DECIDED, MOVES, RECORD, Enrolment
from rules.records import Event, status_after
from storage import events
from storage.statement import Row, Statement, Tx, adding, among
from storage.tables import enrolment_lists as lists
from storage.tables import enrolment_months as months
from storage.vault import Vault

FIELDS = (
    "programme", "kind", "starts", "ends", "payer", "village", "group_id", "category", "jht", "most",
    "budget", "state", "expected", "created_at",
)  # fmt: skip
_OF = lists.c.id == bindparam("of")
_ADD = Statement(adding(lists, *FIELDS).returning(lists.c.id))
_ONE = Statement(select(lists).where(_OF))
_LOCK = Statement(select(lists).where(_OF).with_for_update())
_ALL = Statement(select(lists).order_by(lists.c.id.desc()))
_AFTER = Statement(select(lists).where(lists.c.id > bindparam("after")).order_by(lists.c.id))
_NEWEST = Statement(select(func.coalesce(func.max(lists.c.id), 0).label("newest")))
_STATE = Statement(update(lists).where(_OF).values(state=bindparam("state")))
_BUDGET = Statement(update(lists).where(_OF).values(budget=bindparam("budget")))
_FIXED = Statement(
    update(lists)
    .where(_OF)
    .values(cost=bindparam("cost"), decree=bindparam("decree"), decreed_on=bindparam("decreed_on"))
)
_COST = Statement(update(lists).where(_OF).values(cost=bindparam("cost")))
_MONTH_COST = Statement(
    update(months)
    .where(months.c.list_id == bindparam("list"), months.c.month == bindparam("of_month"))
    .values(cost=bindparam("cost"))
)
_FILED = Statement(update(lists).where(_OF).values(file=bindparam("file")))
_EXPECTED = Statement(update(lists).where(_OF).values(expected=bindparam("expected")))
_MONTH = Statement(adding(months, "list_id", "month", "cost"))
_SPENT = Statement(
    select(func.coalesce(func.sum(months.c.cost), 0).label("spent"))
    .select_from(months.join(lists, lists.c.id == months.c.list_id))
    .where(
        lists.c.programme == bindparam("programme"), lists.c.payer == bindparam("payer"),
        among(lists.c.state, DECIDED), lists.c.budget.is_(None),
        lists.c.id != bindparam("but"), months.c.month >= bindparam("first"),
        months.c.month <= bindparam("last"),
    )
)  # fmt: skip


def add(tx: Tx, vault: Vault, wanted: Enrolment, event: Event) -> Enrolment:
    """Store a new list with its first event ("made"); its rows are filled in by a job."""
    state = status_after("", event.kind, MOVES)
    values = _columns(wanted, state, event.at)
    row = tx.must(_ADD, **values)
    events.note(tx, vault, RECORD, row["id"], event, None)
    return replace(wanted, id=row["id"], state=state, created_at=event.at)


def by_id(tx: Tx, id: int) -> Enrolment | None:
    row = tx.one(_ONE, of=id)
    return _enrolment(row) if row else None


def lock(tx: Tx, id: int) -> Enrolment:
    """The list, which nobody else changes until the commit."""
    return _enrolment(tx.must(_LOCK, of=id))


def everyone(tx: Tx) -> list[Enrolment]:
    """All lists, the newest first."""
    return [_enrolment(row) for row in tx.all(_ALL)]


def after(tx: Tx, id: int) -> list[Enrolment]:
    """The lists that were made after one, the oldest first."""
    return [_enrolment(row) for row in tx.all(_AFTER, after=id)]


def newest(tx: Tx) -> int:
    """The number of the newest list; 0 where there is none."""
    return int(tx.must(_NEWEST)["newest"])


def happen(tx: Tx, vault: Vault, id: int, event: Event) -> Enrolment:
    """Something happens to a list, as it stands now. Raises NotAllowed."""
    known = lock(tx, id)
    state = status_after(known.state, event.kind, MOVES)
    if state != known.state:
        tx.run(_STATE, of=id, state=state)
    events.note(tx, vault, RECORD, id, event, None)
    return replace(known, state=state)


def set_budget(tx: Tx, id: int, budget: int | None) -> None:
    """The list's own budget in rupiah; None: that of the programme's period counts."""
    tx.run(_BUDGET, of=id, budget=budget)


def set_expected(tx: Tx, id: int, expected: int) -> None:
    """How many rows it will have when it is filled."""
    tx.run(_EXPECTED, of=id, expected=expected)


def set_fixed(tx: Tx, id: int, costs: Sequence[tuple[date, int]], decree: str, day: date) -> None:
    """It costs so many rupiah in each month (its first day) by the decree of that number and day."""
    total = sum(cost for _, cost in costs)
    tx.run(_FIXED, of=id, cost=total, decree=decree, decreed_on=day.isoformat())
    tx.each(_MONTH, [{"list_id": id, "month": month.isoformat(), "cost": cost} for month, cost in costs])


def set_costs(tx: Tx, id: int, costs: Sequence[tuple[date, int]]) -> None:
    """What a fixed list costs (rupiah) in each month now that others count than before."""
    tx.run(_COST, of=id, cost=sum(cost for _, cost in costs))
    tx.each(_MONTH_COST, [{"list": id, "of_month": month.isoformat(), "cost": cost} for month, cost in costs])


def set_file(tx: Tx, id: int, file: str) -> None:
    """The export for the branch lies on the shelf."""
    tx.run(_FILED, of=id, file=file)


def spent(tx: Tx, programme: str, payer: str, first: date, last: date, but: int) -> int:
    """Rupiah that the other lists of that payer that are fixed, and have no budget of their own, cost from
    one month to another (their first days, both included).
    """
    asked = {"programme": programme, "payer": payer, "first": first.isoformat(), "last": last.isoformat()}
    return int(tx.must(_SPENT, **asked, but=but)["spent"])


def history(tx: Tx, vault: Vault, id: int) -> tuple[Event, ...]:
    """What happened to a list, oldest first; `details` name the officer by number."""
    return events.of(tx, vault, RECORD, id)


def _columns(wanted: Enrolment, state: str, at: int) -> dict[str, Any]:
    return {
        "programme": wanted.programme, "kind": wanted.kind, "starts": wanted.starts.isoformat(),
        "ends": wanted.ends.isoformat(), "payer": wanted.payer, "village": wanted.village,
        "group_id": wanted.group, "category": wanted.category, "jht": int(wanted.jht), "most": wanted.most,
        "budget": wanted.budget, "state": state, "expected": wanted.expected, "created_at": at,
    }  # fmt: skip


def _enrolment(row: Row) -> Enrolment:
    decreed = date.fromisoformat(row["decreed_on"]) if row["decreed_on"] else None
    return Enrolment(
        row["id"], row["programme"], row["kind"], date.fromisoformat(row["starts"]),
        date.fromisoformat(row["ends"]), row["payer"], row["village"], row["group_id"], row["category"],
        bool(row["jht"]), row["most"], row["budget"], row["state"], row["expected"], row["cost"],
        row["decree"], decreed, row["file"], row["created_at"],
    )  # fmt: skip
