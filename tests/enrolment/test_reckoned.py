"""What a list leaves of quotas and budgets, where others have taken their part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.enrolment import filling
from bot.enrolment.filling import programme_of
from bot.enrolment.reckoned import Reckoned, longer, reckon
from bot.wishes import Wish
from rules.enrolment import TAKEN_IN, Enrolment
from rules.programme import Period
from rules.programmes import load_all
from rules.reckoning import Longer, Purse
from storage import catalogue, enrolment, enrolment_rows
from storage.statement import Tx
from tests.coordinators import coordinating
from tests.databases import emptied
from tests.enrolment.branch import PAID, TITLES, niks, numbered, numbers, paid
from tests.enrolment.city import APRIL, City, play

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "demo", budget=10_000_000)


async def reckoned(city: City, one: Enrolment) -> Reckoned:
    return await city.run(lambda tx: reckon(tx, one, programme_of(tx, one)))


def left(made: Reckoned) -> dict[tuple[str, str], int]:
    return {(limit.kind, limit.code): limit.left for limit in made.limits}


def test_quotas_of_programme_work_and_village(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        categories = await city.run(catalogue.all_programmes)
        makassar = next(one for one in categories if one.code == "makassar")
        kinds = tuple(
            replace(kind, quota=3) if kind.code == "driver" else kind for kind in makassar.categories
        )
        await city.changed("makassar", quota=10, quota_per_village=4, categories=kinds)
        await city.registered(3)
        await city.registered(2, category="fisher", village="73.71.01.1002")
        (covered,) = await city.registered(1)
        await city.member(covered, date(2026, 12, 31))
        one = await city.listed()
        made = await reckoned(city, one)
        assert left(made) == {
            ("programme", "makassar"): 4, ("category", "driver"): -1, ("village", "73.71.01.1001"): 0,
            ("village", "73.71.01.1002"): 2,
        }  # fmt: skip
        assert made.objection == "over_quota" and [limit.code for limit in made.over] == ["driver"]

    play(database_url, tmp_path, scene)


def test_who_is_on_a_fixed_list_and_paid_is_counted_once(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", quota=10)
        made = await city.registered(5)
        first = await city.listed(most=3)
        second = await city.listed()
        assert left(await reckoned(city, second)) == {("programme", "makassar"): 8}  # a draft takes no place
        await city.sent(first)
        assert left(await reckoned(city, second)) == {("programme", "makassar"): 5}
        await city.member(made[0], date(2026, 12, 31), first=date(2026, 4, 1))
        assert left(await reckoned(city, second)) == {("programme", "makassar"): 5}
        later = await city.listed(starts=date(2027, 1, 1))
        assert (
            left(await reckoned(city, later))[("programme", "makassar")] == 10 - 4
        )  # one is enrolled already

    play(database_url, tmp_path, scene)


def test_who_is_on_two_lists_one_after_the_other_takes_one_place(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", quota=10)
        await city.registered(3)
        for starts in (date(2026, 4, 1), date(2026, 6, 1)):
            await city.fixed(await city.listed(starts=starts, months=2, most=1))
        both = await city.listed(months=4)
        assert left(await reckoned(city, both)) == {("programme", "makassar"): 10 - 1 - 2}
        # Whoever is on this list too counts here alone.
        first = await city.listed(starts=date(2026, 4, 1), months=2)
        (row,) = [one for one in await city.rows(both) if one["state"] == "listed"][:1]
        await city.run(lambda tx: enrolment_rows.settle(tx, row["id"], "taken_off", "OTHER", 0))
        await city.run(lambda tx: filling.again(tx, city.app.vault, first.id, None, city.clock()))
        await city.work()
        await city.fixed(first)
        await city.run(lambda tx: enrolment_rows.settle(tx, row["id"], "listed", TAKEN_IN, 0))
        assert left(await reckoned(city, both)) == {("programme", "makassar"): 10 - 1 - 2}

    play(database_url, tmp_path, scene)


def test_who_is_paid_part_way_takes_a_place_to_the_end_of_the_list(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", quota=10)
        a, b, c = await city.registered(3)
        one = await city.sent(await city.listed(months=9))
        await numbered(city, one, a, b, c)
        await paid(city, one, a, until="30-06-2026")
        await paid(city, one, b)
        await city.registered(2)
        for starts in (APRIL, date(2026, 6, 1), date(2026, 7, 1), date(2026, 12, 1)):
            later = await city.listed(starts=starts, months=1)
            assert left(await reckoned(city, later)) == {("programme", "makassar"): 10 - 3 - 2}
            await city.through(later, "cancelled")
        next_year = await city.listed(starts=date(2027, 1, 1), months=1)
        assert left(await reckoned(city, next_year)) == {("programme", "makassar"): 10 - 3}  # its own

    play(database_url, tmp_path, scene)


def test_the_budget_of_the_period_is_shared_and_a_list_may_have_its_own(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", periods=(YEAR,))
        await city.registered(20)
        first = await city.fixed(await city.listed(most=15, months=9))
        costs = [(month, 252_000) for month in first.months]
        await city.run(lambda tx: enrolment.set_fixed(tx, first.id, costs, "SK 1", date(2026, 3, 9)))
        second = await city.listed(months=9)
        made = await reckoned(city, second)
        (share,) = made.shares
        assert share.purse == Purse(10_000_000, own=False, spent=2_268_000) and share.period == YEAR
        assert made.budget_left == 10_000_000 - 2_268_000 - 5 * 9 * 16_800 and made.objection == ""
        await city.run(lambda tx: enrolment.set_budget(tx, second.id, 755_999))
        own = await reckoned(city, await city.enrolment(second.id))
        assert own.shares[0].purse.own and own.budget_left == -1 and own.objection == "over_budget"
        beyond = await reckoned(city, await city.listed(starts=date(2027, 1, 1), months=6))
        assert (beyond.shares, beyond.budget_left, beyond.unbudgeted) == ([], None, 6)

    play(database_url, tmp_path, scene)


def test_a_period_that_begins_within_a_month_has_a_budget_too(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        period = replace(YEAR, start=date(2026, 4, 15), until=date(2026, 12, 20), budget=1000)
        await city.changed("makassar", periods=(period,))
        await city.registered(3)
        made = await reckoned(city, await city.listed(months=9))
        assert made.objection == "over_budget" and made.budget_left == 1000 - 3 * 9 * 16_800
        assert made.unbudgeted == 0

    play(database_url, tmp_path, scene)


def test_months_of_two_periods_are_paid_by_each_and_count_as_spent(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        after = Period(date(2027, 1, 1), date(2027, 12, 31), "demo", budget=100_000)
        await city.changed("makassar", periods=(YEAR, after))
        await city.registered(3)
        one = await city.listed(starts=date(2026, 11, 1), months=5, most=2)
        made = await reckoned(city, one)
        assert [(share.period, len(share.bill.months), share.left) for share in made.shares] == [
            (YEAR, 2, 10_000_000 - 2 * 2 * 16_800), (after, 3, 100_000 - 2 * 3 * 16_800),
        ]  # fmt: skip
        assert made.objection == "over_budget" and made.budget_left == -800
        await city.changed("makassar", periods=(YEAR, replace(after, budget=101_000)))
        assert (await reckoned(city, one)).objection == ""
        costs = made.bill.months
        await city.fixed(one)
        await city.run(lambda tx: enrolment.set_fixed(tx, one.id, costs, "SK 1", date(2026, 3, 9)))
        later = await reckoned(city, await city.listed(starts=date(2027, 3, 1), months=1))
        assert [share.purse.spent for share in later.shares] == [2 * 3 * 16_800]
        assert later.objection == "over_budget"
        of_year = await reckoned(city, await city.listed(starts=date(2026, 12, 1), months=1))
        assert [share.purse.spent for share in of_year.shares] == [2 * 2 * 16_800]
        assert (await city.enrolment(one.id)).cost == 2 * 5 * 16_800

    play(database_url, tmp_path, scene)


def test_what_a_longer_list_costs_and_from_when_the_money_is_not_enough(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        half = Period(date(2027, 1, 1), date(2027, 6, 30), "demo", budget=100_000)
        company = replace((await city.programme("makassar")).payer, code="csr")
        await city.changed("makassar", periods=(YEAR, half), payer=company)
        await city.registered(2)
        one = await city.listed(starts=date(2026, 10, 1), months=3)
        found = await city.run(lambda tx: _longer(tx, one))
        assert [each.more for each in found] == [1, 3, 6, 12]
        # The relief of a company ends with the year: 8,400 a month until then, 16,800 from January on.
        assert [each.added for each in found] == [2 * 16_800 * more for more in (1, 3, 6, 12)]
        assert [each.bill.total for each in found] == [6 * 8_400 + each.added for each in found]
        assert [each.left for each in found] == [66_400, -800, -101_600, -101_600]
        march = date(2027, 3, 1)
        assert [each.short_from for each in found] == [None, march, march, march]
        assert [len(each.unbudgeted) for each in found] == [0, 0, 0, 6]
        fixed = await city.fixed(await city.listed(starts=date(2027, 1, 1), months=2, most=1))
        costs = [(month, 16_800) for month in fixed.months]
        await city.run(lambda tx: enrolment.set_fixed(tx, fixed.id, costs, "SK 1", date(2026, 3, 9)))
        again = await city.run(lambda tx: _longer(tx, one))  # what another list takes is not there twice
        assert [each.left for each in again] == [32_800, -34_400, -135_200, -135_200]
        assert again[1].short_from == date(2027, 2, 1)
        await city.run(lambda tx: enrolment.set_budget(tx, one.id, 90_000))
        own = await city.enrolment(one.id)
        (first, *_, last) = await city.run(lambda tx: _longer(tx, own))
        assert (first.left, first.short_from) == (90_000 - 84_000, None)
        assert last.short_from == date(2027, 2, 1) and last.unbudgeted == ()

    play(database_url, tmp_path, scene)


def _longer(tx: Tx, one: Enrolment) -> list[Longer]:
    programme = programme_of(tx, one)
    return longer(tx, one, programme, reckon(tx, one, programme).bill)


def test_months_that_no_budget_is_noted_for_are_said(database_url: str, tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", periods=(YEAR,))
        await city.registered(1)
        made = await reckoned(city, await city.listed(starts=date(2026, 12, 1), months=3))
        assert (len(made.shares), made.unbudgeted, made.objection) == (1, 2, "")

    play(database_url, tmp_path, scene)


def test_a_list_that_another_payer_pays_takes_nothing_from_the_programme_s_budget(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        await city.changed("makassar", periods=(replace(YEAR, budget=1_000_000),))
        await city.registered(9)
        other = await city.listed(months=9, most=7, payer="csr")
        made = await reckoned(city, other)  # 529,200 rupiah of a company's own
        assert (made.shares, made.budget_left, made.unbudgeted, made.objection) == ([], None, 9, "")
        await city.fixed(other)
        costs = made.bill.months
        await city.run(lambda tx: enrolment.set_fixed(tx, other.id, costs, "SK 1", date(2026, 3, 9)))
        one = await reckoned(city, await city.listed(months=9))
        assert [share.purse.spent for share in one.shares] == [0]
        assert one.budget_left == 1_000_000 - 2 * 9 * 16_800 and one.objection == ""
        again = await reckoned(city, replace(await city.enrolment(other.id), budget=529_199))
        assert again.budget_left == -1 and again.objection == "over_budget"  # of its own

    play(database_url, tmp_path, scene)


def test_a_group_has_its_own_quota_and_payer(tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        group = await coordinating(
            city.app, "web", "boss", Wish("makassar", office="Dinas Sosial", quota=2, payer="csr")
        )
        await city.registered(3, group=group.id)
        await city.registered(1)
        one = await city.listed(group=group.id)
        made = await reckoned(city, replace(one, payer=group.payer))
        assert left(made)[("group", "Dinas Sosial")] == -1
        assert made.bill.months[0][1] == 3 * 8_400  # a company gets the relief

    play(emptied(f"sqlite:///{tmp_path / 'payung.db'}"), tmp_path, scene)


def test_an_empty_list_can_not_be_fixed(tmp_path: Path) -> None:
    async def scene(city: City) -> None:
        assert (await reckoned(city, await city.listed())).objection == "empty"

    play(emptied(f"sqlite:///{tmp_path / 'payung.db'}"), tmp_path, scene)


def test_every_shipped_programme_can_be_reckoned(tmp_path: Path) -> None:
    from bot.load import SHIPPED

    async def scene(city: City) -> None:
        for programme in load_all(SHIPPED):
            await city.registered(1, programme.code, category=programme.offered[0].code)
            one = await city.listed(programme.code)
            assert (await reckoned(city, one)).bill.total > 0

    play(emptied(f"sqlite:///{tmp_path / 'payung.db'}"), tmp_path, scene)


async def cost_of(city: City, one: Enrolment) -> tuple[int | None, int]:
    """What the list costs, and what of that counts against the budget of the year."""

    def read(tx: Any) -> tuple[int | None, int]:
        known = enrolment.by_id(tx, one.id)
        assert known
        return known.cost, enrolment.spent(tx, one.programme, one.payer, one.months[0], one.months[-1], 0)

    return await city.run(read)


def test_who_is_refused_costs_nothing_and_who_comes_back_costs_again(
    database_url: str, tmp_path: Path
) -> None:
    async def scene(city: City) -> None:
        a, b, c = await city.registered(3)
        one = await city.fixed(await city.listed(months=3))
        costs = (await reckoned(city, one)).bill.months
        await city.run(lambda tx: enrolment.set_fixed(tx, one.id, costs, "SK 1", date(2026, 3, 9)))
        await city.through(one, "sent")
        each = 3 * 16_800
        assert await cost_of(city, one) == (3 * each, 3 * each)
        nik_a, nik_b, nik_c = await niks(city, a, b, c)
        refused = numbers((nik_a, "", "", "ditolak"), (nik_b, "", "", "ditolak"), (nik_c, "", "99000000003"))
        await city.answers("kpj", TITLES, refused, one)
        assert await cost_of(city, one) == (each, each)
        await city.answers("kpj", TITLES, numbers((nik_a, "", "99000000001")), one)
        assert await cost_of(city, one) == (2 * each, 2 * each)
        paid = [(nik_b, "99000000002", "01-04-2026", "30-06-2026", "B")]
        await city.answers("payment", PAID, paid)  # for whichever list it is
        assert await cost_of(city, one) == (3 * each, 3 * each)
        both = numbers((nik_c, "", "", "ditolak"), (nik_c, "", "99000000003"))
        await city.answers("kpj", TITLES, both, one)
        assert await cost_of(city, one) == (3 * each, 3 * each)

    play(database_url, tmp_path, scene)
