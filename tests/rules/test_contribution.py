"""What a member costs in a month, by the dated table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rules.contribution import NoRate, contribution, rate, rates, read_rates
from rules.fields import Wrong
from tests.rules.samples import real, sample

TODAY = date(2026, 11, 21)
ROW = """
[[rows]]
rule = "bpu.jkk"
value = 0.24
unit = "percent_of_base"
valid_from = 2020-01-01
valid_until = 2020-12-31
regulation = "Invented"
source = "Invented"
verified = false
"""


@pytest.mark.parametrize("city", ["banjarmasin", "samarinda", "makassar", "paser", "denpasar"])
def test_every_city_pays_16800_for_jkk_and_jkm(city: str) -> None:
    assert contribution(real(city), TODAY) == 16_800


def test_denpasar_may_add_the_jht() -> None:
    assert contribution(real("denpasar"), TODAY, with_jht=True) == 36_800


def test_the_jht_is_not_added_where_it_is_not_open() -> None:
    assert contribution(real("paser"), TODAY, with_jht=True) == 16_800


def test_a_category_may_have_a_package_of_its_own(tmp_path: Path) -> None:
    programme = sample(tmp_path)
    assert contribution(programme, TODAY, category="farmer") == 16_800
    assert contribution(programme, TODAY, category="fisher") == 36_800
    assert contribution(programme, TODAY, category="fisher", with_jht=True) == 36_800
    assert contribution(programme, TODAY, category="nobody") == 16_800


def test_another_base_changes_the_percentages_and_not_the_fixed_amount() -> None:
    denpasar = replace(real("denpasar"), contribution_base=2_950_000)
    assert contribution(denpasar, TODAY, with_jht=True) == 29_500 + 6_800 + 59_000


def test_a_day_before_the_table_has_no_rate() -> None:
    with pytest.raises(NoRate, match=r"No rate for bpu\.jkk is known on 2015-06-30\.") as caught:
        contribution(real("paser"), date(2015, 6, 30))
    assert (caught.value.rule, caught.value.on) == ("bpu.jkk", date(2015, 6, 30))


def test_no_rate_is_claimed_to_be_checked_with_the_regulation() -> None:
    assert [row.rule for row in rates()] == ["bpu.jkk", "bpu.jkm", "bpu.jht"]
    assert not any(row.verified for row in rates())


def test_a_rate_counts_from_its_first_to_its_last_day() -> None:
    (row,) = read_rates(ROW)
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    assert [row.in_force(day) for day in days] == [False, True, True, False]
    assert rate("bpu.jkm", TODAY).value == Decimal(6800)


@pytest.mark.parametrize(
    ("base", "rupiah"), [(1_000_000, 2_400), (1_000, 2), (1_100, 3), (1_041, 2), (1_042, 3)]
)
def test_an_amount_is_rounded_to_whole_rupiah(base: int, rupiah: int) -> None:
    (row,) = read_rates(ROW)
    assert row.amount(base) == rupiah


def test_a_new_row_follows_an_old_one() -> None:
    later = ROW.replace("2020-01-01", "2021-01-01").replace("valid_until = 2020-12-31\n", "")
    first, second = read_rates(ROW + later)
    assert (first.valid_until, second.valid_from) == (date(2020, 12, 31), date(2021, 1, 1))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ROW + ROW.replace("2020-01-01", "2020-06-01"), "Two rows of bpu.jkk are in force on 2020-06-01."),
        (ROW + ROW.replace("2020-01-01", "2019-01-01"), "Two rows of bpu.jkk are in force on 2020-01-01."),
        (
            ROW.replace("2020-12-31", "2019-12-31"),
            "The row of bpu.jkk from 2020-01-01 ends before it begins.",
        ),
        (ROW.replace("0.24", '"0.24"'), "The field \"rows 1.value\" must be a number, not '0.24'."),
        (ROW.replace("percent_of_base", "percent"), 'The field "rows 1.unit" holds "percent"; it may hold '),
        (ROW.replace("unit", "units"), 'The field "rows 1.units" is not known; '),
        (ROW.replace('regulation = "Invented"\n', ""), 'The field "rows 1.regulation" is missing.'),
    ],
)
def test_a_mistake_in_the_table_is_told_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_rates(text)
    assert str(caught.value).startswith(sentence)
