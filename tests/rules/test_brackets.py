"""The brackets of the incomes, as the table of PP 44/2015 is printed."""

from __future__ import annotations

from datetime import date

import pytest

from rules.bracket import BadIncome, bracket, brackets
from rules.dated import NoRate

TODAY = date(2026, 11, 21)
PRINTED = [one for one in brackets() if one.first is not None]


def test_there_are_33_brackets_that_follow_each_other() -> None:
    assert len(PRINTED) == 33
    assert [one.last + 1_000 for one in PRINTED if one.last] == [one.first for one in PRINTED[1:]]
    assert (PRINTED[0].first, PRINTED[-1].last) == (0, None)


@pytest.mark.parametrize(
    ("income", "base"),
    [
        (0, 1_000_000),
        (1_099_000, 1_000_000),
        (1_099_001, 1_000_000),
        (1_099_999, 1_000_000),
        (1_100_000, 1_200_000),
        (1_791_750, 1_800_000),
        (2_699_999, 2_600_000),
        (2_700_000, 2_950_000),
        (5_199_000, 4_950_000),
        (5_200_000, 5_450_000),
        (8_199_000, 7_950_000),
        (8_200_000, 8_700_000),
        (19_200_000, 19_700_000),
        (20_199_999, 19_700_000),
        (20_200_000, 20_700_000),
        (900_000_000, 20_700_000),
    ],
)
def test_an_income_has_the_base_of_its_bracket(income: int, base: int) -> None:
    assert bracket(income, TODAY).base == base


@pytest.mark.parametrize("one", PRINTED, ids=lambda one: one.row.rule)
def test_both_ends_of_a_bracket_lie_in_it(one) -> None:
    assert bracket(one.first, TODAY) == bracket(one.last or one.first, TODAY) == one


def test_the_convention_for_the_printed_gaps_is_written_down() -> None:
    (rounding,) = (one.row for one in brackets() if one.first is None)
    assert (rounding.rule, rounding.whole, rounding.verified) == ("bpu.bracket_rounding", 1_000, False)
    assert "convention" in (rounding.note or "")


def test_an_income_below_zero_is_refused() -> None:
    with pytest.raises(BadIncome, match=r"An income cannot be below zero\."):
        bracket(-1, TODAY)


def test_a_day_before_the_table_has_no_bracket() -> None:
    with pytest.raises(NoRate, match=r"No rate for bpu\.bracket is known on 2015-06-30\."):
        bracket(1_000_000, date(2015, 6, 30))
