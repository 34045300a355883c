"""A payment of a whole list that was noted by mistake is taken back, and what has gone on since is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from bot.enrolment.taking_back import Mistake
from bot.enrolment.taking_in import till
from bot.enrolment.unpaying import unpay_all
from bot.enrolment.whole import pay_all, takes_back
from bot.groups.ground import Ground
from bot.groups.objections import again
from rules.enrolment import Enrolment
from rules.records import Event, Membership, Registration
from storage import cards, cases, enrolment, figures, memberships, registrations
from storage.statement import Tx
from tests.enrolment.branch import FIRST, LAST, PAID, niks, numbered
from tests.enrolment.branch import paid as one_paid
from tests.enrolment.city import City, play
from tests.enrolment.test_payments import covered
from tests.enrolment.test_telling import heard

ALL = (date(2026, 4, 1), date(2026, 12, 31))
SPRING = (date(2026, 4, 1), date(2026, 6, 30))
REST = (date(2026, 7, 1), date(2026, 12, 31))


async def paid(city: City, one: Enrolment, days: tuple[date, date], receipt: str = "B-1") -> None:
    await city.run(lambda tx: pay_all(till(city.app, tx), one, days, receipt))


async def unpaid(city: City, one: Enrolment, days: tuple[date, date], receipt: str = "B-1") -> None:
    mistake = Mistake(days, receipt, None, "OTHER_LIST")
    await city.run(lambda tx: unpay_all(till(city.app, tx), one, mistake))


async def sent(city: City, *people: Registration) -> Enrolment:
    """A list that is sent, whose people all have a number."""
    one = await city.sent(await city.listed())
    await numbered(city, one, *people)
    return one


async def last_kinds(city: City, one: Registration, most: int = 2) -> list[str]:
    return [event.kind for event in (await city.status(one)).events][-most:]


def test_a_payment_is_taken_back_and_may_be_noted_again(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.enrolment.unpaying.AT_ONCE", 2)

    async def scene(city: City) -> None:
        a, b, c = people = await city.registered(3, chat=True)
        one = await sent(city, *people)
        await paid(city, one, ALL)
        assert len(await heard(city)) == 3
        (span,) = await city.covers(a)
        assert await city.run(lambda tx: cards.runs(tx, span.id, "2026-05-01"))
        await unpaid(city, one, ALL)
        assert await city.run(lambda tx: takes_back(tx, one.id))
        said = await heard(city)
        assert len(said) == 3 and all("kami tarik kembali" in text for text in said)
        assert not await city.run(lambda tx: takes_back(tx, one.id))
        assert await city.states(one) == {"numbered": 3}
        for each in (a, b, c):
            assert await covered(city, each) == [] and (await city.status(each)).status == "verified"
            assert await last_kinds(city, each) == ["enrolled", "unpaid"]
        assert not await city.run(lambda tx: cards.runs(tx, span.id, "2026-05-01"))
        await unpaid(city, one, ALL)  # once more changes nothing, and nobody hears it twice
        assert await heard(city) == []
        await paid(city, one, SPRING, "B-2")
        said = await heard(city)
        assert len(said) == 3 and all("sampai 30 Juni 2026" in text for text in said)
        assert await covered(city, a) == [SPRING] and await city.states(one) == {"paid": 3}

    play(database_url, tmp_path, scene)


def test_the_last_of_two_payments_goes_first_and_the_other_one_stays(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        one = await sent(city, a)
        await paid(city, one, SPRING, "B-1")
        await city.work()
        await paid(city, one, REST, "B-2")
        await city.work()
        await unpaid(city, one, SPRING, "B-1")  # another was noted since
        await city.work()
        assert await covered(city, a) == [ALL]
        await unpaid(city, one, REST, "B-2")
        (said,) = await heard(city)
        assert "iuran berikutnya" in said and "sampai 30 Juni 2026" in said
        assert await covered(city, a) == [SPRING] and await city.states(one) == {"paid": 1}
        assert (await city.status(a)).status == "enrolled"
        assert await last_kinds(city, a, 1) == ["days_unpaid"]
        await unpaid(city, one, SPRING, "B-1")
        await city.work()
        assert await covered(city, a) == [] and await city.states(one) == {"numbered": 1}
        assert (await city.status(a)).status == "verified"

    play(database_url, tmp_path, scene)


def test_what_was_built_on_a_payment_stays_with_its_reason(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        renewed, granted, gone = people = await city.registered(3)
        one = await sent(city, *people)
        await paid(city, one, ALL)
        await city.work()

        def more(tx: Tx) -> None:
            (span,) = memberships.of_person(tx, city.app.vault, renewed.person)
            memberships.pay(tx, city.app.vault, next_year(span), city.clock())

        await city.run(more)
        await city.died(granted)
        (case,) = await city.run(lambda tx: cases.of_person(tx, city.app.vault, granted.person))
        for kind in ("sent", "accepted"):
            event = Event(kind, city.clock(), "officer")
            await city.run(lambda tx, event=event: cases.happen(tx, city.app.vault, case, event, None))
        await unpaid(city, one, ALL)
        await city.work()
        rows = {row["registration_id"]: (row["state"], row["reason"]) for row in await city.rows(one)}
        assert rows == {
            renewed.id: ("paid", "PAID_FURTHER"), granted.id: ("paid", "CASE_GRANTED"),
            gone.id: ("numbered", None),
        }  # fmt: skip
        assert len(await covered(city, granted)) == 1 and await covered(city, gone) == []

    play(database_url, tmp_path, scene)


def next_year(span: Membership) -> Membership:
    return replace(span, paid_from=date(2027, 1, 1), paid_until=date(2027, 12, 31))


def test_a_renewal_is_taken_back_to_the_last_day_that_was_paid_before(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        await city.member(a, date(2026, 3, 31), first=date(2026, 1, 1))
        one = await city.sent(await city.listed(kind="renewal"))
        await paid(city, one, ALL)
        await city.work()
        assert await covered(city, a) == [(date(2026, 1, 1), ALL[1])]
        await unpaid(city, one, ALL)
        (said,) = await heard(city)
        assert "sampai 31 Maret 2026" in said
        assert await covered(city, a) == [(date(2026, 1, 1), date(2026, 3, 31))]
        assert (await city.status(a)).status == "enrolled" and await city.states(one) == {"numbered": 1}
        history = await city.run(lambda tx: enrolment.history(tx, city.app.vault, one.id))
        assert history[-1].details["why"] == "OTHER_LIST"

    play(database_url, tmp_path, scene)


def test_no_payment_is_noted_while_another_is_taken_back(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered()
        one = await sent(city, a)
        await paid(city, one, ALL)
        await city.work()
        await unpaid(city, one, ALL)
        (nik,) = await niks(city, a)
        rows = [(nik, "", FIRST, LAST, "B-2"), ("", "", FIRST, LAST, "B-2")]
        file = await city.answers("payment", PAID, rows, one)
        assert await city.verdicts(file) == ["TAKING_BACK", "TAKING_BACK"]
        await city.work()
        assert await covered(city, a) == []
        file = await city.answers("payment", PAID, rows[:1], one)
        assert await city.verdicts(file) == ["done"] and await covered(city, a) == [ALL]

    play(database_url, tmp_path, scene)


def test_after_a_gap_the_row_says_what_was_paid_before_it(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered()
        one = await sent(city, a)
        may, rest = (date(2026, 4, 1), date(2026, 5, 31)), (date(2026, 8, 1), date(2026, 12, 31))
        await paid(city, one, may, "B-1")
        await city.work()
        await paid(city, one, rest, "B-2")
        await city.work()
        await unpaid(city, one, rest, "B-2")
        await city.work()
        (row,) = await city.rows(one)
        assert (row["paid_from"], row["paid_until"]) == tuple(day.isoformat() for day in may)
        assert await covered(city, a) == [may]

    play(database_url, tmp_path, scene)


def test_whom_another_payer_covers_stays_a_member(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered()
        one = await sent(city, a)
        await paid(city, one, ALL)
        await city.work()
        await city.member(a, SPRING[1], payer="village_budget", first=SPRING[0], enrol=False)
        await unpaid(city, one, ALL)
        await city.work()
        assert await covered(city, a) == [SPRING]
        assert (await city.status(a)).status == "enrolled"
        assert await last_kinds(city, a, 1) == ["days_unpaid"]

    play(database_url, tmp_path, scene)


def test_what_was_paid_while_answers_were_asked_again_stays(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered()
        one = await sent(city, a)
        await happened(city, a, "returned")
        await one_paid(city, one, a, until="30-06-2026")
        await happened(city, a, "mended", "verified")
        assert await last_kinds(city, a, 3) == ["days_paid", "mended", "verified"]
        await paid(city, one, ALL, "B-2")
        await city.work()
        await unpaid(city, one, ALL, "B-2")
        await city.work()
        assert await covered(city, a) == [SPRING] and (await city.status(a)).status == "enrolled"

    play(database_url, tmp_path, scene)


async def happened(city: City, one: Registration, *kinds: str) -> None:
    for kind in kinds:
        event = Event(kind, city.clock(), "officer")
        await city.run(lambda tx, event=event: registrations.happen(tx, city.app.vault, one, event, None))


def test_a_payment_that_is_noted_again_counts_once_and_brings_its_card(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1, chat=True)
        one = await sent(city, a)
        for receipt in ("B-1", "B-2"):
            await paid(city, one, ALL, receipt)
            await city.work()
            city.clock.now += 5 * 60_000
            shown = [queued.reply.file for queued in await city.work()]
            assert [file for file in shown if file], receipt
            if receipt == "B-1":
                await unpaid(city, one, ALL, receipt)
                await city.work()
        rows = await city.run(lambda tx: figures.flow(tx, "makassar", 0, city.clock.now + 1))
        assert sum(row["count"] for row in rows if row["kind"] == "enrolled") == 1
        rows = await city.run(lambda tx: figures.flow_all(tx, 0, city.clock.now + 1))
        assert sum(row["count"] for row in rows if row["kind"] == "enrolled") == 1

    play(database_url, tmp_path, scene)


def test_who_was_taken_off_may_come_again_though_paid_for_since() -> None:
    events = tuple(Event(kind, at, "officer") for at, kind in enumerate(("listed", "taken_off", "days_paid")))
    earlier = Registration(1, "", "denpasar", 1, "driver", None, "withdrawn", {}, 0, events, group=1)
    assert again(cast(Ground, None), earlier) is None
