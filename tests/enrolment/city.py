"""Invented people who have registered, and what becomes of lists of them, on one program with a clock of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import App, open_app
from bot.enrolment import filling
from bot.enrolment.taking_in import import_now
from bot.lists.writing import sheet
from bot.load import SHIPPED, load_programmes
from bot.rehearsal.work import done
from bot.settings import Bare
from rules.cases import Case
from rules.enrolment import Enrolment, last_day
from rules.programme import Programme
from rules.programmes import load_all
from rules.records import Event, Membership, Registration
from storage import (
    answer_files,
    cases,
    catalogue,
    chats,
    enrolment,
    enrolment_rows,
    memberships,
    people,
    registrations,
)
from storage.answer_files import AnswerFile
from storage.statement import Tx

T = TypeVar("T")
KEY = SecretStr("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
ZONE = ZoneInfo("Asia/Makassar")
TODAY = date(2026, 3, 10)
VILLAGE, NEXT = "51.71.03.2008", "51.71.03.2009"
APRIL = date(2026, 4, 1)


class Clock:
    """Milliseconds; it stands at nine in the morning until a test moves it."""

    def __init__(self, day: date = TODAY) -> None:
        self.set(day)

    def set(self, day: date, hour: int = 9) -> None:
        self.now = int(datetime.combine(day, time(hour), ZONE).timestamp() * 1000)

    def __call__(self) -> int:
        self.now += 1
        return self.now


@dataclass
class City:
    """One program, without the parts that run by themselves."""

    app: App
    clock: Clock
    serial: Iterator[int] = field(default_factory=lambda: count(9000))

    async def run(self, work: Callable[[Tx], T]) -> T:
        return await self.app.database.run(work)

    async def registered(
        self, many: int = 1, programme: str = "makassar", *, village: str = "73.71.01.1001",
        status: str = "verified", category: str = "driver", born: str = "1985-08-17", chat: bool = False,
        group: int | None = None,
    ) -> list[Registration]:  # fmt: skip
        """People who have registered and been verified, in this order."""

        def write(tx: Tx) -> list[Registration]:
            return [
                self._one(tx, programme, village, status, category, born, chat, group) for _ in range(many)
            ]

        return await self.run(write)

    def _one(
        self, tx: Tx, programme: str, village: str, status: str, category: str, born: str, chat: bool,
        group: int | None,
    ) -> Registration:  # fmt: skip
        now, number = self.clock(), next(self.serial)
        details = {"nik": nik(number), "name": f"PEKERJA {word(number)}", "birth_date": born,
                   "address": "Jl. Melati RT 3 RW 1", "phone": "+6281234567890", "mother_name": "SITI"}  # fmt: skip
        person = people.save(tx, self.app.vault, details, now).id
        place = chats.enter(tx, self.app.vault, "web", f"phone-{number}", now, "id").id if chat else None
        if place:
            people.link(tx, place, person, "self", now)
        wish = Registration(0, "", programme, person, category, village, "", {}, now, group=group)
        event = Event("submitted", now, "person")
        made = registrations.add(tx, self.app.vault, wish, programme[:3].upper(), event, place)
        if status == "verified":
            registrations.happen(tx, self.app.vault, made, Event("verified", now, "officer"), None)
        return made

    async def member(
        self, one: Registration, until: date, *, programme: str | None = "", payer: str = "city_budget",
        kpj: str = "", first: date | None = None, enrol: bool = True,
    ) -> Membership:  # fmt: skip
        """Somebody is covered already."""

        def write(tx: Tx) -> Membership:
            of = one.programme if programme == "" else programme
            begins = first or date(until.year, 1, 1)
            span = Membership(0, one.person, of, kpj or kpj_of(one.person), ("jkk", "jkm"), payer, begins,
                              begins, until)  # fmt: skip
            made = memberships.add(tx, self.app.vault, span, self.clock())
            if enrol:
                event = Event("enrolled", self.clock(), "officer")
                registrations.happen(tx, self.app.vault, one, event, None)
            return made

        return await self.run(write)

    async def listed(
        self,
        programme: str = "makassar",
        kind: str = "new",
        starts: date = APRIL,
        months: int = 9,
        **more: Any,
    ) -> Enrolment:
        """A list that is filled; unless another is named, the programme's payer pays."""
        asked = {"payer": (await self.programme(programme)).payer.code, **more}
        wanted = Enrolment(0, programme, kind, starts, last_day(starts, months), **asked)
        one = await self.run(lambda tx: filling.made(tx, self.app.vault, wanted, None, self.clock()))
        await self.work()
        return await self.enrolment(one.id)

    async def changed(self, programme: str, **more: Any) -> None:
        """The programme with another quota or period."""
        changed = replace(await self.programme(programme), **more)
        await self.run(lambda tx: catalogue.save_programme(tx, changed, self.clock()))

    async def programme(self, code: str) -> Programme:
        return next(one for one in await self.run(catalogue.all_programmes) if one.code == code)

    async def enrolment(self, id: int) -> Enrolment:
        found = await self.run(lambda tx: enrolment.by_id(tx, id))
        assert found
        return found

    async def sent(self, one: Enrolment) -> Enrolment:
        """Checked, fixed and sent."""
        return await self.through(one, "checked", "fixed", "sent")

    async def fixed(self, one: Enrolment) -> Enrolment:
        """Checked and fixed."""
        return await self.through(one, "checked", "fixed")

    async def through(self, one: Enrolment, *kinds: str) -> Enrolment:
        """These happen to the list, one after the other."""
        for kind in kinds:
            event = Event(kind, self.clock(), "officer")
            await self.run(partial(enrolment.happen, vault=self.app.vault, id=one.id, event=event))
        return await self.enrolment(one.id)

    async def states(self, one: Enrolment) -> Mapping[str, int]:
        return await self.run(lambda tx: enrolment_rows.counts(tx, one.id))

    async def reasons(self, one: Enrolment) -> Mapping[str, int]:
        return await self.run(lambda tx: enrolment_rows.reasons(tx, one.id, "left_out"))

    async def rows(self, one: Enrolment, state: str = "") -> Sequence[Mapping[str, Any]]:
        return await self.run(lambda tx: enrolment_rows.page(tx, self.app.vault, one.id, state, 0, 500))

    async def covers(self, one: Registration) -> Sequence[Membership]:
        return await self.run(lambda tx: memberships.of_person(tx, self.app.vault, one.person))

    async def status(self, one: Registration) -> Registration:
        found = await self.run(lambda tx: registrations.by_id(tx, self.app.vault, one.id))
        assert found
        return found

    async def answers(
        self, kind: str, titles: Sequence[str], rows: Sequence[Sequence[Any]], one: Enrolment | None = None
    ) -> AnswerFile:
        """A file of the branch, taken in."""
        content = sheet(rows, titles, "Sheet1")
        return await import_now(
            self.app, kind, one.id if one else None, content, "jawaban.xlsx", lambda _: None
        )

    async def verdicts(self, file: AnswerFile) -> list[str]:
        """What became of each row below the titles: the status, or the reason."""
        found = await self.run(lambda tx: answer_files.verdicts(tx, file.id, 0, 10_000))
        return [one.reason or one.status for one in found][1:]

    async def died(self, one: Registration) -> None:
        """Somebody has reported a death."""

        def write(tx: Tx) -> None:
            now = self.clock()
            chat = chats.enter(tx, self.app.vault, "web", f"heir-{one.id}", now, "id").id
            wanted = Case(0, "", "death", one.person, "", {}, now)
            cases.add(tx, self.app.vault, wanted, None, Event("reported", now, "person"), chat)

        await self.run(write)

    async def work(self) -> list[Any]:
        """Do all that is due."""
        return await done(self.app)


def nik(number: int) -> str:
    """An invented NIK; the last four digits begin again after 9999, with another day."""
    return f"7371{1 + number // 1000 % 20:02}{1 + number % 28:02}0885{9000 + number % 1000:04}"


def kpj_of(person: int) -> str:
    return f"990{person:08}"


def word(number: int) -> str:
    """A name of letters alone, another one for each number."""
    return "".join(chr(65 + int(digit)) for digit in f"{number:05}")


@asynccontextmanager
async def city(url: str, folder: Path) -> AsyncIterator[City]:
    clock = Clock()
    settings = Bare(database_url=url, data_dir=folder, data_key=KEY, timezone="Asia/Makassar")
    app = await open_app(settings, clock=clock, only=frozenset())
    await load_programmes(app, load_all(SHIPPED))
    try:
        yield City(app, clock)
    finally:
        await app.stop()


def play(url: str, folder: Path, scene: Callable[[City], Awaitable[None]], within: float = 120) -> None:
    """Plays a scene in a city."""

    async def run() -> None:
        async with city(url, folder) as here, asyncio.timeout(within):
            await scene(here)

    asyncio.run(run())
