"""Whatever the income, the day and the family: sums add up, stay within ceilings, and change only by a row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.benefit import KINDS, Base, Estimate, bases, cap, estimate
from rules.bracket import brackets
from rules.dated import find, table
from rules.payment import PAYERS, Member, changes, monthly, months_from, whole_months

FIRST = date(2019, 12, 2)
DAYS = st.dates(FIRST, date(2040, 12, 31))
INCOMES = st.integers(0, 60_000_000)
FAMILIES = st.lists(st.integers(0, 30), max_size=5)
LONG_AGO = date(2010, 1, 1)
CHANGES = {day for name in ("benefits", "scholarships") for row in table(name) for day in row.changes}
CHANGES |= {day for one in brackets() for day in one.row.changes}
GIVEN: dict[str, dict[str, Any]] = {
    "jkk-partial-disability": {"loss": 35},
    "jkk-unable-to-work": {"months": 15},
}


def made(kind: str, base: Base, on: date, ages: list[int]) -> Estimate:
    children = ages or ([5] if kind == "scholarship" else [])
    return estimate(kind, base, on, member_since=LONG_AGO, children=children, **GIVEN.get(kind, {}))


def sums(kind: str, income: int, on: date, ages: list[int]) -> list[tuple[int, int]]:
    every = [made(kind, base, on, ages) for base in bases(income, on)]
    return [(one.total, one.scholarship_total) for one in every]


@settings(max_examples=150)
@given(st.sampled_from(list(KINDS)), INCOMES, DAYS, FAMILIES)
def test_the_items_add_up_and_stay_within_the_ceilings(
    kind: str, income: int, on: date, ages: list[int]
) -> None:
    for base in bases(income, on):
        one = made(kind, base, on, ages)
        scholarships = one.items if kind == "scholarship" else one.scholarships
        assert one.total == sum(item.amount for item in one.items)
        assert (
            sum(item.amount for item in scholarships)
            <= find(table("scholarships"), "scholarship.total", on).whole
        )
        assert len(scholarships) <= 2
        assert all(item.amount >= 0 and item.formula and item.rule for item in (*one.items, *scholarships))
        assert kind != "jkk-death" or one.items[0].amount >= cap("jkm.lump_sum", on)


@settings(max_examples=150)
@given(st.sampled_from(list(KINDS)), INCOMES, INCOMES, DAYS, FAMILIES)
def test_a_higher_income_never_brings_less(
    kind: str, one: int, other: int, on: date, ages: list[int]
) -> None:
    low, high = sorted((one, other))
    by_bracket = [made(kind, bases(income, on)[0], on, ages).total for income in (low, high)]
    exact = [made(kind, Base("exact", income), on, ages).total for income in (low, high)]
    assert by_bracket == sorted(by_bracket)
    assert exact == sorted(exact)


@settings(max_examples=150)
@given(st.sampled_from(list(KINDS)), INCOMES, DAYS, st.integers(1, 900), FAMILIES)
def test_benefits_change_only_on_a_day_a_row_names(
    kind: str, income: int, on: date, days: int, ages: list[int]
) -> None:
    later = on + timedelta(days=days)
    if not any(on < change <= later for change in CHANGES):
        assert sums(kind, income, on, ages) == sums(kind, income, later, ages)


@settings(max_examples=150)
@given(
    st.builds(Member, INCOMES, st.sampled_from(PAYERS), st.booleans(), st.booleans()),
    st.dates(date(2025, 11, 1), date(2027, 6, 30)),
    st.integers(1, 120),
)
def test_contributions_change_only_on_a_day_a_row_names(member: Member, on: date, days: int) -> None:
    later = on + timedelta(days=days)
    if not any(on < change <= later for change in changes()):
        assert monthly(member, on) == monthly(member, later)


@settings(max_examples=150)
@given(INCOMES, INCOMES, st.sampled_from(PAYERS), st.booleans(), DAYS)
def test_a_higher_income_never_costs_less(
    one: int, other: int, payer: str, transport: bool, on: date
) -> None:
    low, high = (monthly(Member(income, payer, transport, jht=True), on) for income in sorted((one, other)))
    assert all(a.amount <= b.amount for a, b in zip(low.parts, high.parts, strict=True))
    assert low.total == sum(part.amount for part in low.parts)


@settings(max_examples=100)
@given(st.integers(0, 5_000_000), st.sampled_from(PAYERS), st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_the_months_a_budget_covers_are_the_most_it_can_pay(budget: int, payer: str, on: date) -> None:
    member = Member(1_000_000, payer)
    months = whole_months(budget, on, lambda month: monthly(member, month).total)
    costs = [monthly(member, month).total for month in months_from(on, months + 1)]
    assert sum(costs[:-1]) <= budget < sum(costs)
