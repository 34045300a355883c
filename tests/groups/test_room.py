"""How many places are left is what the tightest quota has: of the group, programme, village or kind of work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.groups import Group, Left
from rules.programme import Programme
from storage import catalogue
from storage.database import Database
from tests.databases import NOW, play
from tests.groups.village import (
    TEGAL_HARUM,
    Village,
    line,
    nik,
    programme,
    registered,
    village,
    with_quota,
)

KIND = programme("denpasar").offered[0].code
OFFICE = replace(TEGAL_HARUM, kind="office", place="dinas-sosial", name="Dinas Sosial")


def with_kinds(quota: int) -> Programme:
    """Each kind of work has so many places, and the village has no quota."""
    known = programme("denpasar")
    kinds = tuple(replace(one, quota=quota) for one in known.categories)
    return replace(known, categories=kinds, quota_per_village=None)


def of_all(quota: int) -> Programme:
    return replace(programme("denpasar"), quota=quota)


async def left(here: Village) -> Left | None:
    return (await here.do(lambda desk: desk.groups.tally(here.group))).room


@pytest.mark.parametrize(
    ("wanted", "known", "expected"),
    [
        (with_quota(10), programme("denpasar"), Left(7, "group")),
        (with_quota(100), programme("denpasar"), Left(96, "village")),
        (with_quota(None), programme("denpasar"), Left(96, "village")),
        (with_quota(10), of_all(8), Left(4, "programme")),
        (with_quota(10), of_all(3), Left(0, "programme")),
        (with_quota(10, category=KIND), with_kinds(6), Left(2, "category")),
        (with_quota(50), with_kinds(2), Left(2 * len(programme("denpasar").offered) - 2, "category")),
        (replace(OFFICE, quota=None), of_all(50), Left(46, "programme")),
        (replace(OFFICE, quota=None), programme("denpasar"), None),
    ],
    ids=[
        "the group's", "of the village", "a group without one", "of the programme", "taken up", "one kind",
        "all kinds", "an office", "nobody's",
    ],
)  # fmt: skip
def test_the_tightest_quota_is_told(
    database_url: str, wanted: Group, known: Programme, expected: Left | None
) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, wanted)
        person = {"nik": nik(90), "name": "NI LUH SARI", "birth_date": "1980-08-17"}
        await here.do(lambda desk: registered(desk, person, village=TEGAL_HARUM.place), address="alone")
        work = {} if wanted.category else {"work": KIND}
        receipt = await here.bring(*(line(number, **work) for number in range(1, 4)))
        assert receipt.counts == {"accepted": 3}
        await database.run(lambda tx: catalogue.save_programme(tx, known, NOW))
        assert await left(here) == expected

    play(database_url, scene)
