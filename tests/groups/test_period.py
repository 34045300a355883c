"""After the last day of a group nobody comes in, is replaced or handed in; all else stays possible."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from storage.database import Database
from tests.databases import play
from tests.groups.village import TEGAL_HARUM, TOLD, line, rejected, take_back, village

AFTER = int(datetime.combine(TEGAL_HARUM.ends + timedelta(1), time(), UTC).timestamp() * 1000)
LAST_DAY = AFTER - 1


def test_nobody_comes_in_is_replaced_or_handed_in_after_the_last_day(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), rejected(2, "nik_short"))
        [member], [waiting] = await here.members(), await here.waiting()
        acts = {
            "one": lambda desk: desk.groups.add(here.group, line(3).person),
            "lines": lambda desk: desk.groups.paste(here.group, f"{line(4).person['nik']} NI LUH SARI"),
            "file": lambda desk: desk.groups.take_file(here.group, "none", "daftar.xlsx"),
            "mend": lambda desk: desk.groups.mend(waiting, "nik", line(5).person["nik"]),
            "submit": lambda desk: desk.groups.submit(here.group, "attest-1", ""),
            "replace": lambda desk: desk.groups.replace(here.group, member, "moved"),
            "successor": lambda desk: desk.groups.successor(here.group),
        }
        for act in acts.values():
            with pytest.raises(LookupError, match="period"):
                await here.do(act, AFTER)
        assert await here.statuses() == ["listed"]
        assert [one.status for one in await here.waiting()] == ["waiting"]

    play(database_url, scene)


def test_on_the_last_day_all_is_as_before(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), now=LAST_DAY)
        assert (await here.hand_in(LAST_DAY)).people == 1

    play(database_url, scene)


def test_what_is_there_can_be_seen_and_taken_back(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), line(2))
        looks = [
            lambda desk: desk.groups.members(here.group),
            lambda desk: desk.groups.tally(here.group),
            lambda desk: desk.groups.units(here.group),
            lambda desk: desk.groups.ask_export(here.group),
        ]
        for look in looks:
            await here.do(look, AFTER)
        assert (await here.do(lambda desk: take_back(desk, here.group), AFTER)).people == 2
        assert await here.statuses() == ["withdrawn", "withdrawn"]

    play(database_url, scene)


def test_a_successor_comes_too_late(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        code = await here.do(lambda desk: desk.groups.successor(here.group), LAST_DAY)
        found = await here.do(lambda desk: desk.groups.invitation(code), AFTER, "putu")
        assert found.state == "closed"
        assert await here.do(lambda desk: desk.groups.accept(code, TOLD), AFTER, "putu") is None

    play(database_url, scene)
