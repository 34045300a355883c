"""Cases for the tests of the console: reported from a chat of its own, of somebody who is registered or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from bot.app import App
from bot.services import Records
from rules.cases import Case
from rules.records import Event, Membership, Registration
from storage import cases, chats, jobs, memberships, people, registrations
from storage.statement import Tx

VILLAGE, NEXT = "51.71.03.2008", "51.71.03.2009"
MOTHER = "NI LUH SARI"
_serial: Iterator[int] = count(9000)


def today(app: App) -> date:
    return app.local(app.clock()).date()


def day(app: App, ago: int) -> str:
    """A day of the city, so many days ago (ISO)."""
    return (today(app) - timedelta(ago)).isoformat()


def hour(app: App, ago: float) -> str:
    """A moment of the city, so many hours ago, as a chat keeps it."""
    moment = app.local(app.clock()) - timedelta(hours=ago)
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def somebody(
    tx: Tx, app: App, programme: str = "denpasar", village: str = VILLAGE, covered: bool = True
) -> dict[str, Any]:
    """A person who is registered, and covered for two years; their NIK and name, as a report tells them."""
    now, serial = app.clock(), next(_serial)
    details = {"nik": f"517103570885{serial}", "name": f"NI WAYAN {serial}", "birth_date": "1985-08-17",
               "mother_name": MOTHER}  # fmt: skip
    person = people.save(tx, app.vault, details, now).id
    wish = Registration(0, "", programme, person, "small_trader", village, "", details, now)
    registrations.add(tx, app.vault, wish, "T", Event("submitted", now, "person"), None)
    if covered:
        first = today(app) - timedelta(730)
        cover = Membership(0, person, programme, f"2{serial:010}", ("jkk", "jkm"), "city_budget", first, first,
                           today(app) + timedelta(90), 1_000_000)  # fmt: skip
        memberships.add(tx, app.vault, cover, now)
    return {"nik": details["nik"], "name": details["name"]}


def records(tx: Tx, app: App, address: str) -> Records:
    """What a chat can do."""
    now = app.clock()
    return Records(tx, app.vault, chats.enter(tx, app.vault, "web", address, now, "id"), now, app.local(now))


async def death(app: App, ago: int = 3, address: str = "", **told: Any) -> Case:
    """A death by illness so many days ago, reported by the wife; "in_" tells of whom: see `somebody`."""
    of = {name.removeprefix("in_"): told.pop(name) for name in list(told) if name.startswith("in_")}
    answers = {"died_on": day(app, ago), "cause": "illness", "relation": "spouse",
               "notifier_name": "NI MADE AYU", "notifier_phone": "+6281234567890", **told}  # fmt: skip
    return await reported(app, "death", answers, of, address)


async def accident(app: App, ago: float = 5, address: str = "", **told: Any) -> Case:
    """An accident at work so many hours ago."""
    of = {name.removeprefix("in_"): told.pop(name) for name in list(told) if name.startswith("in_")}
    answers = {"happened": hour(app, ago), "place_kind": "at_work", "place": "Pasar Badung", "task": "menyapu",
               "how": "terpeleset", "injury": "kaki", "treated": "partner", "facility": "RSUD",
               "notifier_name": "NI MADE AYU", "notifier_phone": "+6281234567890", **told}  # fmt: skip
    return await reported(app, "accident", answers, of, address)


async def reported(app: App, kind: str, told: dict[str, Any], of: dict[str, Any], address: str) -> Case:
    def write(tx: Tx) -> Case:
        answers = told if "nik" in told else {**somebody(tx, app, **of), **told}
        where = address or f"reporter-{next(_serial)}"
        return records(tx, app, where).report(kind, answers).case

    return await app.database.run(write)


async def now(app: App, one: Case) -> Case:
    """The case as it is now."""
    found = await app.database.read(lambda tx: cases.by_id(tx, app.vault, one.id))
    assert found
    return replace(found, role=one.role)


async def told(app: App) -> list[str]:
    """The news that jobs are to bring, taken out of the table."""
    far = app.clock() + 10**9
    found = await app.database.run(lambda tx: jobs.claim(tx, app.vault, app.clock(), far, 500))
    return [job.payload["news"] for job in found if job.kind == "tell"]
