"""Every month of a list is one period's or nobody's, wherever in a month the periods begin and end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.payment import months_from
from rules.periods import months_of, period_of
from rules.programme import Period

FIRST = date(2026, 1, 1)


def period(first: date, last: date) -> Period:
    return Period(first, last, "demo")


def test_a_period_that_begins_within_a_month_has_that_month() -> None:
    one = period(date(2026, 4, 15), date(2026, 12, 20))
    assert months_of([one], one) == (date(2026, 4, 1), date(2026, 12, 1))
    assert period_of([one], date(2026, 3, 1)) is None and period_of([one], date(2027, 1, 1)) is None


def test_a_month_of_two_periods_is_that_ones_in_which_it_begins() -> None:
    before, after = (
        period(date(2026, 1, 1), date(2026, 4, 14)),
        period(date(2026, 4, 15), date(2026, 6, 15)),
    )
    last = period(date(2026, 6, 16), date(2026, 6, 30))
    periods = [last, after, before]
    assert months_of(periods, before) == (date(2026, 1, 1), date(2026, 4, 1))
    assert months_of(periods, after) == (date(2026, 5, 1), date(2026, 6, 1))
    assert months_of(periods, last) is None


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 100)), max_size=8))
def test_no_month_is_two_periods_and_none_that_a_period_has_a_day_of_is_lost(
    parts: list[tuple[int, int]],
) -> None:
    periods: list[Period] = []
    day = FIRST
    for gap, length in parts:
        begins = day + timedelta(gap)
        periods.append(period(begins, begins + timedelta(length)))
        day = periods[-1].until + timedelta(1)
    months = months_from(FIRST, 50)
    found = [month for one in periods if (known := months_of(periods, one))
             for month in months if known[0] <= month <= known[1]]  # fmt: skip
    assert len(found) == len(set(found))
    touched = {known.replace(day=1) for one in periods for known in days_of(one)}
    assert set(found) == touched


def days_of(one: Period) -> list[date]:
    return [one.start + timedelta(at) for at in range((one.until - one.start).days + 1)]
