"""What an answer that is given again changes elsewhere: other programmes, other offices, the dead; both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.services import Records
from rules.cases import Case
from rules.matching import Advice, Answer
from rules.records import Event
from storage import cases, matching_results, matchings, people, tables
from storage.database import Database
from storage.matching_results import Matching
from storage.statement import Statement
from tests.databases import NOW, VAULT, play
from tests.groups.asked_again import OWN, alone, asked, now, return_, says
from tests.groups.village import Village, line, nik, programme, registered, village


async def also_in(here: Village, code: str) -> int:
    """The same person registers in another programme too."""

    def work(desk: Records) -> int:
        registered(desk, OWN, code, None)
        found = people.by_nik(desk.tx, VAULT, OWN["nik"])
        assert found
        return next(one.id for one in desk.registrations(found) if one.programme == code)

    return await here.do(work, address="own")


def test_a_place_that_is_answered_in_one_programme_stays_asked_in_the_other(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        first, second = await alone(here), await also_in(here, "makassar")
        category = programme("denpasar").offered[1].code
        for id in (first, second):
            await return_(here, id, "category")
        assert await says(here, "own", "category", category) == "kept"
        assert (await now(here, first))[0].status == "submitted"
        other, _ = await now(here, second)
        assert other.status == "returned" and other.category == other.details["category"]
        found = await asked(here, "own")
        assert found and found.registration == second

    play(database_url, scene)


async def matched(here: Village, id: int) -> Matching:
    """Dukcapil has answered that this NIK is of somebody who has died."""

    def work(desk: Records) -> None:
        matchings.add_lacking(desk.tx, "denpasar", "population", NOW, 10)
        row = next(
            one for one in matchings.due(desk.tx, "population", NOW, 10) if one["registration_id"] == id
        )
        advice = Advice("differs", ("DECEASED",))
        matchings.answered(desk.tx, VAULT, row, Answer("11"), advice, NOW)

    await here.do(work)
    return await population(here, id)


async def population(here: Village, id: int) -> Matching:
    return await here.do(lambda desk: matching_results.of_registration(desk.tx, VAULT, id)["population"])


def test_what_dukcapil_said_of_the_old_nik_is_forgotten_and_it_is_asked_about_the_new_one(
    database_url: str,
) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here)
        assert (await matched(here, id)).state == "answered"
        await return_(here, id, "nik")
        assert await says(here, "own", "nik", nik(902)) == "kept"
        found = await population(here, id)
        assert (found.state, found.answer, found.advice, found.answered_at) == ("waiting", None, None, None)

        def due(desk: Records) -> list[Any]:
            return [row["id"] for row in matchings.due(desk.tx, "population", NOW, 10)]

        assert await here.do(due) == [found.id]

    play(database_url, scene)


def test_dukcapil_is_asked_anew_about_another_name_and_its_answer_stands_until_then(
    database_url: str,
) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here)
        await matched(here, id)
        await return_(here, id, "name", "income")
        assert await says(here, "own", "income", 1_500_000) == "kept"
        assert (await population(here, id)).state == "answered"
        assert await says(here, "own", "name", "NI WAYAN SARI DEWI") == "kept"
        found = await population(here, id)
        assert found.state == "waiting" and found.advice and found.advice.reasons == ("DECEASED",)

    play(database_url, scene)


async def reported(here: Village, id: int) -> None:
    """The family has told that the person died."""
    person = (await now(here, id))[0].person
    died = Case(0, "", "death", person, "", {"died_on": "2026-11-01"}, 0)
    happened = Event("reported", NOW, "person")
    await here.do(lambda desk: cases.add(desk.tx, VAULT, died, None, happened, desk.chat.id))


def test_of_who_is_reported_dead_nothing_is_asked_any_more(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        await here.hand_in()
        own, [listed] = await alone(here), [one.registration for one in await here.members()]
        for id, address in ((own, "own"), (listed, "made")):
            await return_(here, id, "mother_name")
            assert await asked(here, address)
            await reported(here, id)
            assert await asked(here, address) is None

    play(database_url, scene)


def test_an_age_that_the_programme_does_not_take_is_kept_and_an_officer_is_told(database_url: str) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        id = await alone(here)
        for born, look in (("1985-08-17", None), ("1925-08-17", ["OVERAGE"]), ("2020-08-17", ["UNDERAGE"])):
            await return_(here, id, "birth_date")
            assert await says(here, "own", "birth_date", born) == "kept"
            one, known = await now(here, id)
            assert (one.status, known["birth_date"]) == ("submitted", born)
            assert one.events[-2].details.get("look") == look

    play(database_url, scene)


def test_who_gets_a_chat_while_the_coordinator_is_asked_hears_of_it_and_answers_alone(
    database_url: str,
) -> None:
    async def scene(database: Database) -> None:
        here = await village(database)
        await here.bring(line(1))
        await here.hand_in()
        [member] = await here.members()
        await return_(here, member.registration, "mother_name")
        begun = await asked(here, "made")
        assert begun

        def agreed(desk: Records) -> str:
            return desk.groups.agree_link(here.group, member)

        code = await here.do(agreed)

        def says_yes(desk: Records) -> str:
            listing = desk.groups.listing_of(code)
            assert listing
            desk.groups.answer(listing, True)
            rows = desk.tx.all(Statement(select(tables.jobs).where(tables.jobs.c.kind == "tell")))
            payloads = [VAULT.open_json(row["payload"], "jobs.payload") for row in rows]
            return str([(one["address"], one["news"]) for one in payloads][-1])

        heard = await here.do(says_yes, address="own")
        assert heard == str(("own", f"returned:{member.registration}"))
        late = await here.do(lambda desk: desk.answer_again(begun, "mother_name", "NI LUH"), address="made")
        assert late == "moved_on"
        assert await says(here, "own", "mother_name", "NI LUH SARI") == "kept"
        one, known = await now(here, member.registration)
        assert (one.status, known["mother_name"]) == ("submitted", "NI LUH SARI")

    play(database_url, scene)
