"""Where a case lies and what is due of it next, as it is kept; who is dead, as others ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from bot.load import SHIPPED
from bot.services import Records
from rules.case_clock import NEVER
from rules.cases import Case
from rules.officers import ALL, Spot
from rules.programmes import load_all
from rules.records import Event, Membership, Registration
from storage import (
    case_queue,
    case_standing,
    cases,
    catalogue,
    chats,
    deaths,
    memberships,
    people,
    registrations,
)
from storage.case_queue import FIRST, Wanted
from storage.database import Database
from storage.statement import Statement, Tx
from storage.tables import people as people_table
from tests.databases import NIK, NOW, VAULT, play

DIED = {"nik": NIK, "name": "SITI AMINAH", "died_on": "2026-11-01", "cause": "illness"}
SAMARINDA, BALI = "64.72.01.1001", "51.71.03.2008"


def cities(tx: Tx) -> None:
    for programme in load_all(SHIPPED):
        catalogue.save_programme(tx, programme, NOW)


def known(tx: Tx) -> int:
    return people.save(tx, VAULT, {"nik": NIK, "name": "SITI AMINAH", "birth_date": "1985-08-17"}, NOW).id


def registered(tx: Tx, person: int, programme: str, village: str, kind: str = "submitted") -> Registration:
    wish = Registration(0, "", programme, person, "trader", village, "", {}, NOW)
    return registrations.add(tx, VAULT, wish, "T", Event(kind, NOW, "person"), None)


def report(tx: Tx, kind: str = "death", **told: Any) -> Case:
    chat = chats.enter(tx, VAULT, "telegram", "1001", NOW, "id")
    records = Records(tx, VAULT, chat, NOW, datetime.fromtimestamp(NOW / 1000))
    return records.report(kind, {**DIED, **told}).case


def spot(tx: Tx, one: Case) -> Spot:
    found = case_standing.of(tx, one.id)
    assert found
    return found.spot


def test_of_several_registrations_the_one_counts_that_covered_the_day(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        cities(tx)
        person = known(tx)
        registered(tx, person, "samarinda", SAMARINDA)
        registered(tx, person, "denpasar", BALI)
        assert spot(tx, report(tx)) == Spot("51.71", "denpasar", BALI)
        year = date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31)
        cover = Membership(0, person, "samarinda", "21234567890", ("jkk", "jkm"), "city_budget", *year)
        memberships.add(tx, VAULT, cover, NOW)
        assert spot(tx, report(tx, died_on="2026-11-02", nik=None, name="X")) == Spot()
        [one] = cases.of_person(tx, VAULT, person)
        assert cases.catch_up(tx, VAULT, 0) >= one.id
        assert spot(tx, one) == Spot("64.72", "samarinda", SAMARINDA)

    run(database_url, scene)


def test_a_membership_alone_tells_the_programme_and_a_nik_alone_the_city(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        cities(tx)
        assert spot(tx, report(tx, nik="9401035708859002", name="BUDI")) == Spot()
        assert spot(tx, report(tx, nik="6371015708859003", name="BUDI")) == Spot("63.71")
        person = known(tx)
        assert spot(tx, report(tx)) == Spot("63.71")  # a person without a registration: again the NIK
        year = date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31)
        cover = Membership(0, person, "samarinda", "21234567890", ("jkk", "jkm"), "city_budget", *year)
        memberships.add(tx, VAULT, cover, NOW)
        [one] = cases.of_person(tx, VAULT, person)
        case_standing.placed(tx, one)
        assert spot(tx, one) == Spot("64.72", "samarinda")

    run(database_url, scene)


def test_what_is_due_follows_every_event_and_older_cases_are_caught_up_with(database_url: str) -> None:
    def due(tx: Tx) -> list[tuple[str, str]]:
        rows = case_queue.next_ones(tx, VAULT, [ALL], Wanted(), FIRST, 10)
        return [(row["due"], row["due_what"]) for row in rows]

    def scene(tx: Tx) -> None:
        one = report(tx)
        assert due(tx) == [("2031-11-01T23:59", "expiry")]
        sent = Event("sent", NOW, "officer", details={"on": "2026-11-23"})
        one = cases.happen(tx, VAULT, one, sent, None)
        assert due(tx) == [("2026-11-26T23:59", "payment")]
        tx.execute("UPDATE cases SET due = '', due_what = ''", {})
        assert due(tx) == [("", "")]
        [row] = case_queue.counts(tx, Wanted(), "2027-01-01", "2027-01-01")
        assert (row["count"], row["late"]) == (1, 0)  # nobody knows yet
        assert cases.catch_up(tx, VAULT, 0) == one.id and cases.catch_up(tx, VAULT, one.id) == 0
        assert due(tx) == [("2026-11-26T23:59", "payment")]
        [row] = case_queue.counts(tx, Wanted(), "2027-01-01", "2027-01-01")
        assert row["late"] == 1
        cases.happen(tx, VAULT, one, Event("paid", NOW, "officer", details={"on": "2026-11-24"}), None)
        [closed] = case_queue.next_ones(tx, VAULT, [ALL], Wanted("paid"), FIRST, 10)
        assert closed["due"] == NEVER

    run(database_url, scene)


def test_who_is_dead_is_asked_by_one_by_many_and_in_a_statement(database_url: str) -> None:
    def of_many(tx: Tx, confirmed: bool) -> list[int]:
        said = deaths.is_confirmed if confirmed else deaths.is_dead
        alive = ~said(people_table.c.id)
        return [
            row["id"]
            for row in tx.all(Statement(select(people_table.c.id).where(alive).order_by(people_table.c.id)))
        ]

    def scene(tx: Tx) -> None:
        person = known(tx)
        other = people.save(tx, VAULT, {"nik": "6371015708859004", "name": "BUDI"}, NOW).id
        assert deaths.dead(tx, person) == "" and of_many(tx, False) == [person, other]
        registered(tx, person, "denpasar", BALI)
        one = report(tx)
        assert deaths.has_death_case(tx, [person, other]) == {person: "reported"}
        assert of_many(tx, False) == [other] and of_many(tx, True) == [person, other]
        for kind in ("sent", "accepted"):
            one = cases.happen(tx, VAULT, one, Event(kind, NOW, "officer"), None)
        assert deaths.dead(tx, person) == "confirmed" and of_many(tx, True) == [other]
        event = Event("died", NOW, "officer", details={"case": one.id})
        assert len(deaths.mark(tx, VAULT, person, event)) == 1
        assert deaths.mark(tx, VAULT, person, event) == []
        undone = Event("not_died", NOW, "officer", details={"case": one.id})
        assert deaths.unmark(tx, VAULT, person, Event("not_died", NOW, "officer", None, {"case": 0})) == []
        assert len(deaths.unmark(tx, VAULT, person, undone)) == 1
        assert deaths.unmark(tx, VAULT, person, undone) == []
        assert len(deaths.mark(tx, VAULT, person, event)) == 1
        one = cases.happen(tx, VAULT, replace(one), Event("reopened", NOW, "officer"), None)
        assert deaths.dead(tx, person) == "reported" and of_many(tx, True) == [person, other]
        for kind in ("sent", "accepted"):
            one = cases.happen(tx, VAULT, one, Event(kind, NOW, "officer"), None)
        one = cases.happen(tx, VAULT, replace(one), Event("paid", NOW, "officer"), None)
        one = cases.happen(tx, VAULT, one, Event("reopened", NOW, "officer"), None)
        cases.happen(tx, VAULT, one, Event("withdrawn", NOW, "person"), None)
        assert deaths.dead(tx, person) == ""

    run(database_url, scene)


def test_a_case_of_nobody_is_tied_to_the_person_of_its_nik(database_url: str) -> None:
    def scene(tx: Tx) -> None:
        person = known(tx)
        one = report(tx, name="BU KETUT RAI")
        assert one.person is None
        for kind in ("sent", "accepted"):
            one = cases.happen(tx, VAULT, one, Event(kind, NOW, "officer"), None)
        assert deaths.dead(tx, person) == ""
        one = cases.belongs(tx, one, person)
        one = cases.happen(tx, VAULT, one, Event("tied", NOW, "officer", None, {"person": person}), None)
        assert one.status == "accepted" and deaths.dead(tx, person) == "confirmed"

    run(database_url, scene)


def run(url: str, scene: Any) -> None:
    async def playing(database: Database) -> None:
        await database.run(scene)

    play(url, playing)
