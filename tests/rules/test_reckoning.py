"""What lists cost: the founding programmes' sums, the relief that a city does not get, budgets and quotas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.load import SHIPPED
from rules.enrolment import Enrolment, last_day, makers, on
from rules.payment import months_from
from rules.programme_reader import PAYERS
from rules.programmes import load_all
from rules.reckoning import PAID_BY, Bill, Limit, Longer, Purse, Share, Terms, bill
from rules.records import Event

FIRST = date(2024, 1, 1)
PROGRAMMES = {programme.code: programme for programme in load_all(SHIPPED)}


def reckoned(code: str, people: int, first: date, months: int, **more) -> Bill:
    programme = replace(PROGRAMMES[code], **more)
    return bill(Terms(programme, programme.payer.code), {"other": people}, months_from(first, months))


@pytest.mark.parametrize(
    ("code", "people", "first", "months", "total"),
    [
        ("samarinda", 19_000, date(2024, 4, 1), 9, 2_872_800_000),
        ("makassar", 35_000, date(2024, 1, 1), 1, 588_000_000),
        ("makassar", 35_000, date(2024, 1, 1), 12, 7_056_000_000),
        ("paser", 32_268, date(2022, 10, 1), 3, 1_626_307_200),
        ("denpasar", 100, date(2023, 1, 1), 12, 20_160_000),
    ],
)
def test_the_founding_programmes(code: str, people: int, first: date, months: int, total: int) -> None:
    assert reckoned(code, people, first, months).total == total


def test_three_milliard_are_nine_whole_months_for_nineteen_thousand() -> None:
    made = reckoned("samarinda", 19_000, date(2024, 4, 1), 12)
    assert made.enough_for_months(3_000_000_000) == 9
    assert made.enough_for_people(3_000_000_000) == 14_880
    assert made.longer(1).total - made.total == 319_200_000


def test_a_budget_gets_no_relief_and_a_company_does() -> None:
    month = date(2026, 6, 1)
    prices = {payer: Terms(PROGRAMMES["makassar"], payer).price("other", month) for payer in PAYERS}
    assert prices == {"city_budget": 16_800, "province_budget": 16_800, "village_budget": 16_800,
                      "village_fund": 16_800, "csr": 8_400, "donor": 8_400}  # fmt: skip
    assert set(PAID_BY) == set(PAYERS)
    assert Terms(PROGRAMMES["makassar"], "unheard of").price("other", month) == 16_800


def test_jht_counts_where_it_is_open_and_a_category_may_have_its_own_package() -> None:
    month = date(2026, 6, 1)
    assert Terms(PROGRAMMES["denpasar"], "village_fund", jht=True).price("other", month) == 36_800
    assert Terms(PROGRAMMES["makassar"], "city_budget", jht=True).price("other", month) == 16_800
    first, *rest = PROGRAMMES["banjarmasin"].categories
    programme = replace(
        PROGRAMMES["banjarmasin"], categories=(replace(first, package=("jkk", "jkm", "jht")), *rest)
    )
    terms = Terms(programme, "city_budget")
    mixed = bill(terms, {first.code: 2, rest[0].code: 3}, months_from(month, 2))
    assert mixed.total == 2 * (2 * 36_800 + 3 * 16_800) and mixed.count == 5
    assert terms.package(first.code) == ("jkk", "jkm", "jht")


def test_another_base_has_another_bracket() -> None:
    assert reckoned("makassar", 1, date(2026, 6, 1), 1, contribution_base=1_800_000).total == 24_800


def test_nobody_costs_nothing() -> None:
    made = reckoned("makassar", 0, date(2026, 6, 1), 3)
    assert (made.total, made.enough_for_months(10**9), made.enough_for_people(10**9)) == (0, None, None)


def test_what_is_overspent_is_enough_for_nobody() -> None:
    made = reckoned("samarinda", 19_000, date(2024, 4, 1), 12)
    assert (made.enough_for_people(-1), made.enough_for_months(-1)) == (0, 0)


def test_a_part_of_a_bill_is_a_bill() -> None:
    made = reckoned("samarinda", 10, date(2024, 11, 1), 4)
    year, next_year = made.within(FIRST, date(2024, 12, 1)), made.within(date(2025, 1, 1), date(2025, 12, 1))
    assert year.total + next_year.total == made.total and len(year.months) == len(next_year.months) == 2
    share = Share(Purse(500_000, own=False, spent=100_000), year)
    assert share.left == 400_000 - year.total


def test_a_longer_list_pays_each_month_what_it_costs_then() -> None:
    programme = PROGRAMMES["makassar"]
    made = bill(Terms(programme, "csr"), {"other": 2}, months_from(date(2026, 10, 1), 3))
    assert made.total == 3 * 2 * 8_400  # the relief ends with the year
    longer = made.longer(3)
    assert longer.months[:3] == made.months and longer.months[3:] == tuple(
        (date(2027, month, 1), 2 * 16_800) for month in (1, 2, 3)
    )
    assert made.longer(1).total == made.total + 33_600


def test_from_which_month_the_money_is_not_enough() -> None:
    whole = bill(
        Terms(PROGRAMMES["makassar"], "city_budget"), {"other": 1}, months_from(date(2026, 11, 1), 4)
    )
    old, new = (
        whole.within(date(2026, 1, 1), date(2026, 12, 1)),
        whole.within(date(2027, 1, 1), date(2027, 2, 1)),
    )
    enough, scant = Purse(40_000, own=False), Purse(30_000, own=False, spent=10_000)
    longer = Longer(2, whole, [Share(enough, old), Share(scant, new)])
    assert (longer.added, longer.left) == (33_600, 20_000 - 33_600)
    assert longer.short_from == date(2027, 2, 1) and longer.unbudgeted == ()
    one_purse = Longer(2, whole, [Share(enough, old)])
    assert (one_purse.left, one_purse.short_from) == (6_400, None)
    assert one_purse.unbudgeted == (date(2027, 1, 1), date(2027, 2, 1))
    none = Longer(2, whole, [])
    assert (none.left, none.short_from, len(none.unbudgeted)) == (None, None, 4)
    assert Share(Purse(16_799, own=True), whole).short_from == date(2026, 11, 1)
    assert Share(Purse(4 * 16_800, own=True), whole).short_from is None


def test_quotas_and_purses() -> None:
    assert Limit("programme", "x", 100, 60, 50).left == -10
    assert Purse(100, own=False, spent=30).there == 70


def test_months_of_a_list() -> None:
    one = Enrolment(0, "makassar", "new", date(2026, 11, 1), last_day(date(2026, 11, 1), 3), "city_budget")
    assert one.ends == date(2027, 1, 31) and one.months == (
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    )
    assert last_day(date(2028, 2, 1), 1) == date(2028, 2, 29)
    assert on({"listed": 1, "numbered": 2, "paid": 3, "refused": 4, "left_out": 5}) == 6


def test_whoever_has_changed_a_list_has_made_it() -> None:
    kinds = ("made", "filled", "taken_off", "checked", "budget")
    events = [Event(kind, 0, "officer", details={"officer": at}) for at, kind in enumerate(kinds, 1)]
    assert makers(events) == frozenset({1, 3, 5})
