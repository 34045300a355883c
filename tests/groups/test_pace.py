"""Long work of a group is done in parts: short where somebody waits, and all of it in the end."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import partial

import pytest

from bot import pace
from bot.groups import submitting, undoing
from bot.groups.taking import take
from bot.pace import FEWEST, Pace
from bot.services import Records
from storage import lists
from storage.database import Database
from storage.statement import Tx
from tests.databases import NOW, VAULT, play
from tests.groups.handing_over import due, rest, submit, undo
from tests.groups.village import Village, ground, line, numbered, village

PEOPLE = 25
LINES = numbered([line(number) for number in range(1, PEOPLE + 1)])


def waited_for(tx: Tx) -> Tx:
    """The same transaction, behind which somebody waits."""
    return replace(tx, behind=deque(["somebody"]))


async def taken(here: Village, hurried: bool) -> list[int]:
    """A list is taken in; how many lines went into each transaction."""
    made = await here.begin()

    def part(desk: Records) -> int:
        tx = waited_for(desk.tx) if hurried else desk.tx
        one = lists.lock(tx, VAULT, made.id)
        return take(ground(desk, here.group), one, LINES[one.lines :], Pace(tx).enough)

    counts = list[int]()
    while sum(counts) < PEOPLE:
        counts.append(await here.do(part))
    return counts


@pytest.mark.parametrize(("hurried", "expected"), [(True, [FEWEST, FEWEST, 5]), (False, [PEOPLE])])
def test_a_list_is_taken_in_by_parts(
    database_url: str, hurried: bool, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "HOLD", 60.0)

    async def scene(database: Database) -> None:
        here = await village(database)
        assert await taken(here, hurried) == expected
        assert await here.statuses() == ["listed"] * PEOPLE

    play(database_url, scene)


def test_a_part_that_takes_long_ends_also_where_nobody_waits(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "HOLD", 0.0)

    async def scene(database: Database) -> None:
        assert await taken(await village(database), hurried=False) == [1] * PEOPLE

    play(database_url, scene)


def test_what_is_handed_over_and_taken_back_by_short_parts_is_all_of_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (submitting, undoing):
        monkeypatch.setattr(module, "AT_ONCE", 8)

    async def scene(database: Database) -> None:
        here = await village(database)
        await taken(here, hurried=False)
        assert await submit(here) == (8, 0, True)
        by = await rest(here)

        def part(tx: Tx) -> int:
            return submitting.hand_over(tx, VAULT, by, lambda: True)[0]

        assert [await database.run(part) for _ in range(PEOPLE - 7)] == [1] * (PEOPLE - 8) + [0]
        assert await here.statuses() == ["submitted"] * PEOPLE
        await undo(here)
        parts = 0
        while found := await due(here, "undo_group"):
            parts += 1
            more = partial(undoing.go_on, vault=VAULT, now=NOW, enough=lambda: True, **found[0].payload)
            await database.run(more)
        assert parts >= PEOPLE - 8
        assert await here.statuses() == ["listed"] * PEOPLE

    play(database_url, scene)
