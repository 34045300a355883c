"""What the operator loads, and who is covered."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from functools import partial

import psycopg
import pytest

from bot.load import SHIPPED
from rules.programmes import load_all
from rules.records import Membership
from rules.regions import load_regions
from storage import catalogue, memberships
from storage.database import Database, Work
from tests.databases import NOW, VAULT, person, play

COVER = Membership(
    0, 0, "banjarmasin", "99000000011", ("jkk", "jkm"), "city_budget",
    date(2025, 1, 1), date(2026, 1, 1), date(2026, 12, 31),
)  # fmt: skip


def test_a_programme_is_read_as_it_was_loaded_and_replaced_by_a_newer_one(database_url: str) -> None:
    shipped = sorted(load_all(SHIPPED), key=lambda programme: programme.code)

    async def scene(database: Database) -> None:
        for programme in shipped:
            await database.run(partial(catalogue.save_programme, programme=programme, now=NOW))
        assert await database.read(catalogue.all_programmes) == tuple(shipped)
        fewer = replace(shipped[0], quota=7)
        await database.run(lambda tx: catalogue.save_programme(tx, fewer, NOW + 1))
        assert await database.read(catalogue.all_programmes) == (fewer, *shipped[1:])

    play(database_url, scene)


def test_the_districts_and_villages_of_a_place_are_found_by_name(database_url: str) -> None:
    names = load_regions(SHIPPED / "regions.csv").names

    async def scene(database: Database) -> None:
        await database.run(lambda tx: catalogue.save_regions(tx, names.items()))
        assert await database.read(catalogue.count_regions) == len(names)
        districts = await database.read(lambda tx: catalogue.below(tx, "63.71"))
        assert {code for code, _ in districts} == {
            code for code in names if code.startswith("63.71.") and len(code) == 8
        }
        assert [name for _, name in districts] == sorted(name for _, name in districts)
        code, _ = districts[0]
        villages = await database.read(lambda tx: catalogue.below(tx, code))
        assert villages and all(below.startswith(f"{code}.") for below, _ in villages)
        assert await database.read(lambda tx: catalogue.region_name(tx, code)) == names[code]
        assert await database.read(lambda tx: catalogue.region_name(tx, "99.99")) == "99.99"

    play(database_url, scene)


def test_a_region_gets_its_newer_name(database_url: str) -> None:
    async def scene(database: Database) -> None:
        for name in ("Lama", "Baru"):
            await database.run(partial(catalogue.save_regions, rows=[("63.71", name)]))
        assert await database.read(lambda tx: catalogue.region_name(tx, "63.71")) == "Baru"
        await database.run(partial(catalogue.save_regions, rows=[("63", "Selatan"), ("64.01", "Paser")]))
        names = await database.read(lambda tx: catalogue.names_of_province(tx, "63"))
        assert names == {"63": "Selatan", "63.71": "Baru"}

    play(database_url, scene)


def adds(wanted: Membership) -> Work[Membership]:
    return lambda tx: memberships.add(tx, VAULT, wanted, NOW)


def test_the_membership_paid_longest_comes_first(database_url: str) -> None:
    async def scene(database: Database) -> None:
        siti = await database.run(person)
        older = replace(COVER, person=siti)
        newer = replace(older, kpj="99000000022", paid_until=date(2027, 6, 30), programme=None)
        stored = [await database.run(adds(one)) for one in (older, newer)]
        assert stored[0] == replace(older, id=stored[0].id)
        assert await database.read(lambda tx: memberships.of_person(tx, VAULT, siti)) == stored[::-1]

    play(database_url, scene)


def test_a_kpj_belongs_to_one_membership(database_url: str) -> None:
    async def scene(database: Database) -> None:
        siti = await database.run(person)
        await database.run(adds(replace(COVER, person=siti)))
        with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
            await database.run(adds(replace(COVER, person=siti)))

    play(database_url, scene)
