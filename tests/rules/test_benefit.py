"""What JKK and JKM pay, by example."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rules.benefit import Base, Impossible, Item, bases, cap, estimate, row, transport_cap
from rules.dated import NoRate
from rules.membership import completed_months

TODAY = date(2026, 11, 21)
LOW = Base("bracket", 1_000_000)


def test_an_income_has_the_base_of_its_bracket_first_and_then_its_own() -> None:
    assert bases(1_791_750, TODAY) == (Base("bracket", 1_800_000), Base("exact", 1_791_750))


def test_an_income_that_is_a_base_has_one_reading() -> None:
    assert bases(1_000_000, TODAY) == (Base("bracket", 1_000_000),)


def test_the_heirs_of_a_sweeper_have_108_400_000_by_bracket_and_108_004_000_by_exact_wage() -> None:
    readings = [estimate("jkk-death", base, TODAY).total for base in bases(1_791_750, TODAY)]
    assert readings == [108_400_000, 108_004_000]


def test_a_death_at_work_is_spelled_out() -> None:
    assert estimate("jkk-death", Base("bracket", 1_800_000), TODAY).items == (
        Item("death_lump_sum", 86_400_000, "48 x Rp1.800.000", "PP 82/2019"),
        Item("periodic", 12_000_000, "24 x Rp500.000", "PP 82/2019"),
        Item("funeral", 10_000_000, "Rp10.000.000", "PP 82/2019"),
    )


@pytest.mark.parametrize(
    ("kind", "total"), [("jkk-death", 70_000_000), ("jkk-total-disability", 68_000_000), ("jkm", 42_000_000)]
)
def test_the_totals_of_the_lowest_base(kind: str, total: int) -> None:
    assert estimate(kind, LOW, TODAY).total == total


def test_the_lump_sum_of_a_death_at_work_is_not_below_that_of_jkm() -> None:
    item = estimate("jkk-death", Base("exact", 400_000), TODAY).items[0]
    assert (item.amount, item.formula) == (20_000_000, "max(48 x Rp400.000; Rp20.000.000)")
    assert estimate("jkk-death", Base("exact", 416_667), TODAY).items[0].formula == "48 x Rp416.667"


@pytest.mark.parametrize(
    ("loss", "amount", "formula"),
    [
        (10, 8_000_000, "10% x 80 x Rp1.000.000"),
        (Decimal("2.5"), 2_000_000, "2,5% x 80 x Rp1.000.000"),
        (Decimal("0.01"), 8_000, "0,01% x 80 x Rp1.000.000"),
        (100, 80_000_000, "100% x 80 x Rp1.000.000"),
    ],
)
def test_a_partial_disability_is_its_percentage_of_80_wages(loss: Decimal, amount: int, formula: str) -> None:
    (item,) = estimate("jkk-partial-disability", LOW, TODAY, loss=loss).items
    assert (item.name, item.amount, item.formula) == ("disability_lump_sum", amount, formula)


@pytest.mark.parametrize(
    ("months", "amounts"),
    [(1, [1_000_000]), (12, [12_000_000]), (13, [12_000_000, 500_000]), (24, [12_000_000, 6_000_000])],
)
def test_the_wage_is_paid_in_full_for_a_year_and_then_by_half(months: int, amounts: list[int]) -> None:
    items = estimate("jkk-unable-to-work", LOW, TODAY, months=months).items
    assert [item.amount for item in items] == amounts
    assert items[-1].formula == (
        f"{months - 12} x 50% x Rp1.000.000" if months > 12 else f"{months} x Rp1.000.000"
    )


@pytest.mark.parametrize(
    ("since", "total", "scholarships"),
    [
        (None, 42_000_000, 0),
        (date(2026, 11, 21), 10_000_000, 0),
        (date(2026, 8, 22), 10_000_000, 0),
        (date(2026, 8, 21), 42_000_000, 0),
        (date(2023, 11, 22), 42_000_000, 0),
        (date(2023, 11, 21), 42_000_000, 87_000_000),
    ],
)
def test_jkm_depends_on_how_long_somebody_was_a_member(
    since: date | None, total: int, scholarships: int
) -> None:
    made = estimate("jkm", LOW, TODAY, member_since=since, children=(4,))
    assert (made.total, made.scholarship_total) == (total, scholarships)


def test_a_new_member_has_one_sum_alone() -> None:
    (item,) = estimate("jkm", LOW, TODAY, member_since=date(2026, 10, 1)).items
    assert (item.name, item.amount, item.rule) == ("new_member", 10_000_000, "Permenaker 1/2025")


@pytest.mark.parametrize(
    ("on", "total"),
    [(date(2019, 12, 1), 24_000_000), (date(2019, 12, 2), 42_000_000), (date(2025, 2, 23), 42_000_000)],
)
def test_earlier_deaths_are_paid_by_the_rules_of_their_day(on: date, total: int) -> None:
    assert estimate("jkm", LOW, on, member_since=on).total == total


@pytest.mark.parametrize("kind", ["jkk-death", "jkk-total-disability"])
def test_scholarships_after_an_accident_need_no_years_of_membership(kind: str) -> None:
    made = estimate(kind, LOW, TODAY, member_since=TODAY, children=(3, 4))
    assert made.scholarship_total == 174_000_000


@pytest.mark.parametrize("kind", ["jkk-partial-disability", "jkk-unable-to-work"])
def test_other_accidents_bring_no_scholarship(kind: str) -> None:
    assert estimate(kind, LOW, TODAY, children=(3, 4), loss=10, months=1).scholarships == ()


def test_scholarships_asked_for_alone_are_the_items() -> None:
    made = estimate("scholarship", LOW, TODAY, children=(3, 4))
    assert (made.total, made.scholarships) == (174_000_000, ())


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("jkk.transport.land", 5_000_000),
        ("jkk.transport.sea", 2_000_000),
        ("jkk.transport.air", 10_000_000),
        ("jkk.home_care", 20_000_000),
        ("jkk.home_care.months", 12),
        ("jkk.hearing_aid", 2_500_000),
        ("jkk.glasses", 1_000_000),
        ("jkk.dentures", 5_000_000),
        ("jkk.prosthesis.surcharge", 40),
        ("claim.npwp_above", 50_000_000),
    ],
)
def test_the_ceilings_are_rows(rule: str, value: int) -> None:
    assert cap(rule, TODAY) == value
    assert row(rule, TODAY).regulation in ("PP 82/2019", "Permenaker 5/2021")


def test_the_ceilings_of_several_ways_are_added() -> None:
    assert transport_cap(("land", "air", "land"), TODAY) == 15_000_000


def test_an_unknown_ceiling_is_told() -> None:
    with pytest.raises(NoRate, match=r"jkk\.taxi"):
        cap("jkk.taxi", TODAY)


@pytest.mark.parametrize(
    ("kind", "base", "given", "sentence"),
    [
        ("jkp", 1, {}, "There is no benefit jkp; "),
        ("jkm", -1, {}, "An income cannot be below zero."),
        ("jkk-partial-disability", 1, {}, "The loss in percent is needed."),
        ("jkk-partial-disability", 1, {"loss": 0}, "The loss must be above 0 and at most 100 percent."),
        ("jkk-partial-disability", 1, {"loss": 101}, "The loss must be above 0 and at most 100 percent."),
        ("jkk-unable-to-work", 1, {}, "The number of months is needed."),
        ("jkk-unable-to-work", 1, {"months": 0}, "The months must be at least 1."),
        ("jkm", 1, {"member_since": date(2026, 11, 22)}, "The membership begins after that day."),
        ("scholarship", 1, {}, "The ages of the children are needed."),
        ("scholarship", 1, {"children": (-1,)}, "A child's age cannot be below zero."),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(kind: str, base: int, given, sentence: str) -> None:
    with pytest.raises(Impossible) as caught:
        estimate(kind, Base("exact", base), TODAY, **given)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("kind", "on"),
    [("jkm", date(2015, 6, 30)), ("jkk-death", date(2019, 12, 1)), ("scholarship", date(2019, 1, 1))],
)
def test_a_day_before_the_tables_is_refused(kind: str, on: date) -> None:
    with pytest.raises(Impossible, match=f"The tables know no .+ on {on}"):
        estimate(kind, LOW, on, children=(5,))


@pytest.mark.parametrize(
    ("income", "on", "sentence"),
    [
        (-1, TODAY, "An income cannot be below zero."),
        (1, date(2015, 6, 30), "The tables know no bpu.bracket on 2015-06-30."),
    ],
)
def test_an_income_without_a_base_is_refused(income: int, on: date, sentence: str) -> None:
    with pytest.raises(Impossible) as caught:
        bases(income, on)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2026, 8, 21), TODAY, 3),
        (date(2026, 8, 22), TODAY, 2),
        (date(2025, 11, 30), date(2026, 2, 28), 3),
        (date(2025, 11, 30), date(2026, 2, 27), 2),
        (TODAY, TODAY, 0),
        (date(2026, 11, 22), TODAY, -1),
    ],
)
def test_months_of_membership_are_months_of_the_calendar(since: date, on: date, months: int) -> None:
    assert completed_months(since, on) == months
