"""What a coordinator hands to the officers: those who were listed when the word was given, and nobody else."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import update

from bot.groups import submitting, undoing
from handlers.group_services import Undone
from storage.database import Database
from storage.statement import Statement
from storage.tables import registrations
from tests.databases import NOW, VAULT, play
from tests.groups.handing_over import due, rest, submit, undo
from tests.groups.village import line, village, with_quota


def test_what_was_taken_back_is_not_handed_over_by_the_rest_of_a_long_list(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submitting, "AT_ONCE", 2)

    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*map(line, range(1, 6)))
        assert await submit(here) == (2, 0, True)
        by = await rest(here)
        await here.bring(line(7))
        assert await database.run(lambda tx: submitting.hand_over(tx, VAULT, by)) == (2, 0)
        assert (await undo(here)).kind == "submission"
        assert await database.run(lambda tx: submitting.hand_over(tx, VAULT, by)) == (0, 0)
        assert await here.statuses() == ["listed"] * 6

    play(database_url, scene)


def test_for_who_came_after_the_word_nobody_has_vouched(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submitting, "AT_ONCE", 2)

    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*map(line, range(1, 4)))
        await submit(here)
        by = await rest(here)
        await here.bring(line(7))
        assert await database.run(lambda tx: submitting.hand_over(tx, VAULT, by)) == (1, 0)
        assert await here.statuses() == ["submitted"] * 3 + ["listed"]

    play(database_url, scene)


def test_a_long_list_is_handed_over_and_taken_back_in_parts(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (submitting, undoing):
        monkeypatch.setattr(module, "AT_ONCE", 2)

    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*map(line, range(1, 6)))
        assert await submit(here) == (2, 0, True)
        by = await rest(here)
        parts = [await database.run(lambda tx: submitting.hand_over(tx, VAULT, by)) for _ in range(3)]
        assert parts == [(2, 0), (1, 0), (0, 0)]
        assert await here.statuses() == ["submitted"] * 5
        assert await undo(here) == Undone("submission", 5)
        while found := await due(here, "undo_group"):
            more = partial(undoing.go_on, vault=VAULT, now=NOW, **found[0].payload)
            await database.run(more)
        assert await here.statuses() == ["listed"] * 5

    play(database_url, scene)


def test_nobody_is_handed_in_who_came_after_the_question(database_url: str) -> None:
    """The coordinator vouches for those who were named: where others came or left, it is asked anew."""

    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), line(2))
        told = await here.do(lambda desk: desk.groups.listed(here.group))
        await here.bring(line(3))
        assert await here.do(lambda desk: desk.groups.submit(here.group, "attest-1", told.mark)) is None
        assert await here.statuses() == ["listed"] * 3
        assert await submit(here) == (3, 0, False)

    play(database_url, scene)


def test_who_takes_the_place_of_another_was_not_vouched_for_either(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(2))
        await here.bring(*map(line, range(1, 4)))
        told = await here.do(lambda desk: desk.groups.listed(here.group))
        first = (await here.members())[0]
        await here.do(lambda desk: desk.groups.replace(here.group, first, "moved"))
        assert (await here.do(lambda desk: desk.groups.listed(here.group))).people == told.people == 2
        assert await here.do(lambda desk: desk.groups.submit(here.group, "attest-1", told.mark)) is None

    play(database_url, scene)


def test_who_moves_up_while_it_is_handed_over_was_not_vouched_for(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that person had come earlier than others who are listed."""
    monkeypatch.setattr(submitting, "AT_ONCE", 2)

    async def scene(database: Database) -> None:
        here = await village(database, with_quota(4))
        await here.bring(*map(line, range(1, 6)))
        gone, waits = (await here.members())[3:]
        came_first = update(registrations).where(registrations.c.id == waits.registration).values(listed=0)
        await database.run(lambda tx: tx.run(Statement(came_first)))
        assert await submit(here) == (2, 0, True)
        by = await rest(here)
        await here.do(lambda desk: desk.groups.replace(here.group, gone, "moved"))
        assert await database.run(lambda tx: submitting.hand_over(tx, VAULT, by)) == (1, 0)
        assert await database.run(lambda tx: submitting.hand_over(tx, VAULT, by)) == (0, 0)
        assert sorted(await here.statuses()) == ["listed", "replaced", *["submitted"] * 3]
        assert (await here.do(lambda desk: desk.groups.listed(here.group))).people == 1

    play(database_url, scene)
