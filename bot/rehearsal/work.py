"""The jobs of a transcript: done between two turns, so that what follows from them is always in its place."""

from __future__ import annotations

from functools import partial

from bot.app import App
from bot.tasks import kinds
from storage import jobs
from storage.jobs import Job
from storage.outbox import Queued
from storage.statement import Tx

LEASE = 60_000
AT_ONCE = 16


async def done(app: App) -> list[Queued]:
    """Do all that is due, and what follows from it; the replies that nobody asked for."""
    heard: list[Queued] = []
    told = app.inbox.offer

    def listen(queued: Queued) -> None:
        heard.append(queued)
        told(queued)

    app.inbox.offer = listen
    try:
        while await _some(app):
            pass
    finally:
        app.inbox.offer = told
    return heard


def _ended(job: Job, tx: Tx) -> None:
    jobs.done(tx, job)


async def _some(app: App) -> int:
    """A few jobs; how many."""
    now, known = app.clock(), kinds(app)
    due = await app.database.run(lambda tx: jobs.claim(tx, app.vault, now, now + LEASE, AT_ONCE))
    for job in due:
        await known[job.kind].do(job.payload)
        await app.database.run(partial(_ended, job))
    return len(due)
