"""Lines that wait are mended one by one, and judged anew each time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.lines import WAYS, Line
from storage.database import Database
from tests.databases import play
from tests.groups.village import (
    TEGAL_HARUM,
    Village,
    line,
    nik,
    of_each_other,
    registered,
    rejected,
    twins,
    village,
)


async def mend(here: Village, way: str, value: Any = None) -> Line:
    """The first line that waits."""
    first = (await here.waiting())[0]
    return await here.do(lambda desk: desk.groups.mend(first, way, value))


def test_a_nik_typed_again_brings_the_person_in(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(rejected(1, "nik_short"))
        done = await mend(here, "nik", nik(1))
        assert (done.status, done.registration is not None) == ("accepted", True)
        [member] = await here.members()
        assert (member.nik, member.name, member.status) == (nik(1), "NI LUH SARI", "listed")
        assert await here.waiting() == []

    play(database_url, scene)


def test_what_is_wrong_besides_is_settled_next(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(rejected(1, "nik_short", "name_unread", name="??"))
        assert (await mend(here, "nik", nik(1))).reason == "name_unread"
        assert (await mend(here, "name", "NI LUH SARI")).status == "accepted"

    play(database_url, scene)


def test_a_birth_date_that_differs_may_be_kept_or_typed_again(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        for number in (1, 2):
            differs = line(number, nik=nik(number), birth_date="1979-01-01")
            told = {**differs.typed, "birth_date": "1 Jan 1979"}
            await here.bring(type(differs)(**{**vars(differs), "status": "reject", "reasons": ("birth_differs",),
                                              "typed": told}))  # fmt: skip
        assert (await mend(here, "keep")).status == "accepted"
        assert (await mend(here, "birth_date", "1979-01-02")).reason == "birth_differs"
        assert (await mend(here, "birth_date", "1980-08-17")).status == "accepted"

    play(database_url, scene)


def test_a_nik_typed_again_is_held_against_the_sex_of_the_list(database_url: str) -> None:
    """As it would be had it stood in the list; where the list tells none, there is nothing to differ from."""

    async def scene(database: Database) -> None:
        here = await village(database)
        short = rejected(1, "nik_short")
        await here.bring(replace(short, person={**short.person, "sex": "female"}))
        assert (await mend(here, "nik", nik(1))).reason == "sex_differs"
        assert (await mend(here, "nik", nik(2, "570880"))).status == "accepted"
        other = rejected(1, "nik_short", name="KADEK PUTRA")
        await here.bring(replace(other, person={**other.person, "sex": "female"}))
        assert (await mend(here, "nik", nik(3, "050579"))).reason == "sex_differs"
        assert (await mend(here, "keep")).status == "accepted"

    play(database_url, scene)


def test_the_sex_that_the_nik_had_told_goes_with_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*twins())
        assert (await mend(here, "nik", nik(7, "570881"))).status == "accepted"

    play(database_url, scene)


def test_two_who_are_alike_may_be_two(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*twins())
        assert (await mend(here, "different")).status == "accepted"
        assert await here.statuses() == ["listed", "listed"]

    play(database_url, scene)


@pytest.mark.parametrize(("way", "value"), [("drop", None), ("nik", nik(2))])
def test_of_two_people_with_one_nik_the_other_is_free_when_one_is_mended(
    database_url: str, way: str, value: str | None
) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        two = [line(1, name, nik=nik(1), birth_date="1980-08-17") for name in ("NI LUH SARI", "PUTU LAIN")]
        waits = of_each_other(two, "nik_of_two")
        assert (await here.bring(*waits)).counts == {"waiting": 2}
        done = await mend(here, way, value)
        assert done.status == ("dropped" if way == "drop" else "accepted")
        assert await here.waiting() == []
        assert len(await here.members()) == (1 if way == "drop" else 2)

    play(database_url, scene)


def test_two_lines_that_are_alike_are_settled_with_one_answer(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        waits = of_each_other(twins(), "likely_same")
        await here.bring(*waits)
        assert (await mend(here, "different")).status == "accepted"
        assert await here.waiting() == []
        assert await here.statuses() == ["listed", "listed"]

    play(database_url, scene)


def test_who_had_withdrawn_comes_again_only_where_the_coordinator_has_asked(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        person = {"nik": nik(1), "name": "NI LUH SARI", "birth_date": "1980-08-17"}
        await here.do(lambda desk: registered(desk, person, village=TEGAL_HARUM.place), address="worker")
        await here.do(lambda desk: desk.withdraw(desk.people()[0]), address="worker")
        receipt = await here.bring(line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17"))
        assert [one.reason for one in receipt.waiting] == ["withdrawn_before"]
        assert (await mend(here, "keep")).status == "accepted"
        assert await here.statuses() == ["listed"]

    play(database_url, scene)


def test_dropped_and_asked_lines_bring_nobody_in(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(rejected(1, "nik_short"))
        assert (await mend(here, "drop")).status == "dropped"
        other = await village(
            database, type(TEGAL_HARUM)(**{**vars(TEGAL_HARUM), "place": "51.71.03.2009"}), "putu"
        )
        await other.bring(line(1))
        await here.bring(line(1))
        assert (await mend(here, "ask")).status == "asked"
        assert await here.statuses() == []
        assert [one.status for one in await here.waiting()] == ["asked"]

    play(database_url, scene)


def test_a_line_that_was_settled_stays_as_it_is(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(rejected(1, "nik_short"))
        [waits] = await here.waiting()
        await here.do(lambda desk: desk.groups.mend(waits, "nik", nik(1)))
        again = await here.do(lambda desk: desk.groups.mend(waits, "drop"))
        assert again.status == "accepted"

    play(database_url, scene)


def test_a_line_of_another_group_is_not_mended(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(rejected(1, "nik_short"))
        [waits] = await here.waiting()
        with pytest.raises(LookupError):
            await here.do(lambda desk: desk.groups.mend(waits, "drop"), address="stranger")

    play(database_url, scene)


def test_every_reason_can_be_acted_on() -> None:
    assert all("drop" in ways and len(ways) > 1 for ways in WAYS.values())
