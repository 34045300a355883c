"""Which days make sense: read as they are typed, within a reach, and how long a span may be."""

from __future__ import annotations

from datetime import date

import pytest

from rules.days import day_of, longer


@pytest.mark.parametrize("typed", ["2014-01-01", "2026-11-27", "2099-12-31"])
def test_a_day_is_read_as_it_is_typed(typed: str) -> None:
    assert day_of(typed) == date.fromisoformat(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "besok", "20260101", "2026-W01-1", "2026-02-30", "0001-01-01", "2013-12-31", "2100-01-01", "9999-12-31"],
)  # fmt: skip
def test_what_is_no_day_or_makes_no_sense_is_none(typed: str) -> None:
    assert day_of(typed) is None


@pytest.mark.parametrize(
    ("first", "last", "more"),
    [("2026-01-01", "2035-12-31", False), ("2026-01-01", "2036-01-01", True),
     ("2024-02-29", "2034-02-28", False), ("2024-02-29", "2034-03-01", True),
     ("2028-02-29", "2027-02-28", False), ("2026-01-01", "9999-12-31", True)],
)  # fmt: skip
def test_a_span_is_longer_than_ten_years_from_its_last_day_on(first: str, last: str, more: bool) -> None:
    assert longer(date.fromisoformat(first), date.fromisoformat(last), 10) is more
