"""A line that was settled by hand is known when it comes again, in the same list or a newer one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.database import Database
from tests.databases import play
from tests.groups.test_mending import mend
from tests.groups.village import TEGAL_HARUM, line, nik, rejected, take_back, village

SHORT = "51710317088090"


@pytest.mark.parametrize("typed", [SHORT, "5171", ""])
def test_the_same_list_changes_nothing_after_a_nik_was_typed(database_url: str, typed: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        whole = [line(1), rejected(2, "nik_short", nik=typed), line(3)]
        await here.bring(*whole)
        await mend(here, "nik", nik(9))
        before = await here.statuses()
        for _ in range(2):
            assert (await here.bring(*whole)).counts == {"known": 3}
        assert await here.waiting() == [] and await here.statuses() == before

    play(database_url, scene)


def test_it_is_known_in_a_longer_list_too_where_more_than_a_name_stands_in_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        short, bare = rejected(1, "nik_short", nik=SHORT), rejected(2, "nik_missing", name="SITI", nik="")
        await here.bring(short, bare)
        await mend(here, "nik", nik(8))
        await mend(here, "nik", nik(9))
        moved = [replace(short, row=20), replace(bare, row=21)]
        assert (await here.bring(line(3), *moved)).counts == {"accepted": 1, "known": 1, "waiting": 1}
        assert [one.name for one in await here.waiting()] == ["SITI"]

    play(database_url, scene)


def test_each_line_stands_for_one(database_url: str) -> None:
    """Two of a name with the same wrong NIK: one of them was mended, the other waits still."""

    async def scene(database: Database) -> None:
        here = await village(database)
        alike = [rejected(number, "nik_short", nik=SHORT) for number in (1, 2)]
        await here.bring(*alike)
        await mend(here, "nik", nik(8))
        assert (await here.bring(*alike)).counts == {"known": 1, "waiting": 1}
        assert (await mend(here, "nik", nik(9))).reason == "likely_same"
        assert (await mend(here, "different")).status == "accepted"
        assert (await here.bring(*alike)).counts == {"known": 2}

    play(database_url, scene)


def test_a_line_that_was_mended_into_another_of_the_list_is_known(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        whole = [line(1, "NI LUH SARI", nik=nik(1)), rejected(2, "nik_short", nik=SHORT)]
        await here.bring(*whole)
        assert (await mend(here, "nik", nik(1))).status == "known"
        assert (await here.bring(*whole)).counts == {"known": 2}

    play(database_url, scene)


def test_a_name_typed_a_list_taken_back_and_who_was_replaced(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        nameless = replace(line(1, nik=nik(1)), status="reject", reasons=("name_missing",))
        person = {**nameless.person, "name": ""}
        nameless = replace(nameless, person=person, typed={**nameless.typed, "name": ""})
        await here.bring(nameless)
        await mend(here, "name", "NI LUH SARI")
        assert (await here.bring(nameless)).counts == {"known": 1}
        [member] = await here.members()
        await here.do(lambda desk: desk.groups.replace(here.group, member, "moved"))
        assert (await here.bring(nameless)).counts == {"waiting": 1}

    play(database_url, scene)


def test_what_an_officer_was_asked_is_not_asked_again(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        other = await village(database, replace(TEGAL_HARUM, place="51.71.03.2009", name="Desa Lain"), "putu")
        await other.bring(line(1))
        await here.bring(line(1))
        assert (await mend(here, "ask")).status == "asked"
        assert (await here.bring(line(1))).counts == {"asked": 1}
        assert [one.status for one in await here.waiting()] == ["asked"]

    play(database_url, scene)


def test_another_group_knows_nothing_of_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        other = await village(database, replace(TEGAL_HARUM, place="51.71.03.2009", name="Desa Lain"), "putu")
        whole = [rejected(1, "nik_short", nik=SHORT)]
        await here.bring(*whole)
        await mend(here, "nik", nik(9))
        assert (await other.bring(*whole)).counts == {"waiting": 1}

    play(database_url, scene)


def test_a_line_that_waits_and_tells_but_a_name_waits_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        bare = rejected(1, "nik_missing", name="SITI", nik="")
        await here.bring(bare)
        assert (await here.bring(bare)).counts == {"waiting": 1}
        assert len(await here.waiting()) == 1

    play(database_url, scene)


def test_what_was_dropped_stays_so_until_the_list_is_taken_back(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        whole = [line(1), *(rejected(number, "nik_short", nik=SHORT) for number in (2, 3))]
        await here.bring(*whole)
        await mend(here, "drop")
        assert (await here.bring(*whole)).counts == {"known": 1, "dropped": 1, "waiting": 1}
        await mend(here, "drop")
        assert (await here.bring(*whole)).counts == {"known": 1, "dropped": 2}
        await here.do(lambda desk: take_back(desk, here.group))
        assert (await here.bring(*whole)).counts == {"accepted": 1, "waiting": 2}

    play(database_url, scene)


def test_what_waits_for_another_reason_by_now_was_not_dropped(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(replace(rejected(1, "nik_short", nik=SHORT)))
        await mend(here, "drop")
        assert (await here.bring(rejected(1, "nik_kk", nik=SHORT))).counts == {"waiting": 1}

    play(database_url, scene)
