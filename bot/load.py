"""Loads programmes, the regions they need, and for the demo some invented workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.groups.inviting import invite
from bot.wishes import Wish, group_of
from console.welcoming import link_code
from rules.officers import ALL, ROLES, Officer
from rules.programmes import Programme, load_all
from rules.records import Membership
from rules.regions import load_regions
from storage import catalogue, memberships, officers, people, programme_versions
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.app import App

SHIPPED = Path(__file__).parent.parent / "programmes"


@dataclass(frozen=True)
class Worker:
    """An invented worker; `until` counts days from today to the last paid one, None: never enrolled."""

    nik: str
    name: str
    born: date
    programme: str
    payer: str
    kpj: str
    until: int | None


DEMO = (
    Worker(
        "6371015708809001", "SITI AMINAH", date(1980, 8, 17), "banjarmasin", "city_budget", "99000000011", 120
    ),
    Worker(
        "6472031203759002", "ABDUL RAHMAN", date(1975, 3, 12), "samarinda", "city_budget", "99000000022", -40
    ),
    Worker(
        "5171036506859003", "NI WAYAN SARI", date(1985, 6, 25), "denpasar", "village_fund", "99000000033", 300
    ),
)
DEMO_GROUP = Wish("denpasar", village="51.71.03.2008", quota=100)
DEMO_OFFICER = Officer(0, "petugas", "Petugas Demo", "", frozenset(ROLES), (ALL,))
DEMO_LIST = "tegal harum 97.xlsx"


Told = Callable[[Tx, Programme | None, Programme, int], None]  # what it was, what it is, its version


def untold(tx: Tx, before: Programme | None, after: Programme, number: int) -> None:
    """The start of a demo is nobody's act."""


async def load_programmes(app: App, programmes: Iterable[Programme], told: Told = untold) -> None:
    """Add or replace programmes, each as a new version, with the shipped regions. Raises catalogue.Lost."""
    found = list(programmes)
    rows = list(load_regions(SHIPPED / "regions.csv").names.items())

    def save(tx: Tx) -> None:
        for programme in found:
            before = catalogue.one(tx, programme.code)
            told(tx, before, programme, catalogue.save_programme(tx, programme, app.clock()))
        if catalogue.count_regions(tx) == 0:
            catalogue.save_regions(tx, rows)

    await app.database.run(save)


async def load_demo(app: App) -> None:
    """The five cities and three invented workers; safe to repeat. What was changed in the console stays."""
    shipped = load_all(SHIPPED)
    changed = await app.database.read(
        lambda tx: {one.code for one in shipped if programme_versions.officers_changed(tx, one.code)}
    )
    await load_programmes(app, [one for one in shipped if one.code not in changed])
    today = app.local(app.clock()).date()

    def save(tx: Tx) -> None:
        for worker in DEMO:
            if people.by_nik(tx, app.vault, worker.nik) is None:
                add_worker(tx, app.vault, worker, today, app.clock())

    await app.database.run(save)


async def demo_code(app: App) -> str:
    """A code for the coordinator of the demo's group, which works once: every start makes one."""
    now = app.clock()
    today = app.local(now).date()
    return await app.database.run(lambda tx: invite(tx, app.vault, group_of(tx, DEMO_GROUP, today), now)[1])


async def demo_officer(app: App) -> str:
    """A one-time code for an officer with every role; "" once somebody has followed one."""

    def make(tx: Tx) -> str:
        known = officers.by_login(tx, app.vault, DEMO_OFFICER.login)
        officer = known or officers.add(tx, app.vault, DEMO_OFFICER, app.clock())
        invited = officer is not None and officer.state == "invited"
        return link_code(tx, app.vault, officer, app.clock()) if officer and invited else ""

    return await app.database.run(make)


def demo_list(app: App) -> Path:
    """A list of invented people that can be sent in the demo; slow the first time."""
    path = app.settings.data_dir / DEMO_LIST
    if not path.exists():
        from bot.rehearsal.lists import listed

        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(listed(DEMO_LIST))
    return path


def add_worker(tx: Tx, vault: Vault, worker: Worker, today: date, now: int) -> None:
    """A worker with a membership that is paid until so many days from today."""
    details = {"nik": worker.nik, "name": worker.name, "birth_date": worker.born.isoformat()}
    person = people.save(tx, vault, details, now)
    if worker.until is None:
        return
    until = today + timedelta(worker.until)
    start = until - timedelta(365)
    cover = Membership(
        0, person.id, worker.programme, worker.kpj, ("jkk", "jkm"), worker.payer, start, start, until
    )
    memberships.add(tx, vault, cover, now)
