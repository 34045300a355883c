"""A city whose people are matched: registrations of Makassar, and files as offices send them back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from bot.app import App
from bot.lists.writing import sheet
from rules.records import Event, Registration
from storage import catalogue, chats, matching_results, people, registrations
from storage.matching_results import Matching
from storage.statement import Tx

PROGRAMME, CITY = "makassar", "73.71"
VILLAGE = "73.71.01.1001"
_serial: Iterator[int] = count(9000)


def person(serial: int, **told: Any) -> dict[str, Any]:
    """An invented woman of Makassar."""
    return {"nik": f"7371{10 + serial // 1000 % 80:02}570885{9000 + serial % 1000:04}", "name": f"SITI {word(serial)}",
            "birth_place": "Makassar", "birth_date": "1985-08-17", "mother_name": "HALIMAH", "address": "Jalan Nuri 3",
            "phone": f"+62812345{serial:05}", **told}  # fmt: skip


def word(serial: int) -> str:
    """A name of letters that no other serial has."""
    return "".join("KLMNPRSTWJ"[int(digit)] + "AIUEOAIUEO"[int(digit)] for digit in f"{serial:05}")


def register(tx: Tx, app: App, details: Mapping[str, Any], status: str = "submitted", programme: str = PROGRAMME,
             village: str = VILLAGE) -> Registration:  # fmt: skip
    now = app.clock()
    chat = chats.enter(tx, app.vault, "web", f"worker-{details['nik']}", now, "id").id
    known = people.save(tx, app.vault, details, now)
    people.link(tx, chat, known.id, "self", now)
    wish = Registration(0, "", programme, known.id, "driver", village, "", {"nik": details["nik"]}, now)
    made = registrations.add(tx, app.vault, wish, "MAK", Event("submitted", now, "person"), chat)
    if status == "verified":
        registrations.happen(tx, app.vault, made, Event("verified", now, "officer"), None)
    return made


async def registered(app: App, count: int = 1, **more: Any) -> list[tuple[Registration, dict[str, Any]]]:
    """So many people who wait for an officer."""
    status, programme, village = (more.pop(name, default) for name, default in (
        ("status", "submitted"), ("programme", PROGRAMME), ("village", VILLAGE)))  # fmt: skip

    def write(tx: Tx) -> list[tuple[Registration, dict[str, Any]]]:
        told = [person(next(_serial), **more) for _ in range(count)]
        return [(register(tx, app, one, status, programme, village), one) for one in told]

    return await app.database.run(write)


async def matched_with(app: App, *sources: str) -> None:
    """The programme is matched with these offices."""

    def save(tx: Tx) -> None:
        known = next(one for one in catalogue.all_programmes(tx) if one.code == PROGRAMME)
        catalogue.save_programme(tx, replace(known, matching=sources), app.clock())

    await app.database.run(save)


async def matched(app: App, one: Registration) -> dict[str, Matching]:
    return await app.database.read(lambda tx: matching_results.of_registration(tx, app.vault, one.id))


def file(titles: Sequence[str], *rows: Sequence[str]) -> bytes:
    """A spreadsheet of an office."""
    return sheet(rows, titles, "Lembar1")
