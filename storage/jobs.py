"""Slow work as rows, written in the same commit as its cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from storage.errors import StorageError
from storage.statement import Row, Statement, Tx, adding
from storage.tables import jobs
from storage.vault import Vault

PLACE = "jobs.payload"
MUCH_LATER = 24 * 3600 * 1000  # when to look again at a job that this process can't read
_ADD = Statement(adding(jobs, "kind", "key", "payload", "due_at", "attempts").on_conflict_do_nothing())
_FREE = (
    select(jobs.c.id)
    .where(jobs.c.due_at <= bindparam("now"))
    .order_by(jobs.c.due_at, jobs.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("free")
)
_CLAIM = Statement(
    update(jobs).where(jobs.c.id.in_(select(_FREE.c.id))).values(due_at=bindparam("until")).returning(*jobs.c)
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
    rows = sorted(tx.all(_CLAIM, now=now, until=until, most=most), key=lambda row: int(row["id"]))
    found = [(row, _job(row, vault)) for row in rows]
    _put_off(tx, [row for row, job in found if job is None], now)
    return [job for _, job in found if job]


def _job(row: Row, vault: Vault) -> Job | None:
    try:
        return Job(row["id"], row["kind"], vault.open_json(row["payload"], PLACE), row["attempts"])
    except StorageError:
        return None


def _put_off(tx: Tx, rows: Sequence[Row], now: int) -> None:
    """What can't be read must not stand before the others."""
    for row in rows:
        tx.run(_LATER, row=row["id"], due_at=now + MUCH_LATER, attempts=row["attempts"], problem="unreadable")


def later(tx: Tx, job: Job, due_at: int, problem: str | None, attempts: int) -> None:
    """Try again, or do the periodic work again, at a moment."""
    tx.run(_LATER, row=job.id, due_at=due_at, attempts=attempts, problem=problem)


def done(tx: Tx, job: Job) -> None:
    """It needs not be done again."""
    tx.run(_DONE, row=job.id)


def due(tx: Tx, now: int) -> int:
    """How much work is due."""
    return int(tx.must(_COUNT, now=now)["count"])
