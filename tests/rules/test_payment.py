"""What members pay, with and without the relief of PP 50/2025, and what a budget covers."""

from __future__ import annotations

from datetime import date

import pytest

from rules.payment import (
    Member,
    arrears,
    changes,
    due,
    monthly,
    months_from,
    next_month,
    periods,
    whole_months,
)

TODAY = date(2026, 11, 21)
LOW = 1_000_000


@pytest.mark.parametrize(
    ("income", "without", "with_jht", "half"),
    [
        (1_000_000, 16_800, 36_800, 8_400),
        (1_250_000, 18_800, 42_800, 9_400),
        (1_791_750, 24_800, 60_800, 12_400),
        (2_700_000, 36_300, 95_300, 18_150),
        (4_700_000, 56_300, 155_300, 28_150),
        (30_000_000, 213_800, 627_800, 106_900),
    ],
)
def test_the_printed_sums_come_out(income: int, without: int, with_jht: int, half: int) -> None:
    assert monthly(Member(income), TODAY).total == without
    assert monthly(Member(income, jht=True), TODAY).total == with_jht
    assert monthly(Member(income, paid_by="self"), TODAY).total == half


@pytest.mark.parametrize(
    ("day", "transport", "other"),
    [
        (date(2025, 12, 31), 16_800, 16_800),
        (date(2026, 1, 1), 8_400, 16_800),
        (date(2026, 3, 31), 8_400, 16_800),
        (date(2026, 4, 1), 8_400, 8_400),
        (date(2026, 12, 31), 8_400, 8_400),
        (date(2027, 1, 1), 8_400, 16_800),
        (date(2027, 3, 31), 8_400, 16_800),
        (date(2027, 4, 1), 16_800, 16_800),
    ],
)
def test_the_relief_counts_from_its_first_to_its_last_day(day: date, transport: int, other: int) -> None:
    assert monthly(Member(LOW, "self", transport=True), day).total == transport
    assert monthly(Member(LOW, "self"), day).total == other


@pytest.mark.parametrize("payer", ["apbn", "apbd", "apbdes"])
def test_there_is_no_relief_where_a_public_budget_pays(payer: str) -> None:
    assert monthly(Member(LOW, payer, transport=True), TODAY).total == 16_800


@pytest.mark.parametrize("payer", ["self", "csr"])
def test_there_is_relief_where_somebody_else_pays(payer: str) -> None:
    assert monthly(Member(LOW, payer), TODAY).total == 8_400


def test_the_jht_has_no_relief() -> None:
    parts = {
        part.name: (part.amount, part.relief) for part in monthly(Member(LOW, "self", jht=True), TODAY).parts
    }
    assert parts == {"jkk": (5_000, 5_000), "jkm": (3_400, 3_400), "jht": (20_000, 0)}


def test_a_year_of_5000_people_costs_what_penajam_paser_utara_planned() -> None:
    assert sum(monthly(Member(LOW), day).total for day in months_from(TODAY, 12)) * 5_000 == 1_008_000_000


def test_three_billion_cover_19000_people_of_samarinda_for_nine_whole_months() -> None:
    cost = 19_000 * monthly(Member(LOW), TODAY).total
    assert cost == 319_200_000
    assert whole_months(3_000_000_000, TODAY, lambda _: cost) == 9


def test_paser_did_not_quite_have_three_months() -> None:
    cost = 32_268 * monthly(Member(LOW), date(2022, 10, 24)).total
    assert whole_months(1_600_000_000, date(2022, 10, 24), lambda _: cost) == 2


def test_a_budget_lasts_less_long_where_the_relief_ends() -> None:
    def cost(month: date) -> int:
        return monthly(Member(LOW, "self"), month).total

    assert whole_months(2 * 8_400 + 3 * 16_800 - 1, TODAY, cost) == 4
    assert whole_months(2 * 8_400 + 3 * 16_800, TODAY, cost) == 5
    assert whole_months(2 * 8_400 + 1_000 * 16_800, TODAY, cost) == 1_002
    assert whole_months(0, TODAY, cost) == 0


def test_months_begin_with_the_day_itself_and_go_on_with_first_days() -> None:
    assert months_from(TODAY, 3) == (TODAY, date(2026, 12, 1), date(2027, 1, 1))
    assert months_from(TODAY, 0) == ()
    assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2026, 10, 1), date(2026, 10, 15)),
        (date(2026, 11, 30), date(2026, 11, 16)),  # the 15th is a Sunday
        (date(2027, 8, 2), date(2027, 8, 16)),  # a Sunday and a holiday
        (date(2021, 5, 1), date(2021, 5, 17)),  # a Saturday
    ],
)
def test_a_month_is_paid_until_the_15th_or_the_next_working_day(month: date, last: date) -> None:
    assert due(month) == last


@pytest.mark.parametrize(("unpaid", "charged"), [(0, 0), (1, 1), (3, 3), (4, 3), (40, 3)])
def test_no_more_than_three_months_of_arrears_are_charged(unpaid: int, charged: int) -> None:
    assert arrears(unpaid, TODAY) == charged


def test_one_three_six_or_twelve_months_may_be_paid_at_once() -> None:
    assert periods(TODAY) == (1, 3, 6, 12)


def test_the_days_of_change_are_those_of_the_rows() -> None:
    assert {date(2026, 4, 1), date(2027, 1, 1), date(2027, 4, 1)} <= changes()
