"""What an announcement costs those who chat meanwhile: `python -m tests.bench.announced sqlite|postgres [PEOPLE]`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.app import App
from bot.rehearsal.telegram import Blaster, FakeTelegram, Measured
from rules.announcements import Segment
from rules.officers import ALL, Officer, Spot
from rules.records import Event, Registration
from storage import announcement_results, announcements, officers, people, registrations
from storage.statement import Statement, Tx
from storage.tables import chats
from tests.bench.__main__ import database
from tests.chaos.coordinators import looked_into
from tests.chaos.long_list import RATE, ROUND, Talking, within
from tests.chaos.performance import load_programmes, telegram
from tests.chaos.process import SECRET, Bot

PEOPLE = 5000
STRETCH = 5  # rounds of talk while it goes out, and as many while it is paused
IN_FLIGHT = 50
TALKERS = int(RATE * ROUND)  # the first of those who have said hello; nothing is announced to them
CHATS = Statement(chats.select().where(chats.c.channel == "telegram").order_by(chats.c.id))


class Awake(Bot):
    """A bot that sends at any hour."""

    serve = ("-m", "tests.bench.awake", "serve")


@dataclass(frozen=True)
class Seen:
    """What others waited, round by round: `busy` while so many were sent in so many seconds, `idle` in the pauses."""

    idle: Sequence[Measured]
    busy: Sequence[Measured]
    sent: int
    seconds: float


async def seen(folder: Path, url: str, many: int) -> Seen:
    """On one database, which is empty."""
    load_programmes(folder, database_url=url)
    async with FakeTelegram(strict=False) as fake:
        told = telegram(fake, "webhook") | {"database_url": url, "log_level": "INFO"}
        async with Awake(folder, told) as bot:
            await bot.ready()
            blaster = Blaster(fake)
            hook = f"{bot.url}/telegram/webhook"
            await blaster.blast(hook, SECRET, blaster.updates(many + TALKERS), IN_FLIGHT)
            talking = Talking(fake, blaster, bot)
            async with looked_into(url, folder) as app:
                return await _beside(app, talking)


async def _beside(app: App, talking: Talking) -> Seen:
    """Send it in stretches, and talk in each and in the pause after it: what else the machine does hits both."""
    id = await app.database.run(partial(_registered, app))
    while (await _state(app, id)) == "counting":
        await asyncio.sleep(0.2)
    idle, busy, seconds = list[Measured](), list[Measured](), 0.0
    act = "send"
    while (await _state(app, id)) != "done":
        await _begun(app, id, act)
        began = time.monotonic()
        busy += [await talking.round() for _ in range(STRETCH)]
        await _done(app, id, "pause")
        seconds += time.monotonic() - began
        act = "continue"
        idle += [await talking.round() for _ in range(STRETCH)]
    await asyncio.sleep(20)  # what became of the last is looked at
    totals = await app.database.read(lambda tx: announcement_results.totals(tx, id))
    return Seen(idle, busy, totals.get("sent", 0), seconds)


async def _begun(app: App, id: int, act: str) -> None:
    """Until it goes out indeed."""
    before = await _waiting(app, id)
    await _done(app, id, act)
    while (await _state(app, id)) == "sending" and await _waiting(app, id) == before:
        await asyncio.sleep(0.05)


async def _waiting(app: App, id: int) -> int:
    return (await app.database.read(lambda tx: announcement_results.totals(tx, id))).get("waiting", 0)


async def _done(app: App, id: int, act: str) -> None:
    more = {"sent_at": app.clock(), "look_at": app.clock()} if act == "send" else {}
    await app.database.run(lambda tx: announcements.move(tx, app.vault, id, act, **more))


async def _state(app: App, id: int) -> str:
    one = await app.database.read(lambda tx: announcements.by_id(tx, app.vault, id))
    return one.state if one else ""


def _registered(app: App, tx: Tx) -> int:
    """Whoever has said hello, but those who will talk, is registered, and meant by an announcement."""
    now = app.clock()
    for number, chat in enumerate(tx.all(CHATS)):
        if int(chat["address"]) < 1_000_000 + TALKERS:
            continue
        nik = f"5171{number // 1000:04}0885{9000 + number % 1000}"
        details = {"nik": nik, "name": "NI WAYAN SARI", "birth_date": "1985-08-17"}
        person = people.save(tx, app.vault, details, now).id
        people.link(tx, chat["id"], person, "self", now)
        wish = Registration(0, "", "denpasar", person, "farmer", None, "", {}, now)
        registrations.add(tx, app.vault, wish, "DEN", Event("submitted", now, "person"), None)
    wanted = Officer(0, "made", "I Made", "", frozenset({"verifier"}), (ALL,))
    by = officers.add(tx, app.vault, wanted, now)
    assert by
    told = {"id": "Kantor layanan pindah ke Jl. Melati 5 mulai Senin."}
    segment = Segment("denpasar")
    return announcements.add(tx, app.vault, segment, Spot("51.71", "denpasar"), told, by.id, now)


def told(name: str, found: Seen) -> str:
    waits = [within(rounds, percent) for percent in (50, 99) for rounds in (found.idle, found.busy)]
    lost = sum(one.lost + one.refused for one in (*found.idle, *found.busy))
    return (
        f"{name}: {found.sent} sent in {found.seconds:.0f} s ({found.sent / found.seconds:.1f}/s); p50 {waits[0]:.1f}"
        f" ms idle, {waits[1]:.1f} beside; p99 {waits[2]:.1f} ms idle, {waits[3]:.1f} beside; {lost} lost"
    )


if __name__ == "__main__":
    name, many = f"payung-{sys.argv[1]}", int(sys.argv[2]) if len(sys.argv) > 2 else PEOPLE
    with tempfile.TemporaryDirectory(dir=".") as folder, database(name, folder) as url:
        print(told(name, asyncio.run(seen(Path(folder).resolve(), url, many))))
