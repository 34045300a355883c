"""A city's offices on both databases: renamed with their groups, found again by any spelling; and those that groups
and officers named before there was a list are its first ones.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from rules.groups import Group
from rules.offices import Office
from rules.programmes import to_json
from rules.records import Event, NotAllowed
from storage import catalogue, events, groups, offices
from storage.database import Database
from storage.migrate import migrate
from storage.statement import Tx
from tests.databases import VAULT, play
from tests.rules.samples import real
from tests.storage.test_migrations import looking_at, until

DENPASAR = real("denpasar")
GROUP = Group(
    0, "denpasar", "office", "dinas-sosial", "Dinas Sosial", 5, date(2026, 1, 1), date(2026, 12, 31), "apbd"
)
OPENED = Event("opened", 1, "officer")


def added(tx: Tx, name: str, code: str) -> Office:
    return offices.add(tx, VAULT, Office(0, "51.71", code, name), Event("added", 1, "officer"))


def test_an_office_is_found_by_any_spelling_and_renamed_with_its_groups(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def work(tx: Tx) -> None:
            catalogue.save_programme(tx, DENPASAR, 1)
            catalogue.save_programme(tx, real("banjarmasin"), 1)
            known = added(tx, "Dinas Sosial", "dinas-sosial")
            mine = groups.add(tx, VAULT, GROUP, OPENED, None)
            elsewhere = Group(**{**vars(GROUP), "programme": "banjarmasin"})
            other = groups.add(tx, VAULT, elsewhere, OPENED, None)
            found = offices.found(tx, DENPASAR, "DINAS SOSIAL KOTA DENPASAR")
            assert found == known and offices.found(tx, real("banjarmasin"), "Dinas Sosial") is None
            renamed = Event("renamed", 2, "officer", details={"name": "Dinas Sosial dan Tenaga Kerja"})
            after = offices.happen(tx, VAULT, known, renamed, "Dinas Sosial dan Tenaga Kerja")
            assert offices.of_region(tx, "51.71") == [after] and after.code == "dinas-sosial"
            names = [getattr(groups.by_id(tx, one.id), "name", "") for one in (mine, other)]
            assert names == ["Dinas Sosial dan Tenaga Kerja", "Dinas Sosial"]
            closed = offices.happen(tx, VAULT, after, Event("closed", 3, "officer"))
            with pytest.raises(NotAllowed):
                offices.happen(tx, VAULT, closed, Event("closed", 4, "officer"))
            told = [one.kind for one in events.of(tx, VAULT, offices.RECORD, known.id)]
            assert told == ["added", "renamed", "closed"]

        await database.run(work)

    play(database_url, scene)


def test_a_group_of_an_office_that_nobody_has_listed_lists_it_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def work(tx: Tx) -> None:
            catalogue.save_programme(tx, DENPASAR, 1)
            for at in (1, 2):
                event = Event("added", at, "officer")
                offices.kept(tx, VAULT, "denpasar", "damkar", "Damkar", event)
                offices.kept(tx, VAULT, "nowhere", "damkar", "Damkar", event)
            (one,) = offices.of_region(tx, "51.71")
            assert len(events.of(tx, VAULT, offices.RECORD, one.id)) == 1

        await database.run(work)

    play(database_url, scene)


AN_OFFICE = """
INSERT INTO groups (programme, kind, place, name, starts, ends, payer, status, created_at)
VALUES (:programme, :kind, :place, :name, '2026-01-01', '2026-12-31', 'apbd', 'open', 7)
"""
AN_OFFICER = """
INSERT INTO officers (id, login, name, state, totp_step, created_at, changed_at)
VALUES (1, 'a', :name, 'active', 0, 9, 9)
"""


def test_what_groups_and_officers_named_before_is_the_first_list(bare_url: str) -> None:
    until(bare_url, "0019")
    with looking_at(bare_url) as connection:
        told = {"definition": to_json(DENPASAR)}
        connection.execute(text("INSERT INTO programmes VALUES ('denpasar', :definition, 1)"), told)
        for programme, kind, place, name in (
            ("denpasar", "office", "damkar", "Dinas DAMKAR"), ("denpasar", "office", "damkar", "Damkar Lagi"),
            ("denpasar", "village", "51.71.03.2008", "Desa Tegal Harum"), ("gone", "office", "x", "X"),
        ):  # fmt: skip
            values = {"programme": programme, "kind": kind, "place": place, "name": name}
            connection.execute(text(AN_OFFICE), values)
        connection.execute(text(AN_OFFICER), {"name": b"x"})
        for place in ("denpasar/damkar", "denpasar/dinas-sosial"):
            area = text("INSERT INTO officer_areas VALUES (1, 'office', :place)")
            connection.execute(area, {"place": place})
    migrate(bare_url)
    with looking_at(bare_url) as connection:
        found = connection.execute(
            text("SELECT region, code, name, status, created_at FROM offices ORDER BY code")
        )
        assert [tuple(row) for row in found] == [
            ("51.71", "damkar", "Dinas DAMKAR", "open", 7),
            ("51.71", "dinas-sosial", "Dinas Sosial", "open", 9),
        ]
        noted = connection.execute(text("SELECT kind, actor FROM events WHERE record = 'office' ORDER BY id"))
        assert [tuple(row) for row in noted] == [("added", "system")] * 2
