"""Lets people hear, a month before, that their cover ends and no renewal is noted. Once, in waking hours.

Whoever is on a list that is fixed hears nothing: that list is on its way, and promises are not made here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.enrolment.telling import MINUTE, WAVE, tell_chat
from rules.enrolment import TOLD
from storage import catalogue, lapses
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

AT_ONCE = 100  # chats in one transaction
LATE = timedelta(7)  # so many days later it is still said, where the program did not run


async def lapses_told(app: App) -> None:
    """The job of every few hours."""
    today = app.local(app.clock()).date()
    place = 0
    for programme in await app.database.read(catalogue.all_programmes):
        after: int | None = 0
        while after is not None:
            after, count = await app.database.run(partial(_some, app, programme.code, today, after, place))
            place += count


def _some(app: App, programme: str, today: date, after: int, place: int, tx: Tx) -> tuple[int | None, int]:
    """Some chats; the membership to go on from (None: no more), and how many chats."""
    now = app.clock()
    found = lapses.to_tell(tx, programme, today + TOLD - LATE, today + TOLD, after, AT_ONCE)
    whole = {row["id"] for row in found}
    if len(found) == AT_ONCE and len(whole) > 1:  # the chats of the last one may not all be here
        whole.discard(found[-1]["id"])
    for number, row in enumerate(row for row in found if row["id"] in whole):
        chat = {"id": row["chat"], "channel": row["channel"], "address": row["address"]}
        about = f"lapses:{row['person_id']}:{row['paid_until']}"
        tell_chat(tx, app.vault, chat, about, (place + number) // WAVE * MINUTE, now)
    until = {row["id"]: row["paid_until"] for row in found}
    for id in sorted(whole):
        lapses.told(tx, app.vault, id, until[id], now)
    return (max(whole), len(found)) if len(found) == AT_ONCE else (None, len(found))
