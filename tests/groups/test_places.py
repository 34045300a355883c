"""Who waits outside of groups moves up when somebody leaves a place: in order, once, and before who comes now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import pytest

from bot import places
from bot.places import fill
from rules.programmes import Programme
from rules.records import Event, Registration
from storage import catalogue, jobs, people, registrations
from storage.database import Database
from storage.open import open_database
from storage.statement import Tx
from tests.databases import NOW, VAULT, play
from tests.groups.village import (
    PROGRAMMES,
    TEGAL_HARUM,
    Village,
    line,
    nik,
    programme,
    records,
    village,
    with_quota,
)

OTHER_VILLAGE = "51.71.03.2009"
TRADER, DRIVER = (one.code for one in programme("denpasar").offered[:2])


def quotas(*, all: int | None = None, village: int | None = None, kinds: int | None = None) -> Programme:
    """Denpasar's programme with these quotas and no other."""
    known = programme("denpasar")
    of_kinds = tuple(replace(one, quota=kinds) for one in known.categories)
    return replace(known, quota=all, quota_per_village=village, categories=of_kinds)


class City:
    """People who register alone in a programme, each from a chat of their own."""

    def __init__(self, database: Database, wanted: Programme) -> None:
        self.database = database
        self.programme = wanted

    async def open(self) -> City:
        def work(tx: Tx) -> None:
            for known in PROGRAMMES.values():
                catalogue.save_programme(tx, known, NOW)
            catalogue.save_programme(tx, self.programme, NOW)

        await self.database.run(work)
        return self

    async def comes(self, number: int, village: str = TEGAL_HARUM.place, category: str = TRADER) -> str:
        """Somebody registers; where that stands then."""
        told: dict[str, Any] = {
            "for_whom": "self", "programme": "denpasar", "category": category, "village": village,
            "nik": nik(number), "name": f"WARGA {number}", "birth_date": "1980-08-17",
        }  # fmt: skip

        def work(tx: Tx) -> str:
            done = records(tx, f"warga{number}").submit(told, ()).registration
            assert done
            return done.status

        return await self.database.run(work)

    async def leaves(self, number: int) -> None:
        """Somebody withdraws."""

        def work(tx: Tx) -> None:
            chat = records(tx, f"warga{number}")
            chat.withdraw(chat.people()[0])

        await self.database.run(work)

    async def happens(self, number: int, kind: str, reason: str | None = None) -> None:
        """An officer does something."""

        def work(tx: Tx) -> None:
            event = Event(kind, NOW, "officer", reason)
            registrations.happen(tx, VAULT, self._of(tx, number), event, None)

        await self.database.run(work)

    def _of(self, tx: Tx, number: int) -> Registration:
        person = people.by_nik(tx, VAULT, nik(number))
        assert person
        [one] = registrations.of_person(tx, VAULT, person.id)
        return one

    async def fill(self, database: Database | None = None) -> int:
        return await (database or self.database).run(lambda tx: fill(tx, VAULT, self.programme, NOW + 1))

    async def statuses(self, *numbers: int) -> list[str]:
        return await self.database.run(lambda tx: [self._of(tx, number).status for number in numbers])

    async def due(self, kind: str) -> list[Any]:
        """What the jobs of that kind are told; they are done with."""

        def work(tx: Tx) -> list[Any]:
            found = [job for job in jobs.claim(tx, VAULT, NOW + 9, NOW + 10, 100) if job.kind == kind]
            for job in found:
                jobs.done(tx, job)
            return [job.payload for job in found]

        return await self.database.run(work)


def scene_of(url: str, wanted: Programme, scene: Any) -> None:
    async def run(database: Database) -> None:
        await scene(await City(database, wanted).open())

    play(url, run)


def test_the_first_who_waits_gets_the_place_and_hears_of_it(database_url: str) -> None:
    async def scene(city: City) -> None:
        came = [await city.comes(number) for number in (1, 2, 3, 4)]
        assert came == ["submitted", "submitted", "waiting_list", "waiting_list"]
        assert await city.fill() == 0
        await city.leaves(1)
        assert await city.due("fill_places") == [{"programme": "denpasar"}]
        assert (await city.fill(), await city.fill()) == (1, 0)
        assert await city.statuses(1, 2, 3, 4) == ["withdrawn", "submitted", "submitted", "waiting_list"]
        [told] = await city.due("tell")
        assert (told["address"], told["news"].partition(":")[0]) == ("warga3", "place_found")

    scene_of(database_url, quotas(all=2), scene)


@pytest.mark.parametrize("event", ["withdrawn", "rejected"])
def test_whoever_leaves_a_place_the_job_is_asked_for_and_only_then(database_url: str, event: str) -> None:
    async def scene(city: City) -> None:
        for number in (1, 2):
            await city.comes(number)
        await city.happens(1, "verified")
        await city.happens(2, event, "MOVED")
        assert await city.due("fill_places") == []
        await city.happens(1, event, "MOVED")
        assert len(await city.due("fill_places")) == 1

    scene_of(database_url, quotas(all=1), scene)


