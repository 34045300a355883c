"""Who waits outside of groups gets a place as soon as one is free, in the order in which they came.

A place is free when somebody has left one (storage/registrations.py asks for the job), or a quota was raised.
In groups the next one of the group moves up first: bot/groups/living.py.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.groups.room import Room
from rules.programmes import Programme
from rules.records import Event, NotAllowed
from storage import catalogue, jobs, people, registrations, waiting_list
from storage.statement import Tx
from storage.vault import Vault
from storage.waiting_list import Waits

if TYPE_CHECKING:
    from bot.app import App

AT_ONCE, LOOKED_AT = 10, 100  # people in one transaction who get a place, and who are asked about one by one


async def fill_places(app: App, payload: Any) -> None:
    """The job: of the programme in which a place came free; without one now and then of each."""
    for programme in await app.database.read(catalogue.all_programmes):
        if payload.get("programme", programme.code) == programme.code:
            while await app.database.run(partial(_fill, app, programme), patient=True):
                await asyncio.sleep(0)


def _fill(app: App, programme: Programme, tx: Tx) -> int:
    return fill(tx, app.vault, programme, app.clock())


def fill(tx: Tx, vault: Vault, programme: Programme, now: int, *, thorough: bool = True) -> int:
    """Give free places to some of those who wait; how many got one. Nobody else takes one until the commit.

    Not `thorough`: in the way of somebody else's work, where many must not be looked at.
    """
    if not waiting_list.first(tx, programme.code, 1) or not Room(tx, programme).open:
        return 0
    registrations.lock(tx, programme.code)
    room, moved = Room(tx, programme), 0
    for one in waiting_list.first(tx, programme.code, LOOKED_AT):
        fits = moved < AT_ONCE and room.fits(one.category, one.village)
        if fits and _moved_up(tx, vault, programme, one, now):
            room.take(one.category, one.village)
            moved += 1
    return moved or (_further_behind(tx, vault, programme, room, now) if thorough else 0)


def _further_behind(tx: Tx, vault: Vault, programme: Programme, room: Room, now: int) -> int:
    """The place is none for the first ones, as their village or kind of work is full, but for another."""
    known = waiting_list.first_of_each(tx, programme.code)
    others = (one for one in known if room.fits(one.category, one.village))
    return int(any(_moved_up(tx, vault, programme, one, now) for one in others))


def _moved_up(tx: Tx, vault: Vault, programme: Programme, one: Waits, now: int) -> bool:
    """A place for whoever stands there; each chat that speaks for the person hears of it."""
    id = waiting_list.registration_of(tx, programme.code, one)
    known = registrations.by_id(tx, vault, id) if id else None
    if known is None:
        return False
    try:
        registrations.happen(tx, vault, known, Event("place_found", now, "system"), None)
    except NotAllowed:  # withdrawn or rejected in this moment
        return False
    about = f"place_found:{known.id}"
    for chat in people.chats_of(tx, known.person):
        payload = {
            "channel": chat["channel"],
            "address": chat["address"],
            "news": about,
            "key": f"{about}:{now}",
        }
        jobs.add(tx, vault, "tell", payload, now)
    return True
