"""The five founding programmes stand in their files as the reports tell them, and nothing more is claimed."""

from __future__ import annotations

from datetime import date

import pytest

from rules.contribution import contribution
from rules.programmes import Category, Programme, from_json, load_all, to_json
from rules.regions import load_regions
from tests.rules.samples import PROGRAMMES, real

CITIES = ("banjarmasin", "denpasar", "makassar", "paser", "samarinda")
TODAY = date(2026, 11, 21)
everywhere = pytest.mark.parametrize("city", CITIES)


def test_the_five_cities_are_there() -> None:
    assert tuple(programme.code for programme in load_all(PROGRAMMES)) == CITIES


@pytest.mark.parametrize(
    ("city", "region", "payer", "jht_optional", "quota", "per_village", "villages"),
    [
        ("banjarmasin", "63.71", "city_budget", False, None, None, "all"),
        ("samarinda", "64.72", "city_budget", False, 19_000, None, "all"),
        ("makassar", "73.71", "city_budget", False, 35_000, None, "all"),
        ("paser", "64.01", "city_budget", False, None, None, "all"),
        ("denpasar", "51.71", "village_fund", True, None, 100, "desa"),
    ],
)
def test_a_city_has_its_real_values(
    city: str,
    region: str,
    payer: str,
    jht_optional: bool,
    quota: int | None,
    per_village: int | None,
    villages: str,
) -> None:
    programme = real(city)
    assert (programme.region, programme.payer.code) == (region, payer)
    assert (programme.package, programme.jht_optional) == (("jkk", "jkm"), jht_optional)
    assert (programme.quota, programme.quota_per_village) == (quota, per_village)
    assert (programme.villages, programme.timezone) == (villages, "Asia/Makassar")
    assert programme.contribution_base == 1_000_000


@pytest.mark.parametrize(
    ("city", "day", "people", "budget"),
    [
        ("banjarmasin", date(2023, 4, 1), 4_404 + 3_210, None),
        ("samarinda", date(2024, 5, 7), 19_000, 3_000_000_000),
        ("makassar", date(2024, 1, 31), 35_000, None),
        ("paser", date(2022, 10, 24), 32_268, 1_600_000_000),
        ("denpasar", date(2023, 2, 1), 27 * 100, None),
    ],
)
def test_the_day_of_the_report_lies_in_a_period_with_its_numbers(
    city: str, day: date, people: int, budget: int | None
) -> None:
    programme = real(city)
    period = programme.period_on(day)
    assert period is not None
    assert (period.people, period.budget, period.basis) == (people, budget, "derived")
    assert period.source
    assert programme.accepts_on(day)


def test_the_months_of_a_reported_budget_fit_the_days_that_were_worked_out() -> None:
    for city, months in (("samarinda", 9), ("paser", 3)):
        programme = real(city)
        period = programme.periods[0]
        monthly = contribution(programme, period.start) * (period.people or 0)
        assert round((period.budget or 0) / monthly - 0.45) == months == _months(period.start, period.until)


@everywhere
@pytest.mark.parametrize("day", [date(2026, 1, 1), TODAY, date(2027, 12, 31)])
def test_the_demo_works_in_2026_and_2027_and_says_that_it_is_one(city: str, day: date) -> None:
    programme = real(city)
    period = programme.period_on(day)
    assert period is not None
    assert period.basis == "demo"
    assert period.people is None
    assert programme.accepts_on(day)


@everywhere
def test_a_city_comes_back_equal_from_json(city: str) -> None:
    assert from_json(to_json(real(city))) == real(city)


@everywhere
def test_the_region_table_has_the_region_of_a_city(city: str) -> None:
    programme = real(city)
    assert load_regions(PROGRAMMES / "regions.csv").name(programme.region) == programme.region_name


def test_only_the_ages_of_paser_are_verified() -> None:
    ages = {programme.code: programme.age for programme in load_all(PROGRAMMES)}
    assert {(age.min, age.max) for age in ages.values()} == {(15, 64)}
    assert [code for code, age in ages.items() if age.verified] == ["paser"]


def test_only_where_samarinda_wants_its_workers_to_live_is_verified() -> None:
    programmes = load_all(PROGRAMMES)
    assert {programme.residence.rule for programme in programmes} == {"ktp_region"}
    assert [programme.code for programme in programmes if programme.residence.verified] == ["samarinda"]


def test_only_paser_is_known_to_refuse_civil_servants_and_students() -> None:
    programmes = load_all(PROGRAMMES)
    assert {programme.not_for.who for programme in programmes} == {("civil_servant", "student")}
    assert [programme.code for programme in programmes if programme.not_for.verified] == ["paser"]


def test_paser_has_its_eight_categories() -> None:
    assert [category.label.id for category in real("paser").offered] == [
        "Pekerja keagamaan",
        "Pekerja sosial",
        "Pedagang",
        "Pelaku UMKM",
        "Petani",
        "Pekebun",
        "Pengurus RT",
        "Guru honorer",
    ]


def test_banjarmasin_covers_six_kinds_and_hopes_for_three_more() -> None:
    programme = real("banjarmasin")
    hoped_for = [category.label.id for category in programme.categories if not category.active]
    assert len(programme.offered) == 6
    assert hoped_for == ["Kader KB", "Kader posyandu", "Linmas"]
    assert _category(programme, "private_firefighter").reported == 3_210


def test_samarinda_counts_its_informal_workers() -> None:
    assert _category(real("samarinda"), "informal_worker").reported == 19_000


def test_makassar_matches_names_with_population_and_poverty_data() -> None:
    assert real("makassar").matching == ("population", "poverty")


def test_only_reports_without_an_end_have_a_category_for_all_others() -> None:
    programmes = load_all(PROGRAMMES)
    open_ended = [programme.code for programme in programmes if programme.category("other")]
    assert open_ended == ["denpasar", "makassar", "samarinda"]


def test_kinds_of_work_that_no_report_names_are_marked() -> None:
    marked = {
        programme.code: sum(not category.verified for category in programme.categories)
        for programme in load_all(PROGRAMMES)
    }
    assert marked == {"banjarmasin": 0, "denpasar": 6, "makassar": 6, "paser": 0, "samarinda": 0}


def test_denpasar_covers_its_27_desa_and_none_of_its_16_kelurahan() -> None:
    programme = real("denpasar")
    villages = load_regions(PROGRAMMES / "regions.csv").villages_of("51.71")
    covered = [name for code, name in villages if programme.has_village(code)]
    assert len(villages) == 27 + 16
    assert len(covered) == 27
    assert "Tegal Harum" in covered
    assert "Renon" not in covered


@everywhere
def test_every_word_of_a_menu_fits_a_phone(city: str) -> None:
    labels = [label for category in real(city).categories for label in (category.label.id, category.label.en)]
    assert max(map(len, labels)) <= 24
    assert max(len(category.label.id) for category in real(city).categories) <= 20


def _category(programme: Programme, code: str) -> Category:
    found = programme.category(code)
    assert found is not None
    return found


def _months(start: date, until: date) -> int:
    return (until.year - start.year) * 12 + until.month - start.month + 1
