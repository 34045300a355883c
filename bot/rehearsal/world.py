"""The world a transcript begins in: the day, who is a member, which quota is used up."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.app import App
from bot.load import SHIPPED, load_programmes
from bot.rehearsal.cities import tell
from bot.rehearsal.sounds import silence
from rules.programmes import load_all
from rules.records import Membership
from storage import catalogue, memberships, people
from storage.statement import Tx

MEMBER = re.compile(
    r"(\d{16}) ([^,]+), born (\d{4}-\d\d-\d\d)"
    r"(?:, until (\d{4}-\d\d-\d\d))?(?:, from (\d{4}-\d\d-\d\d))?(?:, income (\d+))?(?:, in (\w+))?(?:, jht)?"
)
OPENING = time(9, 0)
DELAY = re.compile(r"(\d+) (second|minute|hour|day)s? later")


class VirtualClock:
    """Milliseconds; every look moves it by a thousandth, every message by a second."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        self.now += 1
        return self.now

    def set(self, day: date, at: time, zone: ZoneInfo) -> None:
        self.now = int(datetime.combine(day, at, zone).timestamp() * 1000)

    def next_second(self) -> None:
        """A message comes a second after the one before, however often the clock was looked at."""
        self.now = (self.now // 1000 + 1) * 1000

    def forward(self, directive: str) -> bool:
        """Follow "2 days later"; False when it is something else."""
        if match := DELAY.fullmatch(directive):
            self.now += int(timedelta(**{f"{match[2]}s": int(match[1])}).total_seconds() * 1000)
        return match is not None


async def build(app: App, clock: VirtualClock, world: tuple[tuple[str, str], ...]) -> None:
    """Make the world. Raises ValueError for a line that is not understood."""
    if not await app.database.run(catalogue.all_programmes):
        await load_programmes(app, load_all(SHIPPED))
    for key, value in world:
        match key:
            case "Today":
                day, _, at = value.partition(" ")
                moment = time.fromisoformat(at) if at else OPENING
                clock.set(date.fromisoformat(day), moment, app.settings.zone)
            case "Member":
                await app.database.run(partial(add_member, app, value))
            case "City":
                await app.database.run(partial(tell, app, value))
            case "Quota":
                await app.database.run(partial(set_quota, app, value))
            case "Recorded":
                record(app, value)
            case "New":
                pass  # nobody has said hello yet: the transcript does
            case "Ktp":
                pass  # photos of a KTP can be read: card_reader.py sees to it
            case "Registered" | "Answered" | "Case" | "Coordinator" | "Group":
                pass  # needs the phone's chat: cast.py, begun.py, cases.py, groups.py see to it then
            case _:
                raise ValueError(f"{key}: nobody knows what this sets")


def record(app: App, line: str) -> None:
    """ "id/register/nik.ask.ogg": somebody has read that text aloud. The recordings here are silent."""
    file = app.recordings.folder / line
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(silence(file.suffix.removeprefix(".")))


def add_member(app: App, line: str, tx: Tx) -> None:
    """ "NIK NAME, born DATE[, until DATE][, from DATE][, income RUPIAH][, in PROGRAMME][, jht]"."""
    match = MEMBER.fullmatch(line)
    if match is None:
        raise ValueError(f"Member: {line}: expected NIK NAME, born DATE, until DATE")
    nik, name, born, until, begun, income, programme = match.groups()
    person = people.save(tx, app.vault, {"nik": nik, "name": name, "birth_date": born}, app.clock())
    if until:
        last = date.fromisoformat(until)
        first = date.fromisoformat(begun) if begun else last - timedelta(364)
        package = ("jkk", "jkm", "jht") if line.endswith("jht") else ("jkk", "jkm")
        kpj = f"9{nik[-10:]}"
        cover = Membership(0, person.id, programme, kpj, package, "city_budget", first, first, last,
                           int(income) if income else None)  # fmt: skip
        memberships.add(tx, app.vault, cover, app.clock())


def set_quota(app: App, line: str, tx: Tx) -> None:
    """ "banjarmasin 0": so many places in all."""
    code, _, places = line.partition(" ")
    programme = next(p for p in catalogue.all_programmes(tx) if p.code == code)
    catalogue.save_programme(tx, replace(programme, quota=int(places)), app.clock())
