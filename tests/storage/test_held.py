"""What is held until people write: found by where its chat belongs, a page at a time; on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.messages import Reply
from rules.cases import Case
from rules.groups import Group
from rules.officers import ALL, Area
from rules.records import Event
from storage import cases, chats, groups, held, outbox
from storage.database import Database
from storage.outbox import BROADCAST, NOTIFICATION, Queued
from storage.statement import Tx
from tests.databases import NOW, VAULT, play
from tests.delivery.announcing import VILLAGE, lives, nik

CITIES = {"denpasar": "51.71", "makassar": "73.71"}
OFFICE = "dinas-sosial"
CITY = Area("city", "51.71")
EVERY = ["known", "leads", "nowhere", "office", "reports"]


def furnished(tx: Tx) -> None:
    """Held for a worker of Denpasar, for one of an office there, for who reports a death there and who leads
    a group there, for one of Makassar, and for somebody whom nobody knows; and an announcement.
    """
    days = date(2026, 1, 1), date(2026, 12, 31)
    office = Group(0, "denpasar", "office", OFFICE, "Dinas", None, *days, "city_budget")
    village = Group(0, "denpasar", "village", VILLAGE, "Pedagang", None, *days, "village_fund")
    opened = Event("opened", NOW, "operator")
    of_office = groups.add(tx, VAULT, office, opened, None)
    lives(tx, 1, "known", channel="whatsapp")
    lives(tx, 2, "office", channel="whatsapp", village="51.71.03.2009", group=of_office.id)
    lives(tx, 3, "away", channel="whatsapp", programme="makassar", village="73.71.01.1001")
    dead = lives(tx, 4)
    reported = Case(0, "", "death", dead.person, "", {}, NOW)
    cases.add(tx, VAULT, reported, nik(4), Event("reported", NOW, "person"), chat(tx, "reports"))
    led = groups.add(tx, VAULT, village, opened, None)
    groups.let_in(tx, VAULT, led.id, chat(tx, "leads"), {"name": "I MADE"}, NOW)
    for place, address in enumerate(("nowhere", "known", "office", "away", "reports", "leads")):
        hold(tx, address, NOW + place)
    hold(tx, "known", NOW + 9)
    hold(tx, "told", NOW, BROADCAST)
    hold(tx, "known", NOW, BROADCAST)


def chat(tx: Tx, address: str) -> int:
    return chats.enter(tx, VAULT, "whatsapp", address, NOW, "id").id


def hold(tx: Tx, address: str, at: int, priority: int = NOTIFICATION) -> None:
    queued = Queued(0, chat(tx, address), "whatsapp", address, Reply(f"untuk {address}"), priority, at=at)
    outbox.add(tx, VAULT, queued, "held", 0)


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        ((ALL,), [*EVERY, "away"]),
        ((CITY,), EVERY),
        ((Area("programme", "denpasar"),), EVERY),
        ((Area("village", VILLAGE),), ["known", "leads", "nowhere", "reports"]),
        ((Area("office", f"denpasar/{OFFICE}"),), ["nowhere", "office"]),
        ((Area("programme", "makassar"), Area("village", VILLAGE)), ["away", "known", "leads", "nowhere", "reports"]),
        ((Area("city", "64.72"),), ["nowhere"]),
        ((), ["nowhere"]),
    ],
    ids=str,
)  # fmt: skip
def test_it_is_seen_where_its_chat_belongs(
    database_url: str, areas: tuple[Area, ...], expected: list[str]
) -> None:
    async def scene(database: Database) -> None:
        await database.run(furnished)
        rows = await database.read(lambda tx: held.page(tx, VAULT, areas, CITIES, 0, 10))
        assert sorted(row.text.removeprefix("untuk ") for row in rows) == sorted(expected)
        assert await database.read(lambda tx: held.count(tx, areas, CITIES)) == len(expected)

    play(database_url, scene)


def test_the_oldest_comes_first_and_a_chat_once_without_announcements(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(furnished)
        pages = [
            await database.read(lambda tx, start=start: held.page(tx, VAULT, (ALL,), CITIES, start, 2))
            for start in (0, 2, 4, 6)
        ]
        told = [(row.text.removeprefix("untuk "), row.count) for page in pages for row in page]
        expected = ["nowhere", "known", "office", "away", "reports", "leads"]
        assert told == [(address, 2 if address == "known" else 1) for address in expected]

    play(database_url, scene)
