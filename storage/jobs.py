"""Slow work as rows, written in the same commit as its cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Text, bindparam, delete, func, select, update

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
# Ours is what still has the lease we know of: whoever takes a job gives it another.
_OURS = (jobs.c.id == bindparam("row"), jobs.c.due_at == bindparam("known"))
_RENEW = Statement(update(jobs).where(*_OURS).values(due_at=bindparam("until")))
_LATER = Statement(
    update(jobs)
    .where(*_OURS)
    .values(due_at=bindparam("due"), attempts=bindparam("attempts"), problem=bindparam("problem"))
)
_DONE = Statement(delete(jobs).where(*_OURS))
_WAITING = Statement(
    select(jobs.c.id).where(jobs.c.key.startswith(bindparam("key", type_=Text), autoescape=False)).limit(1)
)
_COUNT = Statement(select(func.count().label("count")).where(jobs.c.due_at <= bindparam("now")))


@dataclass(frozen=True)
class Job:
    """A piece of work; `attempts` counts the failed ones, `until` (milliseconds) it is ours."""

    id: int
    kind: str
    payload: Any
    attempts: int
    until: int


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
        payload = vault.open_json(row["payload"], PLACE)
        return Job(row["id"], row["kind"], payload, row["attempts"], row["due_at"])
    except StorageError:
        return None


def _put_off(tx: Tx, rows: Sequence[Row], now: int) -> None:
    """What can't be read must not stand before the others."""
    for row in rows:
        tx.run(_LATER, row=row["id"], known=row["due_at"], due=now + MUCH_LATER,
               attempts=row["attempts"], problem="unreadable")  # fmt: skip


def renew(tx: Tx, held: Sequence[Job], until: int) -> list[Job]:
    """Keep work until a later moment; the jobs that are still ours."""
    ours = [job for job in held if tx.run(_RENEW, row=job.id, known=job.until, until=until) == 1]
    return [replace(job, until=until) for job in ours]


def later(tx: Tx, job: Job, due_at: int, problem: str | None, attempts: int) -> None:
    """Try again, or do the periodic work again, at a moment; nothing where somebody else has it meanwhile."""
    tx.run(_LATER, row=job.id, known=job.until, due=due_at, attempts=attempts, problem=problem)


def done(tx: Tx, job: Job) -> None:
    """It needs not be done again; nothing where somebody else has it meanwhile."""
    tx.run(_DONE, row=job.id, known=job.until)


def due(tx: Tx, now: int) -> int:
    """How much work is due."""
    return int(tx.must(_COUNT, now=now)["count"])


def waiting(tx: Tx, key: str) -> bool:
    """Is there work that is not done, with a key that begins so?"""
    return tx.one(_WAITING, key=key) is not None
