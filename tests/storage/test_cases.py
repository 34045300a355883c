"""Cases are their events: reported once, joined by who reports the same again, opened with number and code."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.services import Records
from rules.cases import MOVES, Case
from rules.records import Event, Membership, NotAllowed, status_of
from storage import cases, chats, documents, memberships, people
from storage.database import Database
from storage.documents import Document
from storage.open import open_database
from storage.statement import Tx
from tests.databases import DAY, NIK, NOW, VAULT, play

FELL = {"nik": NIK, "name": "Siti", "happened": "2026-11-17T05:10", "place": "Pasar Lima", "facility": None}


def records(tx: Tx, address: str = "1001", now: int = NOW) -> Records:
    chat = chats.enter(tx, VAULT, "telegram", address, now, "id")
    return Records(tx, VAULT, chat, now, datetime.fromtimestamp(now / 1000))


def known(tx: Tx) -> int:
    details = {"nik": NIK, "name": "SITI AMINAH", "birth_date": "1985-08-17"}
    return people.save(tx, VAULT, details, NOW).id


def test_a_case_is_read_as_it_was_written_by_the_chat_that_reported_it(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(lambda tx: records(tx).report("accident", FELL))
        assert (made.case.number, made.case.status, made.joined) == (
            f"KEC-{made.case.id:06}",
            "reported",
            False,
        )
        assert await database.run(lambda tx: records(tx).cases()) == [made.case]
        assert await database.run(lambda tx: records(tx, "2002").cases()) == []

    play(database_url, scene)


def test_the_insured_is_the_person_with_that_nik_only_if_the_name_fits(database_url: str) -> None:
    def reports(name: str, address: str) -> Any:
        return lambda tx: records(tx, address).report(
            "death", {"nik": NIK, "name": name, "died_on": "2026-11-01"}
        )

    async def scene(database: Database) -> None:
        person = await database.run(known)
        stranger = await database.run(
            lambda tx: records(tx, "3").report("accident", {**FELL, "name": "BUDI"})
        )
        assert stranger.case.person is None
        assert (await database.run(reports("aminah", "4"))).case.person == person

    play(database_url, scene)


def test_cases_of_one_nik_or_of_one_person_lie_beside_each_other(database_url: str) -> None:
    def reports(tx: Tx, address: str, nik: str | None, name: str) -> Case:
        told = {"name": name, "died_on": "2026-11-01", **({"nik": nik} if nik else {})}
        return records(tx, address).report("death", told).case

    def scene(tx: Tx) -> None:
        person = known(tx)
        his, namesake = reports(tx, "5", NIK, "SITI AMINAH"), reports(tx, "6", NIK, "BUDI")
        without, other = reports(tx, "7", None, "SITI"), reports(tx, "8", "6371015708859031", "SITI AMINAH")
        nobodys = reports(tx, "9", None, "SITI")
        cases.belongs(tx, without, person)
        beside = {one.id: [other.id for other in cases.beside(tx, VAULT, one.id)]
                  for one in (his, namesake, without, other, nobodys)}  # fmt: skip
        assert beside == {
            his.id: [namesake.id, without.id], namesake.id: [his.id], without.id: [his.id],
            other.id: [], nobodys.id: [],
        }  # fmt: skip

    async def played(database: Database) -> None:
        await database.run(scene)

    play(database_url, played)


def test_who_reports_the_same_joins_and_what_the_first_said_stays(database_url: str) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(lambda tx: records(tx).report("accident", FELL))
        second = {**FELL, "happened": "2026-11-18T05:00", "place": "Sungai Baru", "facility": "RSUD"}
        again = await database.run(lambda tx: records(tx, "2002").report("accident", second))
        assert (again.joined, again.case.id) == (True, first.case.id)
        assert again.code != first.code
        [seen] = await database.run(lambda tx: records(tx, "2002").cases())
        assert seen.role == "witness"
        assert not seen.private
        assert (seen.details["place"], seen.details["facility"]) == ("Pasar Lima", None)
        assert [event.kind for event in seen.events] == ["reported", "reported_again"]

    play(database_url, scene)


@pytest.mark.parametrize(
    ("kind", "second"),
    [
        ("accident", {**FELL, "happened": "2026-11-25T08:00"}),
        ("death", {"nik": NIK, "name": "Siti", "died_on": "2026-11-18"}),
        ("accident", {**FELL, "nik": "6371015708859002"}),
        ("accident", {**FELL, "nik": None}),
        ("accident", {**FELL, "name": "Budi Santoso"}),
    ],
)
def test_another_accident_a_death_and_another_person_are_cases_of_their_own(
    database_url: str, kind: str, second: dict[str, Any]
) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(lambda tx: records(tx).report("accident", FELL))
        other = await database.run(lambda tx: records(tx).report(kind, second))
        assert not other.joined
        assert other.case.id != first.case.id

    play(database_url, scene)


def test_after_a_case_has_ended_the_same_is_reported_anew(database_url: str) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(lambda tx: records(tx).report("accident", FELL))
        await database.run(lambda tx: records(tx).case_happens(first.case, "withdrawn"))
        assert not (await database.run(lambda tx: records(tx).report("accident", FELL))).joined

    play(database_url, scene)


def test_number_and_code_open_a_case_on_any_phone_as_often_as_needed(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = await database.run(lambda tx: records(tx).report("accident", FELL))
        for address in ("7", "8", "8"):
            opened = await database.run(
                lambda tx, a=address: records(tx, a).open_case(made.case.number, made.code)
            )
            assert opened and opened.id == made.case.id
        later = NOW + 4 * 365 * DAY
        assert await database.run(lambda tx: records(tx, "9", later).open_case(made.case.number, made.code))

    play(database_url, scene)


def test_a_code_opens_its_own_case_only_and_five_wrong_ones_lock(database_url: str) -> None:
    async def scene(database: Database) -> None:
        one = await database.run(lambda tx: records(tx).report("accident", FELL))
        other = await database.run(
            lambda tx: records(tx).report("accident", {**FELL, "nik": "6371015708859003"})
        )
        assert await database.run(lambda tx: records(tx, "9").open_case(other.case.number, one.code)) is None
        for _ in range(4):
            assert (
                await database.run(lambda tx: records(tx, "9").open_case(one.case.number, "ACDEFHJK")) is None
            )
        assert await database.run(lambda tx: records(tx, "9").case_locked_until())
        assert await database.run(lambda tx: records(tx, "10").case_locked_until()) is None

    play(database_url, scene)


def test_what_can_not_follow_changes_nothing(database_url: str) -> None:
    async def scene(database: Database) -> None:
        made = (await database.run(lambda tx: records(tx).report("accident", FELL))).case
        with pytest.raises(NotAllowed):
            await database.run(lambda tx: records(tx).case_happens(made, "paid", {"place": "lain"}))
        assert await database.read(lambda tx: cases.by_id(tx, VAULT, made.id)) == replace(made, role="")

    play(database_url, scene)


def test_every_status_follows_from_the_events(database_url: str) -> None:
    way = ("told", "completed", "incomplete", "corrected", "completed", "sent", "refused", "reopened", "sent",
           "given_back", "sent", "not_sent", "completed", "sent", "accepted", "paid")  # fmt: skip

    async def scene(database: Database) -> None:
        case = (await database.run(lambda tx: records(tx).report("death", FELL))).case
        for kind in way:
            case = await database.run(
                lambda tx, k=kind, c=case: cases.happen(tx, VAULT, c, Event(k, NOW, "officer"), None)
            )
            assert case.status == status_of(case.events, MOVES)
        assert case.status == "paid"

    play(database_url, scene)


def test_a_file_hard_to_read_is_noted_when_it_is_said_what_it_is(database_url: str) -> None:
    def sends(tx: Tx, file: str, problem: str | None) -> Case:
        who = records(tx)
        documents.add(tx, VAULT, Document(file, who.chat.id, "photo", "", "kept"), NOW)
        documents.seen(tx, file, problem)
        [case] = who.cases()
        return who.add_document(case, "family_card", file)

    async def scene(database: Database) -> None:
        await database.run(lambda tx: records(tx).report("death", FELL))
        dark = await database.run(lambda tx: sends(tx, "d1", "dark"))
        assert [event.kind for event in dark.events] == ["reported", "document", "unclear"]
        clear = await database.run(lambda tx: sends(tx, "d2", None))
        assert [event.kind for event in clear.events][3:] == ["document"]
        found = await database.read(lambda tx: cases.of_file(tx, VAULT, "d2"))
        assert found and found.id == dark.id

    play(database_url, scene)


def test_files_sent_together_are_found_together(database_url: str) -> None:
    async def scene(database: Database) -> None:
        def send(tx: Tx) -> None:
            who = records(tx)
            for number, file in enumerate(("d1", "d2", "d3")):
                documents.add(tx, VAULT, Document(file, who.chat.id, "photo", "", "kept"), NOW + number)
            who.more_of("d1", "d2")
            who.more_of("d1", "d3")

        await database.run(send)
        assert await database.read(lambda tx: documents.together(tx, "d1")) == ["d1", "d2", "d3"]

    play(database_url, scene)


def test_the_income_of_a_membership_is_kept(database_url: str) -> None:
    day = date(2026, 1, 1)

    async def scene(database: Database) -> None:
        person = await database.run(known)
        cover = Membership(0, person, None, "99000000011", ("jkk", "jkm"), "self", day, day, day, 1_791_750)
        made = await database.run(lambda tx: memberships.add(tx, VAULT, cover, NOW))
        assert await database.read(lambda tx: memberships.of_person(tx, VAULT, person)) == [made]

    play(database_url, scene)


def test_two_who_report_at_once_share_one_case(database_url: str) -> None:
    async def scene(database: Database) -> None:
        other = await open_database(database_url)
        try:
            both = await asyncio.gather(
                *(db.run(lambda tx, a=a: records(tx, a).report("death", FELL), a)
                  for db, a in ((database, "1"), (other, "2"), (database, "3"), (other, "4")))
            )  # fmt: skip
        finally:
            await other.close()
        assert len({one.case.id for one in both}) == 1
        assert [one.joined for one in both].count(False) == 1

    play(database_url, scene)


def test_a_list_of_common_names_fits_nobody(database_url: str) -> None:
    async def scene(database: Database) -> None:
        await database.run(known)
        guess = {**FELL, "name": "Muhammad Siti Ahmad Nur Sri Dewi"}
        assert (await database.run(lambda tx: records(tx).report("accident", guess))).case.person is None

    play(database_url, scene)


def test_the_phone_of_the_insured_is_no_witness_where_somebody_else_was_faster(database_url: str) -> None:
    async def scene(database: Database) -> None:
        person = await database.run(known)
        await database.run(lambda tx: records(tx, "head").report("accident", FELL))
        await database.run(lambda tx: people.link(tx, records(tx, "own").chat.id, person, "self", NOW))
        own = await database.run(lambda tx: records(tx, "own").report("accident", FELL))
        assert (own.joined, own.case.role) == (True, "helper")
        assert own.case.details["proved"]
        opened = await database.run(lambda tx: records(tx, "third").open_case(own.case.number, own.code))
        assert opened and opened.role == "helper"

    play(database_url, scene)


def test_the_code_of_a_witness_makes_witnesses_and_that_of_the_reporter_helpers(database_url: str) -> None:
    async def scene(database: Database) -> None:
        first = await database.run(lambda tx: records(tx, "1").report("accident", FELL))
        second = await database.run(lambda tx: records(tx, "2").report("accident", FELL))
        number = first.case.number
        opened = await database.run(lambda tx: records(tx, "3").open_case(number, second.code))
        assert opened and opened.role == "witness"
        opened = await database.run(lambda tx: records(tx, "3").open_case(number, first.code))
        assert opened and opened.role == "helper"

    play(database_url, scene)


def test_every_page_of_an_album_belongs_to_the_case_also_one_that_comes_late(database_url: str) -> None:
    async def scene(database: Database) -> None:
        case = (await database.run(lambda tx: records(tx).report("death", FELL))).case

        def sends(tx: Tx) -> Case:
            who = records(tx)
            for number, file in enumerate(("d1", "d2", "d3")):
                documents.add(tx, VAULT, Document(file, who.chat.id, "photo", "", "kept"), NOW + number)
            who.more_of("d1", "d2")
            who.add_document(case, "heirs_letter", "d1")
            who.more_of("d1", "d3")
            return who.cases()[0]

        told = await database.run(sends)
        files = [(e.kind, e.details["file"]) for e in told.events if e.kind in ("document", "page")]
        assert files == [("document", "d1"), ("page", "d2"), ("page", "d3")]
        assert {e.details["document"] for e in told.events[1:]} == {"heirs_letter"}
        found = [await database.read(lambda tx, f=f: cases.of_file(tx, VAULT, f)) for f in ("d1", "d2", "d3")]
        assert {one.id for one in found if one} == {case.id}

    play(database_url, scene)


def test_a_name_that_was_corrected_finds_the_insured_and_guesses_are_counted(database_url: str) -> None:
    async def scene(database: Database) -> None:
        person = await database.run(known)
        made = (await database.run(lambda tx: records(tx).report("accident", {**FELL, "name": "MAMAK"}))).case
        assert made.person is None
        for guess in ("RAHMAH", "SITI AMINAH"):
            made = await database.run(
                lambda tx, g=guess, c=made: records(tx).case_happens(c, "corrected", {"name": g})
            )
        assert made.person == person
        other = (
            await database.run(lambda tx: records(tx, "9").report("death", {**FELL, "name": "X Y"}))
        ).case
        for _ in range(6):
            other = await database.run(
                lambda tx, c=other: records(tx, "9").case_happens(c, "corrected", {"name": "Z W"})
            )
        right = {"name": "SITI AMINAH"}
        told = await database.run(lambda tx: records(tx, "9").case_happens(other, "corrected", right))
        assert told.person is None

    play(database_url, scene)


def test_who_withdraws_the_consent_is_not_reminded_and_nothing_of_the_city_is_shown(
    database_url: str,
) -> None:
    async def scene(database: Database) -> None:
        person = await database.run(known)
        await database.run(lambda tx: people.link(tx, records(tx).chat.id, person, "self", NOW))
        made = (await database.run(lambda tx: records(tx).report("accident", FELL))).case
        assert made.details["proved"]

        def withdraw(tx: Tx) -> None:
            found = people.by_id(tx, VAULT, person)
            assert found
            records(tx).withdraw(found)

        await database.run(withdraw)
        [case] = await database.run(lambda tx: records(tx).cases())
        assert (case.quiet, case.details["proved"], case.status) == (True, None, "reported")

    play(database_url, scene)
