"""Announcements for the tests of the console: written by an officer, and counted."""

from __future__ import annotations

from dataclasses import replace

from bot.announcing import announce
from bot.app import App
from rules.announcements import Rate, Segment, measures
from rules.officers import Officer, Spot
from storage import announcements
from storage.announcements import Announcement
from tests.console.desk import Desk

FAST = replace(measures(), rate=Rate(1000, 0.0, 10_000), quiet_from=24, quiet_until=0)
TEXT = "Kantor layanan pindah ke Jl. Melati 5 mulai Senin."
FILLED = {"programme": "denpasar", "text": TEXT}


async def now(app: App, id: int) -> Announcement:
    found = await app.database.read(lambda tx: announcements.by_id(tx, app.vault, id))
    assert found
    return found


async def only(app: App) -> Announcement:
    """The newest."""
    return (await app.database.read(lambda tx: announcements.page(tx, app.vault, 10**9, 1)))[0]


async def written(desk: Desk, by: Officer, **fields: object) -> Announcement:
    """Written by this officer, and counted."""
    await desk.sit_down(by)
    await desk.get("/announcements/new?programme=denpasar")
    await desk.post("/announcements/new", {**FILLED, **fields})
    await announce(desk.app, FAST)
    return await only(desk.app)


async def add(app: App, by: Officer, spot: Spot, texts: dict[str, str] | None = None) -> int:
    segment = Segment(spot.programme, spot.village)
    return await app.database.run(
        lambda tx: announcements.add(tx, app.vault, segment, spot, texts or {"id": TEXT}, by.id, app.clock())
    )
