"""The people of an announcement, some at a time so that nobody waits long: counted, called back, seen to."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from rules.announcements import Measures
from storage import announcement_filling, announcement_results, announcements
from storage.announcements import NEVER, Announcement
from storage.statement import Row, Tx

if TYPE_CHECKING:
    from bot.app import App

DAY = 24 * 3600 * 1000
AT_ONCE = 200  # results noted in one transaction
SOON, SELDOM, SHARE = 10 * 1000, 3600 * 1000, 20  # how often results are looked at: the older the rarer
KEPT = 90 * DAY  # for so long the outbox knows what it has sent


async def count(app: App, one: Announcement, told: Measures) -> None:
    """Take whom it is for from the registrations, and count them. Killed over it, the rest is taken later."""
    if one.taken == 0:
        while await app.database.run(lambda tx: announcement_filling.empty(tx, one.id)):
            await asyncio.sleep(0)
    after: int | None = one.taken
    while after is not None:
        after = await app.database.run(partial(_filled, app, one, told, after))
        await asyncio.sleep(0)
    counted = json.dumps(await _counted(app, one.id))
    more = {"counted": counted, "counted_at": app.clock()}
    await app.database.run(lambda tx: announcements.move(tx, app.vault, one.id, "counted", **more))


def _filled(app: App, one: Announcement, told: Measures, after: int, tx: Tx) -> int | None:
    """One part, and how far it went, in one commit."""
    today = app.local(app.clock()).date()
    until = announcement_filling.fill(tx, one.id, one.segment, after, today, told.ending)
    if until is not None:
        announcements.taken(tx, one.id, until)
    return until


async def _counted(app: App, id: int) -> dict[str, dict[str, int]]:
    """By channel: people, chats, and chats that have been silent for a day (`outside`)."""
    seen, found, after = set[int](), dict[str, Counter[str]](), 0
    silent = app.clock() - DAY
    while rows := await app.database.read(partial(_part, id=id, after=after)):
        for row in rows:
            of = found.setdefault(row["channel"], Counter(people=0, chats=0, outside=0))
            of["people"] += 1
            if row["chat_id"] not in seen:
                seen.add(row["chat_id"])
                of["chats"] += 1
                of["outside"] += row["talked_at"] <= silent
        after = rows[-1]["person_id"]
    return {channel: dict(counts) for channel, counts in sorted(found.items())}


def _part(tx: Tx, id: int, after: int) -> list[Row]:
    return announcement_filling.counted_after(tx, id, after)


async def call_back(app: App, one: Announcement) -> None:
    """Of one that was stopped: what nobody is sending yet stays unsent."""
    while await app.database.run(lambda tx: announcement_results.call_back(tx, one.id)):
        await asyncio.sleep(0)
    more = {"ended_at": app.clock(), "look_at": app.clock()}
    await app.database.run(lambda tx: announcements.move(tx, app.vault, one.id, "stopped", **more))


async def results(app: App) -> None:
    """Note what has become of the messages, of those announcements of which it is time."""
    now = app.clock()
    for one in await app.database.read(lambda tx: announcements.due(tx, app.vault, now)):
        await look(app, one)


async def look(app: App, one: Announcement) -> None:
    """Note what has become of its messages."""
    after: int | None = 0
    pending = 0
    while after is not None:
        after, found = await app.database.read(partial(_changed, id=one.id, after=after))
        pending += after is not None
        known = list(found.items())
        for start in range(0, len(known), AT_ONCE):
            part = dict(known[start : start + AT_ONCE])
            await app.database.run(partial(_raised, id=one.id, part=part))
    moment = _next_look(app, one, pending > 0)
    await app.database.run(lambda tx: announcements.look_at(tx, one.id, moment))


def _changed(tx: Tx, id: int, after: int) -> tuple[int | None, dict[int, str]]:
    return announcement_results.changed_after(tx, id, after)


def _raised(tx: Tx, id: int, part: dict[int, str]) -> None:
    announcement_results.raised(tx, id, part)


def _next_look(app: App, one: Announcement, pending: bool) -> int:
    """Soon after it was sent, later more seldom; never where nothing can change any more."""
    now = app.clock()
    age = now - (one.sent_at or now)
    if (not pending and one.state in ("done", "stopped")) or age > KEPT:
        return NEVER
    return now + min(max(SOON, age // SHARE), SELDOM)
