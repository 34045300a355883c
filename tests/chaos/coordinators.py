"""A coordinator on Telegram who sends long lists, and what stands in the bot's database then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, open_app
from bot.rehearsal.lists import listed
from bot.rehearsal.telegram import FakeTelegram, Seat
from bot.settings import Bare
from bot.wishes import Wish
from tests.chaos.process import KEY
from tests.chaos.records import count, rows, same
from tests.coordinators import coordinating

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERSON = 4242
OFFICE = Wish("paser", office="Dinas Pendidikan", quota=50_000)
LOOK = 0.02
WAITING = 4  # lines of every list that somebody has to mend
# A registration and all that belongs to it: how many of each.
WRITTEN = """
SELECT (SELECT count(*) FROM registrations), (SELECT count(DISTINCT person_id) FROM registrations),
       (SELECT count(DISTINCT number) FROM registrations), (SELECT count(*) FROM people),
       (SELECT count(*) FROM events WHERE kind IN ('listed', 'put_on_list')),
       (SELECT count(*) FROM list_lines WHERE status IN ('accepted', 'changed'))
"""
LINES = "SELECT list_id, status, count(*) FROM list_lines GROUP BY list_id, status ORDER BY list_id"


@asynccontextmanager
async def looked_into(url: str, folder: Path) -> AsyncIterator[App]:
    """The program on that database, of which no part runs."""
    settings = Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY))
    app = await open_app(settings, only=frozenset())
    try:
        yield app
    finally:
        await app.stop()


async def begun(url: str, folder: Path, wish: Wish = OFFICE) -> None:
    """The person coordinates a group from now on."""
    async with looked_into(url, folder) as app:
        await coordinating(app, "telegram", str(PERSON), wish)


@dataclass
class Coordinator:
    """The person at the stand-in of Telegram, and the bot's database."""

    seat: Seat
    url: str

    @staticmethod
    async def arrived(fake: FakeTelegram, url: str) -> Coordinator:
        """Somebody who has said hello and agreed."""
        one = Coordinator(fake.person(PERSON, "Made"), url)
        for said in ("halo", "Setuju"):
            await one.seat.says(said)
            await one.seat.next()
        return one

    async def brings(self, name: str) -> None:
        """Send a list; the answer is there, what became of its lines is not yet."""
        await self.seat.sends_file(listed(name), name, XLSX)

    def stored(self) -> int:
        """How many lines stand in the database by now."""
        return count(self.url, "list_lines")

    async def until_stored(self, lines: int) -> None:
        while self.stored() < lines:
            await asyncio.sleep(LOOK)

    async def until_done(self, lists: int = 1, within: float = 120) -> None:
        """Until so many lists are wholly taken in and nobody waits for a reply."""
        async with asyncio.timeout(within):
            while count(self.url, "lists WHERE state = 'done'") < lists or self._on_its_way():
                await asyncio.sleep(LOOK)

    def _on_its_way(self) -> int:
        return count(self.url, "jobs WHERE kind = 'read_list'") + count(
            self.url, "outbox WHERE state = 'waiting'"
        )

    def heard(self, about: str) -> list[str]:
        """The messages with that in them."""
        return [message.text for message in self.seat.messages if about in message.text]


def statuses(url: str, which: int) -> Mapping[str, int]:
    """What became of the lines of a list: how many of each."""
    return {status: number for id, status, number in rows(url, LINES) if id == which}


def assert_each_listed_once(url: str, people: int) -> None:
    """Every person has one registration with one number, one event and one line that brought them in."""
    same("what was written", rows(url, WRITTEN)[0], [people] * 6)
    numbers = rows(
        url, "SELECT lines, (SELECT count(*) FROM list_lines l WHERE l.list_id = s.id) FROM lists s"
    )
    same("the lines that were read", [read for read, _ in numbers], [there for _, there in numbers])
