"""Every version of a programme is kept; what a city tells of itself is read as it was written."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import time
from importlib import import_module

import pytest

from bot.groups.inviting import invite
from rules.city import NOTHING, CityWords
from rules.officers import Officer
from rules.opening import Hours, Span
from rules.programme import Programme
from storage import catalogue, city_words, officers, programme_versions
from storage.database import Database
from storage.open import open_database
from storage.region_parts import AT_ONCE, save_in_parts
from storage.statement import Tx
from tests.databases import NOW, VAULT, play
from tests.groups.village import TEGAL_HARUM
from tests.rules.samples import real

DENPASAR = real("denpasar")


def without(code: str) -> Programme:
    return replace(DENPASAR, categories=tuple(one for one in DENPASAR.categories if one.code != code))


async def versions(database: Database) -> list[int]:
    found = await database.read(lambda tx: programme_versions.newest(tx, "denpasar"))
    return [one.number for one in found]


def test_each_change_is_a_version_and_nothing_changed_is_none(database_url: str) -> None:
    async def scene(database: Database) -> None:
        assert await database.run(lambda tx: catalogue.save_programme(tx, DENPASAR, NOW)) == 1
        assert await database.run(lambda tx: catalogue.save_programme(tx, DENPASAR, NOW + 1)) == 1
        fewer = replace(DENPASAR, quota=7)
        assert await database.run(lambda tx: catalogue.save_programme(tx, fewer, NOW + 2)) == 2
        assert await versions(database) == [2, 1]
        first = await database.read(lambda tx: programme_versions.one(tx, "denpasar", 1))
        assert first and first.programme == DENPASAR and (first.at, first.officer) == (NOW, None)
        assert await database.read(lambda tx: programme_versions.one(tx, "denpasar", 3)) is None
        assert await database.read(lambda tx: catalogue.one(tx, "denpasar")) == fewer
        assert await database.read(lambda tx: catalogue.one(tx, "nowhere")) is None

    play(database_url, scene)


def test_who_saved_it_is_known_and_a_file_is_told_from_an_officer(database_url: str) -> None:
    async def scene(database: Database) -> None:
        wanted = Officer(0, "putu", "Putu", "", frozenset(), ())
        putu = await database.run(lambda tx: officers.add(tx, VAULT, wanted, NOW))
        assert putu
        await database.run(lambda tx: catalogue.save_programme(tx, DENPASAR, NOW))
        assert not await database.read(lambda tx: programme_versions.officers_changed(tx, "denpasar"))
        changed = replace(DENPASAR, quota=7)
        await database.run(lambda tx: catalogue.save_programme(tx, changed, NOW, putu.id, restored=1))
        assert await database.read(lambda tx: programme_versions.officers_changed(tx, "denpasar"))
        newest = (await database.read(lambda tx: programme_versions.newest(tx, "denpasar", 1)))[0]
        assert (newest.officer, newest.restored) == (putu.id, 1)

    play(database_url, scene)


def test_a_category_that_a_group_names_is_not_lost(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(lambda tx: catalogue.save_programme(tx, DENPASAR, NOW))
        farmers = replace(TEGAL_HARUM, category="farmer")
        await database.run(lambda tx: invite(tx, VAULT, farmers, NOW))
        await database.run(lambda tx: catalogue.save_programme(tx, without("porter"), NOW))
        with pytest.raises(catalogue.Lost) as lost:
            await database.run(lambda tx: catalogue.save_programme(tx, without("farmer"), NOW))
        assert lost.value.codes == ("farmer",)
        assert await versions(database) == [2, 1]

    play(database_url, scene)


def test_processes_that_save_together_make_one_version_each(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        try:
            await database.run(lambda tx: catalogue.save_programme(tx, DENPASAR, NOW))
            saves = [
                place.run(
                    lambda tx, quota=quota: catalogue.save_programme(tx, replace(DENPASAR, quota=quota), NOW)
                )
                for quota, place in enumerate([database, other] * 4, 1)
            ]
            assert sorted(await asyncio.gather(*saves)) == list(range(2, 10))
            one, two = [
                await place.read(lambda tx: catalogue.one(tx, "denpasar")) for place in (database, other)
            ]
            assert one == two
        finally:
            await other.close()

    play(database_url, scene)


def test_a_programme_from_before_versions_begins_with_the_one_it_has(database_url: str) -> None:
    begin = import_module("storage.migrations.versions.0010_set_up").BEGIN

    async def scene(database: Database) -> None:
        def before(tx: Tx) -> None:
            catalogue.save_programme(tx, DENPASAR, NOW)
            tx.execute("DELETE FROM programme_versions", {})
            tx.execute(begin, {})

        await database.run(before)
        first = await database.read(lambda tx: programme_versions.one(tx, "denpasar", 1))
        assert first and first.programme == DENPASAR and (first.at, first.officer) == (NOW, None)

    play(database_url, scene)


HOURS = Hours((Span(0, time(8), time(12)), Span(0, time(13), time(15))), True, "Tutup saat libur.", "")


def test_a_city_tells_what_it_has_written_and_nothing_else(database_url: str) -> None:
    async def scene(database: Database) -> None:
        assert await database.read(lambda tx: city_words.words_of(tx, "51.71", "id")) == NOTHING
        assert await database.read(lambda tx: city_words.hours_of(tx, "51.71")) is None
        await database.run(lambda tx: city_words.save(tx, "51.71", "contact", "id", "Loket", NOW))
        await database.run(lambda tx: city_words.save(tx, "51.71", "contact", "en", "Counter", NOW))
        await database.run(lambda tx: city_words.save(tx, "51.71", "hospitals", "id", "RS A\nRS B", NOW))
        await database.run(lambda tx: city_words.save_hours(tx, "51.71", HOURS, NOW))
        told = await database.read(lambda tx: city_words.words_of(tx, "51.71", "en"))
        assert told == CityWords("Counter", hospitals=("RS A", "RS B"), hours=HOURS)
        assert HOURS.holidays("en") == "Tutup saat libur."
        assert await database.read(lambda tx: city_words.words_of(tx, "63.71", "id")) == NOTHING
        await database.run(lambda tx: city_words.save(tx, "51.71", "contact", "en", "", NOW))
        assert (await database.read(lambda tx: city_words.words_of(tx, "51.71", "en"))).contact == "Loket"
        await database.run(lambda tx: city_words.save_hours(tx, "51.71", None, NOW))
        assert await database.read(lambda tx: city_words.hours_of(tx, "51.71")) is None

    play(database_url, scene)


def test_the_hours_are_kept_as_the_page_about_data_says() -> None:
    assert json.loads(city_words.hours_written(HOURS)) == {
        "spans": [[0, "08:00", "12:00"], [0, "13:00", "15:00"]], "on_holidays": True,
    }  # fmt: skip


def test_a_long_table_is_stored_in_parts_and_again(database_url: str) -> None:
    rows = [
        (f"51.71.{number // 1000:02}.{number % 1000 + 1000}", f"Desa {number}")
        for number in range(AT_ONCE + 7)
    ]

    async def scene(database: Database) -> None:
        told: list[int] = []
        assert await save_in_parts(database, rows, told.append) == len(rows)
        assert told == [AT_ONCE, len(rows)]
        await save_in_parts(database, [(rows[0][0], "Nama baru")])
        assert await database.read(catalogue.count_regions) == len(rows)
        assert await database.read(lambda tx: catalogue.region_name(tx, rows[0][0])) == "Nama baru"

    play(database_url, scene)
