"""What an operator watches: is the database answering, are the workers alive, how long do messages wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from storage import inbox, jobs, outbox
from storage.errors import StorageDown
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

WORKER_SILENT = 180_000  # milliseconds after which the worker is taken for dead


async def readiness(app: App) -> dict[str, Any]:
    """ready, database, worker, and the oldest waiting reply in seconds (null: none waits)."""
    now = app.clock()
    try:
        waiting, oldest = await app.database.read(outbox.waiting)
    except StorageDown:
        return {"ready": False, "database": False}
    worker = "jobs" not in app.only or now - app.worker.alive_at < WORKER_SILENT
    age = None if oldest is None else round((now - oldest) / 1000, 3)
    return {"ready": worker, "database": True, "worker": worker, "waiting": waiting, "oldest_seconds": age}


async def metrics(app: App) -> tuple[bytes, str]:
    """Prometheus' text and its content type."""
    now = app.clock()

    def look(tx: Tx) -> tuple[int, int | None, int, int]:
        waiting, oldest = outbox.waiting(tx)
        return waiting, oldest, jobs.due(tx, now), inbox.count_quarantined(tx)

    waiting, oldest, due, aside = await app.database.read(look)
    registry = CollectorRegistry()
    for name, about, value in (
        ("outbox_waiting", "Replies that wait to be sent", waiting),
        ("outbox_oldest_seconds", "Age of the oldest waiting reply", (now - oldest) / 1000 if oldest else 0),
        ("jobs_due", "Jobs that are due", due),
        ("quarantine", "Messages that no handler could play", aside),
        ("sent", "Replies sent by this process", sum(sender.sent for sender in app.senders)),
    ):
        Gauge(f"payung_{name}", about, registry=registry).set(value)
    return generate_latest(registry), CONTENT_TYPE_PLAIN_1_0_0
