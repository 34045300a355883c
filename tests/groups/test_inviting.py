"""Whose a group is: a code brings one coordinator, and the successor takes over."""

from __future__ import annotations

import pytest

from bot.groups import inviting
from storage import codes
from storage.database import Database
from tests.databases import NOW, VAULT, play
from tests.groups.village import (
    TEGAL_HARUM,
    TOLD,
    line,
    village,
)

HOUR = 3600 * 1000


def test_a_group_belongs_to_one_coordinator(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        [member] = await here.members()
        desk_of = {
            "tally": lambda desk: desk.groups.tally(here.group),
            "members": lambda desk: desk.groups.members(here.group),
            "find": lambda desk: desk.groups.find(here.group, "WAYAN"),
            "paste": lambda desk: desk.groups.paste(here.group, "5171031708809001 NI LUH SARI"),
            "submit": lambda desk: desk.groups.submit(here.group, "1", ""),
            "undo": lambda desk: desk.groups.undo(here.group, ""),
            "replace": lambda desk: desk.groups.replace(here.group, member, "moved"),
            "export": lambda desk: desk.groups.ask_export(here.group),
            "link": lambda desk: desk.groups.agree_link(here.group, member),
        }
        for look in desk_of.values():
            with pytest.raises(LookupError):
                await here.do(look, address="stranger")
        assert await here.do(lambda desk: desk.groups.mine(), address="stranger") == []

    play(database_url, scene)


def test_a_code_brings_one_coordinator_and_the_successor_takes_over(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        code = await here.do(lambda desk: desk.groups.successor(here.group))
        assert (await here.do(lambda desk: desk.groups.invitation(code))).state == "mine"
        assert (await here.do(lambda desk: desk.groups.invitation(code), address="putu")).state == "good"
        taken = await here.do(lambda desk: desk.groups.accept(code, TOLD), address="putu")
        assert taken and taken.id == here.group.id
        assert await here.do(lambda desk: desk.groups.mine()) == []
        assert (await here.do(lambda desk: desk.groups.invitation(code), address="ketut")).state == "used"
        assert await here.do(lambda desk: desk.groups.accept(code, TOLD), address="ketut") is None

    play(database_url, scene)


def test_a_coordinator_who_was_withdrawn_sees_nothing_and_names_no_successor(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        code = await here.do(lambda desk: desk.groups.successor(here.group))
        assert await database.run(lambda tx: inviting.withdraw(tx, VAULT, here.group.id, NOW))
        assert not await database.run(lambda tx: inviting.withdraw(tx, VAULT, here.group.id, NOW))
        assert await here.do(lambda desk: desk.groups.mine()) == []
        assert (await here.do(lambda desk: desk.groups.invitation(code), address="putu")).state == "expired"

    play(database_url, scene)


def test_an_invitation_ends_and_is_for_groups_alone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        again, code = await database.run(lambda tx: inviting.invite(tx, VAULT, TEGAL_HARUM, NOW))
        assert again.id == here.group.id
        late = NOW + inviting.CODE_LASTS + 1
        assert (await here.do(lambda desk: desk.groups.invitation(code), late, "putu")).state == "expired"
        other = await database.run(lambda tx: codes.make(tx, VAULT, "join", None, NOW + HOUR))
        assert (await here.do(lambda desk: desk.groups.invitation(other), address="putu")).state == "unknown"

    play(database_url, scene)
