"""Whose cover ends is counted for whoever is to renew it: in a part of a programme, and who is on a list already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from bot.wishes import Wish
from rules.enrolment import Enrolment
from storage import endings, enrolment_rows
from storage.endings import Ahead
from storage.queue import Strip
from tests.coordinators import coordinating
from tests.enrolment.city import City, play

FIRST, LAST = date(2026, 11, 15), date(2027, 1, 14)
NOVEMBER, DECEMBER = date(2026, 11, 30), date(2026, 12, 31)
HERE, THERE, ELSEWHERE = "73.71.01.1001", "73.71.01.1002", "73.71.01.1003"
WHOLE, VILLAGE = Strip("makassar"), Strip("makassar", HERE)


async def days(city: City, *strips: Strip) -> Sequence[tuple[date, int]]:
    return await city.run(lambda tx: endings.foreseen(tx, strips, FIRST, LAST))


async def ahead(city: City, *strips: Strip) -> Ahead:
    return await city.run(lambda tx: endings.ahead(tx, strips, FIRST, LAST))


async def off(city: City, one: Enrolment, *people: int) -> None:
    """These rows of the list, by their order, are taken off."""
    rows = await city.rows(one)
    for at in people:
        settled = partial(
            enrolment_rows.settle, row=rows[at]["id"], state="taken_off", reason="OTHER", double=0
        )
        await city.run(settled)


def test_a_village_and_an_office_see_whose_cover_ends_there(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        wish = Wish("makassar", office="Dinas Sosial", quota=9)
        group = await coordinating(city.app, "web", "boss", wish)
        office = Strip("makassar", office=group.place)
        for village, of, until in (
            (HERE, None, NOVEMBER), (HERE, group.id, DECEMBER), (THERE, group.id, DECEMBER), (THERE, None, DECEMBER),
            (ELSEWHERE, None, date(2027, 3, 31)),
        ):  # fmt: skip
            (who,) = await city.registered(1, village=village, group=of)
            await city.member(who, until)
        (further,) = await city.registered(1, village=HERE)
        await city.member(further, DECEMBER)
        await city.member(further, date(2027, 6, 30), first=date(2027, 1, 1), kpj="99100000009", enrol=False)
        (dead,) = await city.registered(1, village=HERE)
        await city.member(dead, DECEMBER)
        await city.died(dead)
        assert await days(city, WHOLE) == [(NOVEMBER, 1), (DECEMBER, 3)]
        assert await days(city, VILLAGE) == [(NOVEMBER, 1), (DECEMBER, 1)]
        assert await days(city, office) == [(DECEMBER, 2)]
        assert await days(city, VILLAGE, office) == [(NOVEMBER, 1), (DECEMBER, 2)]  # one lies in both
        assert await days(city, VILLAGE, WHOLE) == await days(city, WHOLE)
        assert await days(city, Strip("makassar", ELSEWHERE)) == await days(city) == []
        renewal = await city.listed(kind="renewal", starts=date(2027, 1, 1), months=12)
        assert (await city.states(renewal))["numbered"] == 4
        assert await ahead(city, VILLAGE) == await ahead(city, office) == Ahead(0, 2)
        assert await ahead(city, office, VILLAGE) == Ahead(0, 3)

    play(database_url, tmp_path, scene)


def test_only_those_whose_cover_ends_count_as_renewed_and_drafts_are_told_apart(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        for who in (await city.registered(4))[:3]:
            await city.member(who, DECEMBER)
        assert await ahead(city, WHOLE) == Ahead(0, 0)
        new = await city.listed(starts=date(2027, 1, 1), months=2)  # of the one who is not covered at all
        assert await city.states(new) == {"listed": 1}
        assert await ahead(city, WHOLE) == Ahead(0, 0)
        first = await city.listed(kind="renewal", starts=date(2027, 1, 1), months=6)
        assert await ahead(city, WHOLE) == Ahead(0, 3)
        await off(city, first, 2)
        await city.fixed(first)
        assert await ahead(city, WHOLE) == await ahead(city, VILLAGE) == Ahead(2, 0)
        second = await city.listed(kind="renewal", starts=date(2027, 7, 1), months=6)
        assert await city.states(second) == {"numbered": 3}  # of whom two are on a list that is fixed
        assert await ahead(city, WHOLE) == await ahead(city, VILLAGE) == Ahead(2, 1)
        await city.through(second, "cancelled")
        assert await ahead(city, WHOLE) == Ahead(2, 0)

    play(database_url, tmp_path, scene)
