"""The jobs of a transcript: done between two turns, so that what follows from them is always in its place.

-- the reminders go out -- (the job that looks for questions left open, after "-- 25 hours later --")
"""

from __future__ import annotations

from functools import partial

from bot.app import App
from bot.rehearsal.stage import Impossible
from bot.tasks import kinds
from storage import chats, jobs
from storage.jobs import Job
from storage.outbox import Queued
from storage.statement import Tx

REMINDERS = "the reminders go out"
ANNOUNCED_OTHERWISE = ("web", "whatsapp")
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


async def remind_all(app: App) -> None:
    """The job that looks for questions left open is due. Raises Impossible where the question is not simply
    asked again: the page of the web chat shows it anyway, WhatsApp announces it with a template.
    """
    waiting = await app.database.read(lambda tx: chats.silent_since(tx, app.clock()))
    if any(one.channel in ANNOUNCED_OTHERWISE for one in waiting):
        raise Impossible("a reminder")
    await app.database.run(lambda tx: jobs.add(tx, app.vault, "remind", {}, app.clock()))


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
