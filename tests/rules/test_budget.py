"""What contributions cost, what is left, how long things took, what is wanted where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from rules.budget import Span, begun, budget_of
from rules.groups import Group
from rules.programme import Payer, Period, Programme, Wording
from rules.programmes import load_all
from rules.reckoning import Terms, price
from rules.spread import Spread
from rules.targets import Targets

PROGRAMMES = {one.code: one for one in load_all(Path(__file__).parents[2] / "programmes")}
BOTH = ("jkk", "jkm")


def span(
    first: str, last: str, count: int, payer: str = "city_budget", package: tuple[str, ...] = BOTH
) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last), payer, package, count)


def test_samarinda_s_three_milliard_pay_19_000_people_for_nine_months() -> None:
    programme = PROGRAMMES["samarinda"]
    found = budget_of(programme, programme.periods[0], [span("2024-04-01", "2024-12-31", 19_000)])
    assert (found.known, found.used, found.left) == (3_000_000_000, 2_872_800_000, 127_200_000)
    assert [one.memberships for one in found.months] == [19_000] * 9
    assert found.months[0].month == date(2024, 4, 1) and found.months[0].rupiah == 319_200_000


def test_where_the_budget_is_not_known_nothing_is_left_of_it() -> None:
    programme = PROGRAMMES["makassar"]
    found = budget_of(programme, programme.periods[1], [span("2026-01-01", "2026-03-31", 10)])
    assert (found.known, found.used, found.left) == (None, 10 * 3 * 16_800, None)


def test_only_the_months_of_the_period_and_of_its_own_payer_count() -> None:
    programme = PROGRAMMES["paser"]
    spans = [span("2022-08-01", "2023-01-31", 2), span("2022-12-01", "2022-12-31", 1, "self")]
    found = budget_of(programme, programme.periods[0], spans)  # October to December 2022
    assert [f"{one.month:%m}" for one in found.months] == ["10", "11", "12"]
    assert (found.used, found.others) == (2 * 3 * 16_800, 16_800)
    assert found.left == 1_600_000_000 - found.used


def test_the_report_takes_off_the_relief_as_the_reckoning_of_a_list_does() -> None:
    company = replace(PROGRAMMES["makassar"], payer=Payer("csr", Wording("Perusahaan", "A company")))
    year = Period(date(2026, 1, 1), date(2027, 12, 31), "demo")
    paid = [span("2026-03-15", "2026-05-14", 1, "csr"), span("2026-12-01", "2027-01-31", 2, "csr"),
            span("2026-06-01", "2026-06-30", 1, "city_budget")]  # fmt: skip
    found = budget_of(replace(company, periods=(year,)), year, paid)
    assert [(f"{one.month:%m}", one.rupiah) for one in found.months] == [
        ("03", 16_800), ("04", 8_400), ("12", 2 * 8_400), ("01", 2 * 16_800),
    ]  # fmt: skip
    terms = Terms(company, "csr")
    assert [one.rupiah // one.memberships for one in found.months] == [
        terms.price("driver", one.month) for one in found.months
    ]
    assert found.others == 16_800  # a city gets no relief


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-01-01", "2026-12-31", 12),
        ("2026-03-15", "2026-06-14", 3),
        ("2026-03-15", "2026-06-15", 4),
        ("2026-01-31", "2026-03-30", 2),
        ("2028-01-31", "2028-03-31", 3),
        ("2026-05-10", "2026-05-10", 1),
        ("2026-05-10", "2026-05-09", 0),
    ],
)
def test_a_month_begins_on_the_first_paid_day_of_each(first: str, last: str, months: int) -> None:
    days = list(begun(date.fromisoformat(first), date.fromisoformat(last)))
    assert len(days) == months and all(a < b for a, b in pairwise(days))


def test_jht_costs_what_the_table_says() -> None:
    programme = PROGRAMMES["denpasar"]
    assert price(programme, "village_fund", BOTH, date(2026, 5, 1)) == 16_800
    assert price(programme, "village_fund", (*BOTH, "jht"), date(2026, 5, 1)) == 36_800
    assert price(programme, "csr", (*BOTH, "jht"), date(2026, 5, 1)) == 8_400 + 20_000


@pytest.mark.parametrize(
    ("days", "median", "ninety"),
    [({}, None, None), ({3: 1}, 3, 3), ({0: 5, 10: 5}, 0, 10), ({1: 9, 40: 1}, 1, 1), ({1: 8, 40: 2}, 1, 40)],
    ids=str,
)
def test_half_and_nine_of_ten(days: dict[int, int], median: int | None, ninety: int | None) -> None:
    assert (Spread(days).median, Spread(days).within(90)) == (median, ninety)


def group(place: str, quota: int | None, payer: str = "village_fund") -> Group:
    return Group(0, "denpasar", "village", place, place, quota, date(2026, 1, 1), date(2026, 12, 31), payer)


def targets(programme: Programme, *groups: Group, villages: tuple[str, ...] = ("51.71.01.2001", "51.71.03.2008")
            ) -> Targets:  # fmt: skip
    return Targets(programme, date(2026, 6, 1), villages, groups)


def test_what_is_wanted_where_comes_from_quotas_and_reports_and_nowhere_else() -> None:
    denpasar = targets(PROGRAMMES["denpasar"], group("51.71.03.2008", 120), group("51.71.01.2001", 7, "csr"))
    assert (denpasar.quota, denpasar.village("51.71.03.2008"), denpasar.district("51.71.03")) == (
        200,
        120,
        120,
    )
    assert targets(PROGRAMMES["denpasar"]).district("51.71.03") == 100
    assert (denpasar.payer("village_fund"), denpasar.payer("csr"), denpasar.payer("donor")) == (200, 7, None)
    banjarmasin = targets(PROGRAMMES["banjarmasin"])
    assert banjarmasin.quota is None and banjarmasin.district("51.71.03") is None
    assert banjarmasin.category("private_firefighter") == 3_210 and banjarmasin.category("nobody") is None
    assert Targets(PROGRAMMES["banjarmasin"], date(2023, 5, 1)).quota == 7_614  # of that year's report
    assert targets(PROGRAMMES["makassar"]).quota == 35_000
