"""People who have registered in one city, and an announcement to them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.announcing import announce
from bot.announcing_people import look
from bot.app import App
from bot.conversation.session import Session
from bot.load import SHIPPED
from handlers.welcome import VERSION
from rules.announcements import Rate, Segment, measures
from rules.cases import Case
from rules.officers import ALL, Officer, Spot
from rules.programmes import load_all
from rules.records import Event, Registration
from storage import (
    announcement_results,
    announcements,
    cases,
    catalogue,
    chats,
    officers,
    people,
    registrations,
)
from storage.announcements import Announcement
from storage.statement import Row, Statement, Tx
from storage.tables import announcement_people
from storage.tables import chats as chats_table
from tests.databases import VAULT
from tests.delivery.desk import NAME, play
from tests.delivery.house import House, house

VILLAGE = "51.71.03.2008"
FAST = replace(measures(), rate=Rate(50, 0.0, 1000), quiet_from=24, quiet_until=0)
TEXT = "Kantor layanan pindah ke Jl. Melati 5 mulai Senin."
PEOPLE = Statement(announcement_people.select().order_by(announcement_people.c.person_id))
USED = Statement(chats_table.update().where(chats_table.c.address == "used").values(talked_at=1))


def nik(number: int) -> str:
    return f"51710357{number // 1000:02}85{9000 + number % 1000}"


def lives(
    tx: Tx, number: int, *addresses: str, now: int = 0, channel: str = NAME, **more: Any
) -> Registration:
    """A worker who registered, with chats of these addresses; the last is the one used last."""
    details = {"nik": nik(number), "name": f"NI WAYAN {number}", "birth_date": "1985-08-17"}
    person = people.save(tx, VAULT, details, now).id
    for place, address in enumerate(addresses):
        chat = chats.enter(tx, VAULT, channel, address, now + place, "id")
        chats.save(tx, VAULT, chat, Session(known={"consent": VERSION}), now + place)
        people.link(tx, chat.id, person, "self", now)
    told = {"programme": "denpasar", "category": "trader", "village": VILLAGE, **more}
    wish = Registration(
        0, "", told["programme"], person, told["category"], told["village"], "", {}, now, group=told.get("group")
    )  # fmt: skip
    return registrations.add(tx, VAULT, wish, "DEN", Event("submitted", now, "person"), None)


async def furnished(bot: House, many: int = 3, channel: str = NAME) -> None:
    """The programmes, and so many workers with a chat each ("1", "2" ...)."""

    def write(tx: Tx) -> None:
        for programme in load_all(SHIPPED):
            catalogue.save_programme(tx, programme, bot.clock())
        for number in range(1, many + 1):
            lives(tx, number, str(number), now=bot.clock(), channel=channel)

    await bot.database.run(write)


async def officer(bot: App, login: str = "made") -> int:
    wanted = Officer(0, login, "I Made", "", frozenset({"verifier"}), (ALL,))
    made = await bot.database.run(lambda tx: officers.add(tx, VAULT, wanted, bot.clock()))
    assert made
    return made.id


async def written(bot: App, segment: Segment | None = None, *, login: str = "made", **texts: str) -> int:
    """A new announcement of that officer, not yet counted."""
    by, wanted = await officer(bot, login), segment or Segment("denpasar")
    told = {"id": TEXT, **texts}
    return await bot.database.run(
        lambda tx: announcements.add(tx, VAULT, wanted, Spot("51.71", "denpasar"), told, by, bot.clock())
    )


async def act(bot: App, id: int, name: str) -> bool:
    """What an officer does to it."""
    more = {"sent_at": bot.clock(), "look_at": 0} if name == "send" else {}
    more |= {"taken": 0} if name == "count" else {}
    return await bot.database.run(lambda tx: announcements.move(tx, VAULT, id, name, **more))


async def now(bot: App, id: int) -> Announcement:
    found = await bot.database.read(lambda tx: announcements.by_id(tx, VAULT, id))
    assert found
    return found


async def totals(bot: App, id: int) -> dict[str, int]:
    return await bot.database.read(lambda tx: announcement_results.totals(tx, id))


async def rows(bot: App) -> Sequence[Row]:
    return await bot.database.read(lambda tx: tx.all(PEOPLE))


async def all_out(bot: House) -> None:
    """Until nothing waits to be sent, and what became of the last is written."""
    while not await bot.nothing_waits():
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


def scene(
    url: str, folder: Path, act: Callable[[House], Awaitable[None]], people: int = 3, within: float = 120
) -> None:
    """Only what sends is at work by itself: the job is done when the scene says so."""

    async def run() -> None:
        async with house(url, folder, started=False) as bot:
            await furnished(bot, people)
            bot.run_sender()
            await act(bot)

    play(run(), within)


async def sent(bot: House, id: int) -> None:
    """Counted, sent, and on its way to everybody."""
    await announce(bot, FAST)
    assert await act(bot, id, "send")
    await announce(bot, FAST)
    await all_out(bot)
    await look(bot, await now(bot, id))


def died(tx: Tx, number: int, status: str = "reported") -> None:
    """A death is reported, from a chat of the family."""
    chat = chats.enter(tx, VAULT, NAME, "family", 0, "id").id
    event = Event("reported", 0, "person")
    case = cases.add(tx, VAULT, Case(0, "", "death", None, "", {}, 0), nik(number), event, chat)
    if status == "withdrawn":
        cases.happen(tx, VAULT, case, Event("withdrawn", 0, "person"), chat)
