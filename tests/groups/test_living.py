"""The life of a group: vouched for, taken back, replaced; a worker says yes or no; the next one moves up."""

from __future__ import annotations

from dataclasses import replace

from bot.services import Records
from handlers.group_services import Undone
from rules.groups import UNDO_WITHIN
from rules.records import Event
from storage import catalogue, people, registrations
from storage.database import Database
from tests.databases import NOW, VAULT, play
from tests.groups.handing_over import answered, due, submit, undo, verified, worker
from tests.groups.village import (
    TEGAL_HARUM,
    TOLD,
    line,
    programme,
    village,
    with_quota,
)


def test_the_coordinator_vouches_for_who_is_listed_and_holds_a_place(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(2))
        await here.bring(*map(line, range(1, 4)))
        assert await submit(here) == (2, 0, False)
        assert await here.statuses() == ["submitted", "submitted", "waiting_list"]
        given = await here.do(lambda desk: people.consents_of(desk.tx, desk.chat.id))
        assert [(one["purpose"], one["version"]) for one in given] == [("listed", "attest-1")] * 2
        assert await submit(here) == (0, 0, False)

    play(database_url, scene)


def test_what_was_vouched_for_is_taken_back_for_an_hour(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*map(line, range(1, 4)))
        await submit(here)
        first = (await here.members())[0]
        await verified(here, first.registration)
        assert await undo(here, NOW + UNDO_WITHIN) == Undone("submission", 2, 1)
        assert await here.statuses() == ["verified", "listed", "listed"]
        assert first.status == "submitted"
        assert await submit(here, NOW + UNDO_WITHIN) == (2, 0, False)
        assert (await undo(here, NOW + 2 * UNDO_WITHIN + 1)).kind == "nothing"

    play(database_url, scene)


def test_else_the_last_list_is_taken_back_while_nobody_has_vouched_for_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(*map(line, range(1, 4)))
        await here.bring(*map(line, range(3, 6)))
        assert await undo(here) == Undone("list", 2)
        assert await here.statuses() == ["listed"] * 3 + ["withdrawn"] * 2
        assert await undo(here) == Undone("list", 3)
        assert await undo(here) == Undone("nothing")

    play(database_url, scene)


def test_who_was_replaced_gives_the_place_to_the_next_one(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(2))
        await here.bring(*map(line, range(1, 5)))
        await submit(here)
        first, _, third, fourth = await here.members()
        moved = await here.do(lambda desk: desk.groups.replace(here.group, first, "died"))
        assert moved and moved.registration == third.registration
        assert await here.statuses() == ["replaced", "submitted", "listed", "waiting_list"]
        assert (await here.events(first.registration))[-1].reason == "DECEASED"
        assert (await here.members())[3].place == 1 != fourth.place
        again = await here.do(lambda desk: desk.groups.replace(here.group, first, "died"))
        assert again is None

    play(database_url, scene)


def test_nobody_moves_up_while_the_programme_is_full(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(2))
        full = replace(programme("denpasar"), quota=2)
        await database.run(lambda tx: catalogue.save_programme(tx, full, NOW))
        await here.bring(*map(line, range(1, 4)))
        other = await village(database, replace(TEGAL_HARUM, place="51.71.03.2009", name="Lain"), "putu")
        await database.run(lambda tx: catalogue.save_programme(tx, replace(full, quota=1), NOW))
        first = (await here.members())[0]
        assert await here.do(lambda desk: desk.groups.replace(here.group, first, "moved")) is None
        assert await here.statuses() == ["replaced", "listed", "waiting_list"]
        assert await other.statuses() == []

    play(database_url, scene)


