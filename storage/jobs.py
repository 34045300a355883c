"""Slow work as rows, written in the same commit as its cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from storage.statement import Statement, Tx, adding
from storage.tables import jobs
from storage.vault import Vault

PLACE = "jobs.payload"
_ADD = Statement(adding(jobs, "kind", "key", "payload", "due_at", "attempts").on_conflict_do_nothing())
_CLAIM = Statement(
    select(jobs)
    .where(jobs.c.due_at <= bindparam("now"))
    .order_by(jobs.c.due_at, jobs.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LATER = Statement(
    update(jobs)
    .where(jobs.c.id == bindparam("row"))
    .values(due_at=bindparam("due_at"), attempts=bindparam("attempts"), problem=bindparam("problem"))
)
_DONE = Statement(delete(jobs).where(jobs.c.id == bindparam("row")))
_COUNT = Statement(select(func.count().label("count")).where(jobs.c.due_at <= bindparam("now")))


@dataclass(frozen=True)
class Job:
    """A piece of work; `attempts` counts the failed ones."""

    id: int
    kind: str
    payload: Any
    attempts: int


def add(tx: Tx, vault: Vault, kind: str, payload: Any, due_at: int, key: str | None = None) -> None:
    """Ask for work at a moment (milliseconds); with a `key` there is at most one of it."""
    sealed = vault.seal_json(payload, PLACE)
    tx.run(_ADD, kind=kind, key=key, payload=sealed, due_at=due_at, attempts=0)


def claim(tx: Tx, vault: Vault, now: int, until: int, most: int) -> list[Job]:
    """Take work that is due; whoever is killed over it leaves it due again at `until`."""
    rows = tx.all(_CLAIM, now=now, most=most)
    tx.each(_LATER, [_leased(row, until) for row in rows])
    return [Job(r["id"], r["kind"], vault.open_json(r["payload"], PLACE), r["attempts"]) for r in rows]


def _leased(row: dict[str, Any], until: int) -> dict[str, Any]:
    return {"row": row["id"], "due_at": until, "attempts": row["attempts"], "problem": row["problem"]}


def later(tx: Tx, job: Job, due_at: int, problem: str | None, attempts: int) -> None:
    """Try again, or do the periodic work again, at a moment."""
    tx.run(_LATER, row=job.id, due_at=due_at, attempts=attempts, problem=problem)


def done(tx: Tx, job: Job) -> None:
    tx.run(_DONE, row=job.id)


def due(tx: Tx, now: int) -> int:
    """How much work is due."""
    return int(tx.must(_COUNT, now=now)["count"])
