"""However many lines wait, each is found: in turn, by its row, and on the receipt of its own list."""

from __future__ import annotations

from collections.abc import Callable

from bot.services import Records
from rules.lines import Line
from storage.database import Database
from storage.waiting_lines import MOST_OF_LIST, some
from tests.databases import VAULT, play
from tests.groups.village import Village, rejected, village

MANY = MOST_OF_LIST + 10
Find = Callable[[Records], Line | None]


async def found(here: Village, find: Find) -> tuple[int, int]:
    """Of which list, and which row of it."""
    one = await here.do(find)
    assert one
    return one.list, one.row


def test_a_line_behind_many_others_is_found_by_its_row_and_in_turn(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        receipt = await here.bring(*(rejected(n, "nik_short", name=f"SARI {n}") for n in range(1, MANY + 1)))
        list, last = receipt.list, MANY + 1
        assert (await here.do(lambda desk: desk.groups.tally(here.group))).lines == MANY
        assert await found(here, lambda desk: desk.groups.line_in_row(here.group, last)) == (list, last)
        behind = list, MANY - 1
        assert await found(here, lambda desk: desk.groups.next_line(here.group, behind)) == (list, last)
        assert await found(here, lambda desk: desk.groups.next_line(here.group, (list, MANY))) == (list, 2)
        more = await here.do(lambda desk: some(desk.tx, VAULT, here.group.id, (list, MOST_OF_LIST)))
        assert [one.number for one in more] == [*range(MOST_OF_LIST + 1, MANY + 1)]

    play(database_url, scene)


def test_the_receipt_of_a_newer_list_names_its_own_lines(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        old = await here.bring(*(rejected(n, "nik_short", name=f"SARI {n}") for n in range(1, MANY + 1)))
        new = await here.bring(*(rejected(n, "nik_short", name=f"PUTU {n}") for n in (1, 2, 3)))
        assert [one.name for one in new.waiting] == ["PUTU 1", "PUTU 2", "PUTU 3"]
        assert await found(here, lambda desk: desk.groups.line_in_row(here.group, 3)) == (new.list, 3)
        assert await found(here, lambda desk: desk.groups.next_line(here.group)) == (old.list, 2)

    play(database_url, scene)


def test_a_line_that_waits_no_more_is_not_found(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        [first, second] = (
            await here.bring(*(rejected(n, "nik_short", name=f"SARI {n}") for n in (1, 2)))
        ).waiting
        await here.do(lambda desk: desk.groups.mend(first, "drop"))
        assert await here.do(lambda desk: desk.groups.line(here.group, first.id)) is None
        assert await here.do(lambda desk: desk.groups.line_in_row(here.group, first.row)) is None
        assert await here.do(lambda desk: desk.groups.line(here.group, second.id)) == second

    play(database_url, scene)
