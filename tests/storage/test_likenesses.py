"""Who may be the same person: however the name is written, not crowded out by a common birthday, also of old people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from rules.records import Person
from storage import likenesses, people
from storage.likenesses import AT_ONCE
from storage.statement import Statement, Tx
from storage.tables import likenesses as table
from tests.databases import VAULT, play

BORN = "1985-01-01"


def details(serial: int, name: str, region: str = "637101", born: str = BORN) -> Mapping[str, Any]:
    day = f"{born[8:]}{born[5:7]}{born[2:4]}"
    return {"nik": f"{region}{day}{serial}", "name": name, "birth_date": born}


def saved(tx: Tx, serial: int, name: str, **more: Any) -> Person:
    return people.save(tx, VAULT, details(serial, name, **more), 1)


def names(tx: Tx, person: Person, *apart: int) -> list[str]:
    return [one.name for one in likenesses.alike(tx, VAULT, person, apart)]


def test_a_name_that_is_written_otherwise_is_found_though_the_region_is_mistyped(database_url: str) -> None:
    def work(tx: Tx) -> None:
        one = saved(tx, 9001, "Moh. Saleh")
        for serial, name in ((9002, "MUHAMMAD SALEH"), (9003, "MUHAMAD SHOLEH"), (9004, "MUHAMMAD YUSUF")):
            saved(tx, serial, name, region="637102")
        saved(tx, 9005, "MUHAMMAD SALEH", region="637102", born="1985-01-02")
        found = names(tx, one)
        assert found[0] == "MUHAMMAD SALEH" and "MUHAMMAD YUSUF" not in found
        assert found.count("MUHAMMAD SALEH") == 1

    play(database_url, lambda database: database.run(work))


def test_strangers_of_one_birthday_crowd_nobody_out(database_url: str) -> None:
    def work(tx: Tx) -> None:
        for number in range(60):
            saved(tx, 9001 + number, f"{'BCDFGH'[number // 10]}A{'KLMNPRSTVW'[number % 10]}URIN")
        one, other = saved(tx, 9100, "SITI AMINAH"), saved(tx, 9101, "SITI AMINAH")
        assert names(tx, one) == ["SITI AMINAH"]
        assert names(tx, one, other.id) == []

    play(database_url, lambda database: database.run(work))


def test_who_was_stored_by_an_older_release_is_found_once_it_has_caught_up(database_url: str) -> None:
    def work(tx: Tx) -> None:
        old, new = saved(tx, 9001, "Moh. Saleh"), saved(tx, 9002, "MUHAMMAD SALEH", region="637102")
        tx.run(Statement(delete(table)))
        for like in likenesses._exact(VAULT, old.details):
            tx.run(likenesses._ADD, hash=like, person_id=old.id)
        people_before = likenesses.catch_up(tx, VAULT)
        assert 2 <= people_before <= AT_ONCE
        assert likenesses.catch_up(tx, VAULT) == 0
        assert names(tx, new) == ["Moh. Saleh"]

    play(database_url, lambda database: database.run(work))
