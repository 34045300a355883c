"""The founding cases, told to the end: the amounts in their transcripts are those of the tables."""

from __future__ import annotations

from datetime import date

import pytest

from rules.benefit import Estimate, bases, estimate
from rules.item import rupiah
from tests.theatre import FILES

DIED = date(2026, 3, 10)
CHILDREN = (10, 14)


def sweeper() -> list[Estimate]:
    return [estimate("jkk-death", base, DIED, children=CHILDREN) for base in bases(1_791_750, DIED)]


def marbot(since: date) -> list[Estimate]:
    day = date(2026, 3, 9)
    return [estimate("jkm", bases(1_000_000, day)[0], day, member_since=since)]


def farmer() -> list[Estimate]:
    return [estimate("jkk-unable-to-work", bases(1_000_000, DIED)[0], DIED, months=1)]


CASES = {
    "founding/banjarmasin_sweeper": (sweeper(), ("Rp108.400.000", "Rp108.004.000")),
    "founding/samarinda_marbot_two_years": (marbot(date(2024, 2, 1)), ("Rp42.000.000",)),
    "founding/samarinda_marbot_two_months": (marbot(date(2026, 1, 10)), ("Rp10.000.000",)),
    "founding/paser_farmer": (farmer(), ("Rp1.000.000",)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_amounts_told_are_those_of_the_tables(name: str) -> None:
    told, (estimates, totals) = FILES[name].read_text("utf-8"), CASES[name]
    assert tuple(rupiah(one.total) for one in estimates) == totals
    for total in totals:
        assert total in told
    for item in (*estimates[0].items, *estimates[0].scholarships):
        assert f"{rupiah(item.amount)}\n        {item.formula}, {item.rule}" in told
    if estimates[0].scholarships:
        assert rupiah(estimates[0].scholarship_total) in told


def test_every_founding_city_but_the_quota_of_makassar_has_its_case() -> None:
    told = {name.partition("/")[2].partition("_")[0] for name in FILES if name.startswith("founding/")}
    assert told == {"banjarmasin", "samarinda", "paser", "denpasar"}
