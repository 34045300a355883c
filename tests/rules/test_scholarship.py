"""Scholarships by the ages of the children."""

from __future__ import annotations

from datetime import date

import pytest

from rules.dated import NoRate, table
from rules.item import Impossible, Item
from rules.scholarship import level_at, scholarships, within, years_left

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("age", "amount"),
    [
        (0, 87_000_000),
        (5, 87_000_000),
        (6, 85_500_000),
        (7, 84_000_000),
        (12, 76_500_000),
        (13, 75_000_000),
        (15, 71_000_000),
        (16, 69_000_000),
        (18, 63_000_000),
        (19, 48_000_000),
        (22, 12_000_000),
    ],
)
def test_a_child_has_the_years_it_still_has_before_it(age: int, amount: int) -> None:
    (item,) = scholarships((age,), TODAY)
    assert item.amount == amount


def test_the_formula_is_spelled_out() -> None:
    (item,) = scholarships((15,), TODAY)
    assert item.formula == "SMP 1 x Rp2.000.000 + SMA 3 x Rp3.000.000 + S1 5 x Rp12.000.000"


@pytest.mark.parametrize("age", [23, 24, 60])
def test_it_ends_at_23(age: int) -> None:
    assert scholarships((age,), TODAY) == ()


def test_two_children_count_those_with_the_most_left() -> None:
    assert [item.amount for item in scholarships((22, 15, 4), TODAY)] == [71_000_000, 87_000_000]
    assert sum(item.amount for item in scholarships((1, 2, 3), TODAY)) == 174_000_000


@pytest.mark.parametrize(
    ("age", "level"),
    [
        (4, None),
        (5, "tk"),
        (7, "sd"),
        (12, "sd"),
        (13, "smp"),
        (16, "sma"),
        (19, "study"),
        (22, "study"),
        (23, None),
    ],
)
def test_a_child_of_an_age_is_in_a_level(age: int, level: str | None) -> None:
    assert level_at(age, TODAY) == level


@pytest.mark.parametrize(
    ("level", "age", "years"), [("sd", 3, 6), ("sd", 12, 1), ("sd", 13, 0), ("study", 21, 2)]
)
def test_years_left_of_a_level(level: str, age: int, years: int) -> None:
    assert years_left(level, age, TODAY) == years


def test_the_ages_of_the_levels_are_called_a_convention() -> None:
    ages = [row for row in table("scholarships") if row.rule.startswith("scholarship.age.")]
    assert len(ages) == 5
    assert all("convention" in (row.note or "") and not row.verified for row in ages)


def test_an_age_below_zero_and_a_day_before_the_table_are_refused() -> None:
    with pytest.raises(Impossible):
        scholarships((-1,), TODAY)
    with pytest.raises(NoRate):
        scholarships((5,), date(2019, 12, 1))


def test_what_passes_the_ceiling_is_cut_and_told() -> None:
    first, second = (Item("scholarship", sum_, f"{sum_}", "Invented") for sum_ in (70, 50))
    kept = within([first, second, second], 100)
    assert [(item.amount, item.formula) for item in kept] == [(70, "70"), (30, "min(50; Rp30)")]
