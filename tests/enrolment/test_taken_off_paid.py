"""Who is paid for a part of a list and taken off it: what is paid stays so, and nothing of the rest is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.enrolment.filling import programme_of
from bot.enrolment.reckoned import reckon, set_costs_anew
from bot.enrolment.taking_in import till
from bot.enrolment.whole import pay_all
from bot.enrolment_tasks import exported
from bot.lists.titled import read_titled
from rules.enrolment import Enrolment
from rules.programme import Period
from rules.records import Registration
from storage import endings, enrolment, enrolment_paid, enrolment_review, enrolment_rows
from storage.queue import Strip
from tests.enrolment.branch import PAID, TITLES, niks, numbered, numbers, paid
from tests.enrolment.city import APRIL, City, kpj_of, play

EACH = 16_800
JUNE, JULY, DECEMBER = date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31)
YEAR = Period(date(2026, 1, 1), DECEMBER, "demo", budget=1_000_000)


async def quarter_paid(city: City, *people: Registration, until: str = "30-06-2026") -> Enrolment:
    """A list from April to December with these people, fixed at what it costs, numbered and paid until June."""
    one = await city.listed(months=9)
    costs = (await city.run(lambda tx: reckon(tx, one, programme_of(tx, one)))).bill.months
    await city.run(lambda tx: enrolment.set_fixed(tx, one.id, costs, "SK 1", date(2026, 3, 9)))
    sent = await city.sent(await city.enrolment(one.id))
    await numbered(city, sent, *people)
    await paid(city, sent, *people, until=until)
    return await city.enrolment(one.id)


async def off(city: City, one: Enrolment, who: Registration, reason: str = "MOVED") -> None:
    """A decider takes somebody off."""
    row = next(row["id"] for row in await city.rows(one) if row["registration_id"] == who.id)
    await city.run(partial(enrolment_rows.settle, row=row, state="taken_off", reason=reason, double=0))
    await city.run(lambda tx: set_costs_anew(tx, one, programme_of(tx, one)))


async def months_of(city: City, one: Enrolment) -> list[int]:
    """What each month of the list costs, for how many people."""
    return [
        (await city.run(partial(enrolment.spent, programme=one.programme, payer=one.payer, first=month,
                                last=month, but=0))) // EACH
        for month in one.months
    ]  # fmt: skip


async def row_of(city: City, one: Enrolment, who: Registration) -> tuple[str, str, str]:
    """Where somebody stands: the state, from when until when it is paid."""
    found = next(row for row in await city.rows(one) if row["registration_id"] == who.id)
    return found["state"], found["paid_from"], found["paid_until"]


def test_only_the_months_that_are_paid_cost_and_cover_is_what_was_paid(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await quarter_paid(city, a, b)
        before = await city.covers(a)
        assert await months_of(city, one) == [2] * 9
        await off(city, one, a)
        assert await months_of(city, one) == [2, 2, 2, 1, 1, 1, 1, 1, 1]
        assert (await city.enrolment(one.id)).cost == (2 * 3 + 6) * EACH
        assert await row_of(city, one, a) == ("taken_off", "2026-04-01", "2026-06-30")
        assert await city.covers(a) == before and before[0].paid_until == JUNE
        await off(city, one, b)  # nobody is left, and what is paid is spent
        assert await months_of(city, one) == [2, 2, 2, 0, 0, 0, 0, 0, 0]
        assert await city.run(lambda tx: enrolment_paid.any_paid(tx, one.id))

    play(database_url, tmp_path, scene)


def test_a_month_that_began_within_a_month_is_paid_as_one(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        one = await quarter_paid(city, a, until="14-04-2026")
        (nik,) = await niks(city, a)
        await city.answers("payment", PAID, [(nik, "", "15-04-2026", "14-06-2026", "C")], one)
        await off(city, one, a)
        assert await months_of(city, one) == [1, 1, 1, 0, 0, 0, 0, 0, 0]

    play(database_url, tmp_path, scene)


def test_the_place_and_the_money_of_the_months_after_are_free(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", quota=1, periods=(replace(YEAR, budget=9 * EACH),))
        (a,) = await city.registered(1)
        one = await quarter_paid(city, a)
        await city.registered(1)
        later, earlier = await city.listed(starts=JULY, months=6), date(2026, 6, 1)
        made = await city.run(lambda tx: reckon(tx, later, programme_of(tx, later)))
        assert [limit.left for limit in made.limits] == [-1] and made.budget_left == -6 * EACH
        await off(city, one, a, "DECEASED")  # and a member who has died, once an officer takes them off
        made = await city.run(lambda tx: reckon(tx, later, programme_of(tx, later)))
        assert (made.objection, made.budget_left, [limit.left for limit in made.limits]) == (
            "",
            9 * EACH - 3 * EACH - 6 * EACH,
            [0],
        )
        before = replace(later, starts=earlier)
        made = await city.run(lambda tx: reckon(tx, before, programme_of(tx, before)))
        assert [limit.left for limit in made.limits] == [-1]  # in June there are two

    play(database_url, tmp_path, scene)


@pytest.mark.parametrize("reason", ["MOVED", "DECEASED"])
def test_neither_held_nor_written_nor_paid_with_the_others(
    database_url: str, tmp_path: Path, reason: str
) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await quarter_paid(city, a, b)
        if reason == "DECEASED":
            await city.died(a)
            assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {"DECEASED": 1}
        await off(city, one, a, reason)
        assert await city.run(lambda tx: enrolment_review.held(tx, one.id)) == {}
        content = await exported(city.app, one, None)
        written = [row.cells["nik"] for row in read_titled(content, {"nik": "nik"}, ["nik"]) if row.cells]
        assert written == await niks(city, b)
        await city.run(lambda tx: pay_all(till(city.app, tx), one, (JULY, DECEMBER), "B-2"))
        await city.work()
        assert [(await city.covers(who))[0].paid_until for who in (a, b)] == [JUNE, DECEMBER]

    play(database_url, tmp_path, scene)


async def ending(city: City) -> Sequence[tuple[date, int]]:
    return await city.run(lambda tx: endings.foreseen(tx, [Strip("makassar")], APRIL, DECEMBER))


def test_their_cover_is_seen_to_end_and_may_be_renewed(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        a, b = await city.registered(2)
        one = await quarter_paid(city, a, b)
        await off(city, one, a, "OTHER")
        assert await ending(city) == [(JUNE, 2)]
        ahead = await city.run(lambda tx: endings.ahead(tx, [Strip("makassar")], APRIL, DECEMBER))
        assert (ahead.fixed, ahead.drafted) == (1, 0)
        city.clock.set(date(2026, 5, 1))
        again = await city.listed(
            kind="renewal", starts=JULY, months=6
        )  # the way back, where it was a mistake
        (row,) = [row for row in await city.rows(again) if row["state"] == "numbered"]
        assert row["registration_id"] == a.id
        again = await city.sent(again)
        await city.answers("payment", PAID, [(row["nik"], "", "01-07-2026", "31-12-2026", "D")])
        assert await row_of(city, again, a) == ("paid", "2026-07-01", "2026-12-31")  # not of the list before
        assert await row_of(city, one, a) == ("taken_off", "2026-04-01", "2026-06-30")

    play(database_url, tmp_path, scene)


def test_what_the_branch_says_of_them_later_is_the_same_or_a_fact(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        (a,) = await city.registered(1)
        one = await quarter_paid(city, a)
        await off(city, one, a)
        (nik,) = await niks(city, a)
        known, other = kpj_of(a.person), "99000000099"
        for row, told in (
            ((nik, "", known), "same"), ((nik, "", other), "KPJ_DIFFERS"), ((nik, "", "", "ditolak"), "PAID"),
            ((nik, "", other, "koreksi"), "KPJ_DIFFERS"),
        ):  # fmt: skip
            assert await city.verdicts(await city.answers("kpj", TITLES, numbers(row), one)) == [told]
        same = [(nik, "", "01-04-2026", "30-06-2026", "")]
        assert await city.verdicts(await city.answers("payment", PAID, same, one)) == ["same"]
        more = [(nik, "", "01-07-2026", "31-07-2026", "C")]  # the money went before the branch office heard
        assert await city.verdicts(await city.answers("payment", PAID, more, one)) == ["done"]
        assert await row_of(city, one, a) == ("taken_off", "2026-04-01", "2026-07-31")
        assert await months_of(city, one) == [1, 1, 1, 1, 0, 0, 0, 0, 0]
        assert (await city.covers(a))[0].paid_until == date(2026, 7, 31)

    play(database_url, tmp_path, scene)
