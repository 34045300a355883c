"""What is taken back leaves the group as it was before: nobody is lost who waited, nothing else is touched."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.groups import undoing
from handlers.group_services import Undone
from storage import list_undoing
from storage.database import Database
from storage.statement import Statement, Tx
from storage.tables import list_lines
from tests.databases import NOW, VAULT, play
from tests.groups.handing_over import due, submit, undo
from tests.groups.village import Village, line, nik, rejected, village

SARI = line(1, "NI LUH SARI", nik=nik(1), birth_date="1980-08-17")
RENEWED = Statement(select(list_lines.c.details).where(list_lines.c.status == "renewed"))
LACKS_ONE = rejected(1, "nik_short", nik=nik(1)[:-1])


async def kept(here: Village) -> list[Any]:
    """What is kept of the lines that a newer list has."""

    def work(tx: Tx) -> list[Any]:
        return [row["details"] for row in tx.all(RENEWED)]

    return await here.database.run(work)


async def forget(here: Village) -> None:
    await here.database.run(lambda tx: list_undoing.forget_renewed(tx, here.group.id))


def test_a_line_that_a_newer_list_had_waits_again_when_that_list_is_taken_back(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(LACKS_ONE, line(2))
        [before] = await here.waiting()
        assert (await here.bring(SARI)).counts == {"accepted": 1}
        assert await here.waiting() == []
        assert await undo(here) == Undone("list", 1, again=1)
        assert await here.waiting() == [before]
        done = await here.do(lambda desk: desk.groups.mend(before, "nik", nik(1)))
        assert done.status == "accepted"

    play(database_url, scene)


def test_the_last_list_is_taken_back_also_where_only_its_lines_wait(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), line(2))
        await here.bring(rejected(3, "nik_short", name="PUTU LAIN"))
        assert await undo(here) == Undone("list", 0, lines=1)
        assert (await here.waiting(), await here.statuses()) == ([], ["listed"] * 2)
        assert await undo(here) == Undone("list", 2)

    play(database_url, scene)


def test_from_list_to_list_a_line_comes_back_to_where_it_waited_first(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        for read in (LACKS_ONE, LACKS_ONE, SARI):
            await here.bring(read)
        [_, second, first] = [await undo(here), await undo(here), await undo(here)]
        assert (second, first) == (Undone("list", lines=1, again=1), Undone("list", lines=1))
        assert (await undo(here)).kind == "nothing"
        assert await here.waiting() == []

    play(database_url, scene)


def test_where_nobody_is_left_of_a_submission_there_is_nothing_to_take_back(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        await submit(here)
        [member] = await here.members()
        await here.do(lambda desk: desk.groups.replace(here.group, member, "died"))
        assert await here.do(lambda desk: desk.groups.undoable(here.group)) == Undone("nothing")

    play(database_url, scene)


def test_what_was_told_in_a_line_is_kept_until_the_newer_list_cannot_be_taken_back(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(LACKS_ONE)
        await here.bring(SARI)
        await forget(here)
        assert None not in await kept(here)
        await submit(here)
        assert len(await due(here, "forget_renewed")) == 0  # not before the hour has passed
        await forget(here)
        assert await kept(here) == [None]
        assert await undo(here, NOW) == Undone("submission", 1)
        assert await undo(here, NOW) == Undone("list", 1)
        assert await here.waiting() == []

    play(database_url, scene)


def test_a_part_of_a_list_that_is_taken_back_brings_its_lines_back_once(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(LACKS_ONE)
        made = await here.bring(SARI)
        for _ in range(2):
            await here.do(lambda desk: undoing.go_on(desk.tx, VAULT, "list", made.list, 0, desk.chat.id, NOW))
        assert [one.status for one in await here.waiting()] == ["waiting"]

    play(database_url, scene)
