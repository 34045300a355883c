"""What an operator watches: is the database answering, are the workers alive, how long do messages wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from bot.measuring import Gauged
from storage import inbox, jobs, outbox
from storage.errors import StorageDown
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

WORKER_SILENT = 180_000  # milliseconds after which the worker is taken for dead


async def readiness(app: App) -> dict[str, Any]:
    """ready, database, worker, and the oldest waiting reply in seconds (null: none waits); `whatsapp`: what
    only the operator can put right there.
    """
    now = app.clock()
    try:
        waiting, oldest = await app.database.read(outbox.waiting)
    except StorageDown:
        return {"ready": False, "database": False}
    worker = "jobs" not in app.only or now - app.worker.alive_at < WORKER_SILENT
    age = None if oldest is None else round((now - oldest) / 1000, 3)
    state = {"ready": worker, "database": True, "worker": worker, "waiting": waiting, "oldest_seconds": age}
    return state | ({"whatsapp": list(app.whatsapp.troubles.known.values())} if app.whatsapp else {})


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
    _of_inbox(app, registry)
    for name, about, labels, rows in await app.measuring.gauges():
        _gauge(name, about, labels, rows, registry)
    if app.whatsapp:
        _whatsapp(app.whatsapp, registry)
    return generate_latest(registry), CONTENT_TYPE_PLAIN_1_0_0


def _of_inbox(app: App, registry: CollectorRegistry) -> None:
    """What this process takes in: the messages that are not on disk yet, and how many have been."""
    oldest = next(iter(app.inbox.taken.values()), None)
    about = "For how long the oldest message waits that is not on disk yet"
    lag = Gauge("payung_inbox_lag_seconds", about, registry=registry)
    lag.set(0 if oldest is None else max(0, app.clock() - oldest) / 1000)
    taken = Gauge("payung_inbox_waiting", "Messages that are not on disk yet", registry=registry)
    taken.set(len(app.inbox.taken))
    about = "Messages that were taken in by this process"
    Counter("payung_inbox_handled", about, registry=registry).inc(app.inbox.handled)


def _gauge(
    name: str, about: str, labels: Sequence[str], rows: Sequence[Gauged], registry: CollectorRegistry
) -> None:
    gauge = Gauge(name, about, labels, registry=registry)
    for given, value in rows:
        (gauge.labels(*given) if labels else gauge).set(value)


def _whatsapp(whatsapp: Any, registry: CollectorRegistry) -> None:
    """What is paid for, and what only the operator can put right."""
    paid = Counter(
        "payung_whatsapp_billable", "Delivered messages that are paid for", ["category"], registry=registry
    )
    for category, count in whatsapp.bills.counts.items():
        paid.labels(category).inc(count)
    about = "What they come to by PAYUNG_WHATSAPP_PRICES"
    Counter("payung_whatsapp_cost", about, registry=registry).inc(whatsapp.bills.cost)
    trouble = Gauge("payung_whatsapp_trouble", "Waits for the operator", ["code"], registry=registry)
    for code in whatsapp.troubles.known:
        trouble.labels(str(code)).set(1)
