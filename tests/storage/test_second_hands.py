"""What waits for a second officer, and which lists came after a form was opened, on both databases."""

from __future__ import annotations

from datetime import date

from rules.announcements import Segment
from rules.enrolment import Enrolment
from rules.officers import ALL, Officer, Spot
from rules.records import Event
from storage import announcements, enrolment, officers
from storage.database import Database
from storage.statement import Tx
from tests.databases import NOW, VAULT, play

WANTED = Enrolment(0, "denpasar", "new", date(2027, 1, 1), date(2027, 3, 31), "city_budget")


def made(tx: Tx) -> int:
    return enrolment.add(tx, VAULT, WANTED, Event("made", NOW, "officer")).id


def counted(tx: Tx) -> int:
    wanted = Officer(0, "made.sukerta", "I MADE SUKERTA", "", frozenset({"verifier"}), (ALL,))
    who = officers.add(tx, VAULT, wanted, NOW)
    assert who
    told = Segment("denpasar"), Spot("51.71", "denpasar"), {"id": "Kantor pindah."}, who.id, NOW
    id = announcements.add(tx, VAULT, *told)
    announcements.move(tx, VAULT, id, "counted", counted="{}", counted_at=NOW)
    return id


def test_the_newest_list_is_known_and_what_came_after_one(database_url: str) -> None:
    async def scene(database: Database) -> None:
        assert await database.read(enrolment.newest) == 0
        first, second = await database.run(made), await database.run(made)
        assert await database.read(enrolment.newest) == second
        assert [one.id for one in await database.read(lambda tx: enrolment.after(tx, first))] == [second]
        assert await database.read(lambda tx: enrolment.after(tx, 10**14)) == []

    play(database_url, scene)


def test_an_announcement_is_ready_while_its_count_stands(database_url: str) -> None:
    async def scene(database: Database) -> None:
        id = await database.run(counted)
        ready = await database.read(lambda tx: announcements.ready(tx, VAULT, NOW))
        assert [one.id for one in ready] == [id]
        assert await database.read(lambda tx: announcements.ready(tx, VAULT, NOW + 1)) == []

    play(database_url, scene)