@pytest.mark.parametrize("looked_at", [1, 100])
def test_a_place_of_a_village_is_for_its_own_people(
    database_url: str, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "LOOKED_AT", looked_at)

    async def scene(city: City) -> None:
        await city.comes(1)
        await city.comes(2, OTHER_VILLAGE)
        assert await city.comes(3, OTHER_VILLAGE) == await city.comes(4) == "waiting_list"
        await city.leaves(1)
        assert await city.fill() == 1
        assert await city.statuses(3, 4) == ["waiting_list", "submitted"]

    scene_of(database_url, quotas(village=1), scene)


def test_a_place_of_a_kind_of_work_is_for_that_kind(database_url: str) -> None:
    async def scene(city: City) -> None:
        await city.comes(1, category=TRADER)
        await city.comes(2, category=DRIVER)
        assert await city.comes(3, category=DRIVER) == await city.comes(4, category=TRADER) == "waiting_list"
        await city.leaves(1)
        assert await city.fill() == 1
        assert await city.statuses(3, 4) == ["waiting_list", "submitted"]

    scene_of(database_url, quotas(kinds=1), scene)


def test_of_many_kinds_who_came_first_is_first(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "AT_ONCE", 2)

    async def scene(city: City) -> None:
        await city.comes(1)
        kinds = [(OTHER_VILLAGE, DRIVER), (TEGAL_HARUM.place, TRADER), (OTHER_VILLAGE, DRIVER),
                 (TEGAL_HARUM.place, DRIVER), (OTHER_VILLAGE, TRADER)]  # fmt: skip
        for number, (where, what) in enumerate(kinds, 2):
            await city.comes(number, where, what)
        raised = quotas(all=4)
        await city.database.run(lambda tx: catalogue.save_programme(tx, raised, NOW))
        city.programme = raised
        assert [await city.fill() for _ in range(3)] == [2, 1, 0]
        assert await city.statuses(2, 3, 4, 5, 6) == ["submitted"] * 3 + ["waiting_list"] * 2

    scene_of(database_url, quotas(all=1), scene)


def test_who_waits_comes_before_who_comes_now(database_url: str) -> None:
    async def scene(city: City) -> None:
        for number in (1, 2):
            await city.comes(number)
        await city.leaves(1)
        assert await city.comes(3) == "waiting_list"
        assert await city.statuses(2, 3) == ["submitted", "waiting_list"]

    scene_of(database_url, quotas(all=1), scene)


def test_who_waits_no_more_is_passed_over(database_url: str) -> None:
    async def scene(city: City) -> None:
        for number in (1, 2, 3):
            await city.comes(number)
        await city.leaves(2)
        await city.leaves(1)
        assert await city.fill() == 1
        assert await city.statuses(1, 2, 3) == ["withdrawn", "withdrawn", "submitted"]

    scene_of(database_url, quotas(all=1), scene)


def test_in_a_group_the_next_one_of_the_group_is_first(database_url: str) -> None:
    """Else the place is for whoever waits outside; the coordinator's list comes after them."""

    async def scene(database: Database) -> None:
        here = await village(database, with_quota(2))
        city = City(database, quotas(all=2))
        await database.run(lambda tx: catalogue.save_programme(tx, city.programme, NOW))
        await here.bring(*map(line, range(1, 4)))
        assert await city.comes(90) == await city.comes(91) == "waiting_list"
        await replaced(here, 0)
        await city.fill()
        assert await here.statuses() == ["replaced", "listed", "listed"]
        assert await city.statuses(90, 91) == ["waiting_list", "waiting_list"]
        await replaced(here, 1)
        assert await city.due("fill_places")
        await city.fill()
        assert await city.statuses(90, 91) == ["submitted", "waiting_list"]
        await replaced(here, 2)
        receipt = await here.bring(line(7))
        assert (receipt.counts, receipt.on_waiting_list) == ({"accepted": 1}, 1)
        assert await city.statuses(90, 91) == ["submitted", "submitted"]

    play(database_url, scene)


async def replaced(here: Village, place: int) -> None:
    member = (await here.members())[place]
    await here.do(lambda desk: desk.groups.replace(here.group, member, "moved"))


def test_two_processes_never_give_one_place_twice(database_url: str) -> None:
    """Both look at once, while others register: as many hold a place as there are."""

    async def scene(city: City) -> None:
        for number in range(1, 9):
            await city.comes(number)
        other = await open_database(database_url)
        for number in (1, 2):
            await city.leaves(number)
        racing: list[Awaitable[Any]] = [city.fill(one) for one in (city.database, other) * 4]
        await asyncio.gather(*racing, *(City(other, city.programme).comes(number) for number in (20, 21)))
        taken = await city.database.read(lambda tx: registrations.taken(tx, "denpasar"))
        assert taken == 4
        assert await city.statuses(5, 6, 7, 8, 20, 21) == ["submitted"] * 2 + ["waiting_list"] * 4
        assert len(await city.due("tell")) == 2
        await other.close()

    scene_of(database_url, quotas(all=4), scene)
