"""Who has died, withdrawn or the like since a list was filled: put aside, not sent, not paid for, not told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.enrolment import telling
from bot.enrolment.exporting import exported
from bot.enrolment.filling import programme_of, source_of
from bot.enrolment.reckoned import reckon
from bot.enrolment.taking_in import till
from bot.enrolment.whole import pay_all
from bot.lists.titled import read_titled
from rules.enrolment import Enrolment, taken_in
from rules.records import Event, Registration
from storage import enrolment_review, enrolment_rows, people, registrations
from storage.statement import Statement, Tx
from storage.tables import jobs, matchings
from tests.enrolment.branch import niks, numbered, paid
from tests.enrolment.city import ZONE, City, play

DUE = Statement(select(jobs.c.kind, jobs.c.due_at))
ALL_YEAR = (date(2026, 4, 1), date(2026, 12, 31))
Happens = Callable[[City, Registration], Awaitable[None]]


async def died(city: City, one: Registration) -> None:
    await city.died(one)


def becomes(kind: str, reason: str | None = None) -> Happens:
    async def happen(city: City, one: Registration) -> None:
        event = Event(kind, city.clock(), "officer", reason)
        await city.run(lambda tx: registrations.happen(tx, city.app.vault, one, event, None))

    return happen


async def takes_back(city: City, one: Registration) -> None:
    """Every consent that was given ends."""

    def write(tx: Tx) -> None:
        chat = people.chats_of(tx, one.person)[0]["id"]
        people.consent(tx, {"chat_id": chat, "person_id": one.person, "purpose": "registration", "version": "1",
                            "language": "id", "channel": "web", "given_at": city.clock()})  # fmt: skip
        people.withdraw_consents(tx, one.person, city.clock())

    await city.run(write)


async def answered_dead(city: City, one: Registration) -> None:
    """The population office's code 11."""
    values = {"registration_id": one.id, "person_id": one.person, "programme": one.programme,
              "source": "population", "state": "answered", "due_at": 0, "attempts": 0, "advice": "differs",
              "reason": "DECEASED"}  # fmt: skip
    await city.run(lambda tx: tx.run(Statement(matchings.insert().values(**values))))


HAPPENS: dict[str, Happens] = {
    "DECEASED": died,
    "DECEASED_DUKCAPIL": answered_dead,
    "WITHDRAWN": becomes("withdrawn"),
    "REPLACED": becomes("replaced"),
    "REJECTED": becomes("rejected", "ALREADY_PU"),
    "NO_CONSENT": takes_back,
    "NOT_VERIFIED": becomes("returned"),
}


async def put_aside(city: City, one: Enrolment) -> int:
    source = source_of(one, city.app.local(city.clock()).date())
    return await city.run(lambda tx: enrolment_review.put_aside(tx, source))


async def written(city: City, one: Enrolment) -> list[str]:
    """The NIK of those in the file for the branch."""
    rows = read_titled(await exported(city.app, one), {"nik": "nik"}, ["nik"])
    return [row.cells["nik"] for row in rows if row.cells and not row.titles]


@pytest.mark.parametrize("reason", HAPPENS)
def test_who_may_not_be_on_it_any_more_is_put_aside_and_the_reckoning_follows(
    database_url: str, tmp_path: Path, reason: str
) -> None:
    async def scene(city: City) -> None:
        gone, stays = await city.registered(2, chat=True)
        one = await city.listed()
        await HAPPENS[reason](city, gone)
        assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {reason: 1}
        assert await put_aside(city, one) == 1
        assert await city.states(one) == {"listed": 1, "left_out": 1}
        assert await city.reasons(one) == {reason: 1}
        assert [row["registration_id"] for row in await city.rows(one, "on")] == [stays.id]
        made = await city.run(lambda tx: reckon(tx, one, programme_of(tx, one)))
        assert made.bill.count == 1
        assert await put_aside(city, one) == 0

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize("reason", HAPPENS)
def test_after_it_is_fixed_they_are_neither_sent_nor_paid_for(
    database_url: str, tmp_path: Path, reason: str
) -> None:
    async def scene(city: City) -> None:
        gone, stays = await city.registered(2, chat=True)
        one = await city.sent(await city.listed())
        await numbered(city, one, gone, stays)
        await HAPPENS[reason](city, gone)
        assert await written(city, one) == await niks(city, stays)
        (held,) = await city.rows(one, "held")
        assert (held["registration_id"], held["against"]) == (gone.id, reason)
        await city.run(lambda tx: pay_all(till(city.app, tx), one, ALL_YEAR, "B-1"))
        said = [queued.reply.text for queued in await city.work()]
        assert await city.covers(gone) == [] and len(await city.covers(stays)) == 1
        assert not any(gone.number in text for text in said)

    play(database_url, tmp_path, scene)


