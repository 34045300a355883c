"""A list is filled in the order of the registrations; who may not be on it is left out, with the reason shown."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from bot.enrolment import filling
from rules.enrolment import on
from rules.matching import Answer, Member
from rules.matching_advice import advise
from rules.records import Event, Registration
from storage import enrolment, matchings, people, registrations
from storage.statement import Tx
from tests.enrolment.city import City, play

DECEMBER = date(2026, 12, 31)


def test_verified_people_come_in_the_order_in_which_they_registered(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        made = await city.registered(5)
        await city.registered(2, status="submitted")
        await city.registered(1, "banjarmasin")
        one = await city.listed()
        assert one.state == "draft" and one.expected == 5
        assert [row["registration_id"] for row in await city.rows(one)] == [who.id for who in made]
        assert await city.states(one) == {"listed": 5}

    play(database_url, tmp_path, scene)


def test_a_list_takes_at_most_so_many_and_nobody_is_on_two(
    database_url: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(filling, "AT_ONCE", 2)

    async def scene(city: City) -> None:
        made = await city.registered(7)
        first = await city.listed(most=3)
        assert [row["registration_id"] for row in await city.rows(first)] == [who.id for who in made[:3]]
        second = await city.listed()
        assert [row["registration_id"] for row in await city.rows(second)] == [who.id for who in made[3:]]
        later = await city.listed(starts=date(2027, 1, 1))
        assert await city.states(later) == {"listed": 7}
        event = Event("cancelled", city.clock(), "officer")
        await city.run(lambda tx: enrolment.happen(tx, city.app.vault, first.id, event))
        await city.run(lambda tx: filling.again(tx, city.app.vault, second.id, None, city.clock()))
        await city.work()
        assert await city.states(second) == {"listed": 7}

    play(database_url, tmp_path, scene)


def test_a_list_is_of_one_village_or_one_kind_of_work(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.registered(2)
        await city.registered(3, village="73.71.01.1002")
        await city.registered(1, category="fisher")
        assert await city.states(await city.listed(village="73.71.01.1002")) == {"listed": 3}
        assert await city.states(await city.listed(category="fisher")) == {"listed": 1}

    play(database_url, tmp_path, scene)


def test_who_may_not_be_on_it_is_left_out_with_the_reason(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        good, dead, silent, paid = await city.registered(4)
        await city.registered(1, born="1961-03-31")  # 65 on the first day
        await city.registered(1, born="1961-04-02")  # one day younger
        await city.registered(1, born="2011-04-02")  # not yet 15
        await city.died(dead)
        consent = {"chat_id": 1, "person_id": silent.person, "purpose": "registration", "version": "1",
                   "language": "id", "channel": "web", "given_at": city.clock()}  # fmt: skip
        await city.registered(1, "denpasar", chat=True)
        await city.run(lambda tx: people.consent(tx, consent))
        await city.run(lambda tx: people.withdraw_consents(tx, silent.person, city.clock()))
        await city.member(paid, DECEMBER, enrol=False)
        one = await city.listed()
        assert await city.states(one) == {"listed": 2, "left_out": 5}
        assert await city.reasons(one) == {
            "DECEASED": 1, "NO_CONSENT": 1, "PAID_ALREADY": 1, "OVERAGE": 1, "UNDERAGE": 1,
        }  # fmt: skip
        assert sum((await city.states(one)).values()) == one.expected
        assert good.id in [row["registration_id"] for row in await city.rows(one, "listed")]

    play(database_url, tmp_path, scene)


def test_a_renewal_is_made_of_who_is_covered_now(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        covered = await city.registered(4)
        for who in covered:
            await city.member(who, DECEMBER)
        long_over, further, new = await city.registered(3)
        await city.member(long_over, date(2025, 6, 30))
        await city.member(further, date(2027, 12, 31), first=date(2026, 1, 1))
        event = Event("replaced", city.clock(), "coordinator")
        await city.run(lambda tx: registrations.happen(tx, city.app.vault, covered[0], event, None))
        one = await city.listed(kind="renewal", starts=date(2027, 1, 1), months=12)
        assert await city.states(one) == {"numbered": 3, "left_out": 2}
        assert await city.reasons(one) == {"REPLACED": 1, "PAID_ALREADY": 1}
        assert on(await city.states(one)) == 3
        assert new.id not in [row["registration_id"] for row in await city.rows(one)]

    play(database_url, tmp_path, scene)


def test_who_has_another_payer_is_marked_and_not_dropped(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        alone, self_paid, elsewhere, before = await city.registered(4)
        await city.member(self_paid, date(2026, 6, 30), programme=None, payer="self", enrol=False)
        await city.member(elsewhere, DECEMBER, programme="samarinda", payer="province_budget", enrol=False)
        await city.member(before, date(2026, 3, 31), programme=None, payer="self", enrol=False)
        one = await city.listed()
        marks = {row["registration_id"]: row["double"] for row in await city.rows(one)}
        assert marks == {alone.id: 0, self_paid.id: 1, elsewhere.id: 1, before.id: 0}
        assert [row["registration_id"] for row in await city.rows(one, "double")] == [
            self_paid.id,
            elsewhere.id,
        ]

    play(database_url, tmp_path, scene)


def test_whom_bpjs_calls_a_member_is_marked_unless_it_is_our_own_cover(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        employed, paying, ended, ours, asked_anew = await city.registered(5)
        await city.member(ours, date(2025, 12, 31), enrol=False)
        for who, segment, active in ((employed, "pu", True), (paying, "bpu", True), (ended, "bpu", False),
                                     (ours, "bpu", True), (asked_anew, "pu", True)):  # fmt: skip
            await city.run(partial(_member_there, city, who, (Member("", segment, active),)))
        await city.run(lambda tx: matchings.ask_again(tx, asked_anew.id, "membership", city.clock()))
        one = await city.listed()
        marked = [row["registration_id"] for row in await city.rows(one, "double")]
        assert marked == [employed.id, paying.id]
        await city.run(partial(_member_there, city, employed, ()))
        await city.run(lambda tx: filling.again(tx, city.app.vault, one.id, None, city.clock()))
        await city.work()
        assert [row["registration_id"] for row in await city.rows(one, "double")] == [paying.id]

    play(database_url, tmp_path, scene)


def _member_there(city: City, who: Registration, members: tuple[Member, ...], tx: Tx) -> None:
    """BPJS Ketenagakerjaan has answered about somebody."""
    now, answer = city.clock(), Answer(members=members)
    matchings.add_lacking(tx, who.programme, "membership", now, 100)
    known = people.by_id(tx, city.app.vault, who.person)
    nik = str(known.details["nik"]) if known else ""
    (row,) = matchings.of_nik(tx, city.app.vault, nik, "membership", who.programme)
    matchings.answered(tx, city.app.vault, row, answer, advise("membership", {}, answer), now)