def test_a_worker_with_a_phone_is_asked_once_and_may_say_no(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(2))
        await here.bring(*map(line, range(1, 4)))
        await worker(here, 1, "wayan")
        await worker(here, 2, "made2")
        assert await submit(here) == (2, 2, False)
        asked = await due(here, "ask_listed")
        assert sorted(job.payload["address"] for job in asked) == ["made2", "wayan"]
        for address, agrees in (("wayan", True), ("made2", False)):
            assert await answered(here, address, agrees) == TOLD["name"]
        assert [(one.status, one.agreed) for one in await here.members()] == [
            ("submitted", True), ("withdrawn", False), ("listed", None)]  # fmt: skip
        assert (await here.do(lambda desk: desk.groups.tally(here.group))).objected == 1

    play(database_url, scene)


def test_a_code_lets_a_worker_answer_on_any_phone(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        [member] = await here.members()
        code = await here.do(lambda desk: desk.groups.agree_link(here.group, member))
        assert await here.do(lambda desk: desk.groups.listing_of(code), address="wayan") is None
        await submit(here)
        found = await here.do(lambda desk: desk.groups.listing_of(code), address="wayan")
        assert found and found.name == line(1).person["name"]
        assert await here.do(lambda desk: desk.groups.listing_of("ACDEFHJK"), address="wayan") is None

    play(database_url, scene)


def test_who_was_on_an_undone_list_comes_again_without_a_question(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), line(2))
        await undo(here)
        assert (await here.bring(line(1), line(2))).counts == {"accepted": 2}
        first = (await here.members())[0]
        await here.do(lambda desk: desk.groups.replace(here.group, first, "moved"))
        receipt = await here.bring(line(1))
        assert [one.reason for one in receipt.waiting] == ["replaced_before"]

    play(database_url, scene)


def test_who_waits_comes_before_who_comes_now(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database, with_quota(1))
        await here.bring(line(1), line(2))
        await worker(here, 1, "wayan")
        await here.do(lambda desk: desk.withdraw(desk.people()[0]), address="wayan")
        assert await here.statuses() == ["withdrawn", "listed"]
        await here.bring(line(3))
        assert await here.statuses() == ["withdrawn", "listed", "waiting_list"]

    play(database_url, scene)


def test_a_coordinator_has_no_say_for_the_worker(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        [member] = await here.members()
        code = await here.do(lambda desk: desk.groups.agree_link(here.group, member))
        await submit(here)
        assert await here.do(lambda desk: desk.groups.listing_of(code)) is None

    play(database_url, scene)


def test_no_other_list_is_taken_back_than_the_one_that_was_named(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        told = await here.do(lambda desk: desk.groups.undoable(here.group))
        await here.bring(*map(line, range(2, 5)))
        assert await here.do(lambda desk: desk.groups.undo(here.group, told.mark)) is None
        assert await here.statuses() == ["listed"] * 4
        assert (await undo(here)).people == 3

    play(database_url, scene)


def test_whom_the_officers_could_not_accept_is_counted_and_found(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1), line(2), line(3))
        await submit(here)
        refused = (await here.members())[1]

        def rejected(desk: Records) -> None:
            one = registrations.by_id(desk.tx, VAULT, refused.registration)
            assert one
            registrations.happen(desk.tx, VAULT, one, Event("rejected", NOW, "officer", "MOVED"), None)

        await here.do(rejected)
        tally = await here.do(lambda desk: desk.groups.tally(here.group))
        found = await here.do(lambda desk: desk.groups.members(here.group, "rejected"))
        assert (tally.holding, tally.rejected, [one.name for one in found]) == (2, 1, [refused.name])
        named = await here.do(lambda desk: desk.groups.find(here.group, refused.name))
        assert [one.registration for one in named] == [refused.registration]

        def why(desk: Records) -> str:
            return desk.groups.refusal(here.group, refused.registration)

        def with_chat(desk: Records) -> None:
            one = registrations.by_id(desk.tx, VAULT, refused.registration)
            assert one
            people.link(desk.tx, desk.chat.id, one.person, "self", NOW)

        assert await here.do(why) == "MOVED"
        await here.do(with_chat, address="own")
        assert await here.do(why) == ""

    play(database_url, scene)