def test_who_is_on_it_rightly_stays(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.registered(3)
        one = await city.listed()
        assert await put_aside(city, one) == 0 and await city.states(one) == {"listed": 3}
        one = await city.sent(one)
        assert len(await written(city, one)) == 3
        assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {}

    play(database_url, tmp_path, scene)


def test_whom_an_officer_has_taken_in_is_judged_by_what_comes_up_later(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered()
        await city.died(a)
        one = await city.listed()
        (row,) = await city.rows(one, "left_out")
        source = source_of(one, date(2026, 3, 10))
        known = await city.run(lambda tx: enrolment_review.against(tx, source, row["id"]))
        assert known == ["DECEASED"]
        await city.run(lambda tx: enrolment_rows.settle(tx, row["id"], "listed", taken_in(known), 0))
        assert await put_aside(city, one) == 0
        await becomes("withdrawn")(city, a)
        assert await put_aside(city, one) == 1 and await city.reasons(one) == {"WITHDRAWN": 1}

    play(database_url, tmp_path, scene)


def test_nobody_stays_on_two_lists_of_the_same_months(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.registered(2)
        first = await city.listed()
        row = (await city.rows(first))[0]["id"]
        await city.run(lambda tx: enrolment_rows.settle(tx, row, "taken_off", "OTHER", 0))
        second = await city.listed()
        await city.run(lambda tx: enrolment_rows.settle(tx, row, "listed", taken_in([]), 0))  # both at once
        source = source_of(first, date(2026, 3, 10))
        assert await city.run(lambda tx: enrolment_review.against(tx, source, row)) == ["LISTED_ALREADY"]
        assert await put_aside(city, first) == 1 and await put_aside(city, second) == 0
        assert await city.reasons(first) == {"LISTED_ALREADY": 1}

    play(database_url, tmp_path, scene)


def test_who_was_taken_off_as_dead_does_not_come_back_with_the_next_list(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        dead, _ = await city.registered(2)
        one = await city.listed(months=3)
        row = (await city.rows(one))[0]["id"]
        await city.run(lambda tx: enrolment_rows.settle(tx, row, "taken_off", "DECEASED", 0))
        for later in (await city.listed(months=3), await city.listed(starts=date(2026, 7, 1), months=3)):
            (left,) = await city.rows(later, "left_out")
            assert (left["registration_id"], left["reason"]) == (dead.id, "DECEASED")

    play(database_url, tmp_path, scene)


def test_whom_the_population_office_calls_dead_waits_for_an_officer(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered()
        await answered_dead(city, a)
        assert await city.reasons(await city.listed()) == {"DECEASED_DUKCAPIL": 1}

    play(database_url, tmp_path, scene)


async def paid_at_night(city: City, *who: Registration) -> None:
    one = await city.sent(await city.listed())
    await numbered(city, one, *who)
    city.clock.set(date(2026, 4, 2), 21)
    await paid(city, one, *who)
    assert await city.work() == []


async def heard(city: City, day: date, hour: int) -> Sequence[tuple[str, bool]]:
    """What chats hear then: the text, and whether a card comes with it."""
    city.clock.set(day, hour)
    return [(queued.reply.text, queued.reply.file is not None) for queued in await city.work()]


def test_the_family_of_who_died_overnight_hears_nothing_of_cover_and_card(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        dead, lives = await city.registered(2, chat=True)
        await paid_at_night(city, dead, lives)
        await city.died(dead)
        said = [*await heard(city, date(2026, 4, 3), 9), *await heard(city, date(2026, 4, 3), 10)]
        person = await city.run(lambda tx: people.by_id(tx, city.app.vault, dead.person))
        assert person and len(said) == 2 and not any(person.name in text for text, _ in said)

    play(database_url, tmp_path, scene)


def test_the_card_comes_after_the_news_also_where_nothing_ran_all_night(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        await paid_at_night(city, a)
        first = await heard(city, date(2026, 4, 3), 9)  # the card was due at night, the news in the morning
        then = await heard(city, date(2026, 4, 3), 10)
        assert [card for _, card in first] == [False] and [card for _, card in then] == [True]

    play(database_url, tmp_path, scene)


def test_cards_that_are_put_off_to_the_morning_keep_their_waves(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "WAVE", 2)

    async def scene(city: City) -> None:
        made = await city.registered(5, chat=True)
        await paid_at_night(city, *made)
        city.clock.now += 10 * telling.MINUTE
        assert await city.work() == []
        found = await city.run(lambda tx: tx.all(DUE))
        at_eight = int(datetime(2026, 4, 3, 8, tzinfo=ZONE).timestamp() * 1000)
        waves = {
            kind: sorted((job["due_at"] - at_eight) // telling.MINUTE for job in found if job["kind"] == kind)
            for kind in (telling.JOB, "tell_card")
        }
        assert waves == {telling.JOB: [1, 1, 2, 2, 3], "tell_card": [2, 2, 3, 3, 4]}

    play(database_url, tmp_path, scene)
