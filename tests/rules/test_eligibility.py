"""Whether somebody may be registered: the reason to tell, all reasons for an officer, the waiting list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.age import birthday, completed_years
from rules.eligibility import Decision, Facts, decide, objections, place
from rules.programmes import Programme
from tests.rules.samples import real, sample

TODAY = date(2026, 11, 21)
GOOD = Facts(
    birth_date=date(1980, 8, 17),
    lives_in_region=True,
    village="63.71.05.1004",
    category="farmer",
    payer_now="none",
    works=True,
    is_civil_servant=False,
    is_student=False,
)
REFUSALS = [
    (
        replace(GOOD, birth_date=date(2010, 3, 2)),
        "UNDERAGE",
        {"age": "16", "min": "18", "since": "2028-03-02"},
    ),
    (
        replace(GOOD, birth_date=date(2027, 3, 2)),
        "UNDERAGE",
        {"age": "0", "min": "18", "since": "2045-03-02"},
    ),
    (replace(GOOD, birth_date=date(1950, 1, 1)), "OVERAGE", {"age": "76", "max": "64"}),
    (replace(GOOD, lives_in_region=False), "MOVED", {"region": "Kota Banjarmasin"}),
    (replace(GOOD, lives_in_region=None, village="63.72.01.1001"), "MOVED", {"region": "Kota Banjarmasin"}),
    (
        replace(GOOD, village="63.71.05.1003"),
        "VILLAGE_NOT_COVERED",
        {"village": "63.71.05.1003", "region": "Kota Banjarmasin"},
    ),
    (replace(GOOD, is_civil_servant=True), "ASN_TNI_POLRI", {}),
    (replace(GOOD, is_student=True), "STUDENT", {}),
    (replace(GOOD, works=False), "NOT_WORKING", {}),
    (replace(GOOD, payer_now="employer"), "ALREADY_PU", {}),
    (replace(GOOD, category="miner"), "CATEGORY_NOT_COVERED", {"category": "miner"}),
    (replace(GOOD, category="posyandu_cadre"), "CATEGORY_NOT_COVERED", {"category": "posyandu_cadre"}),
]


@pytest.fixture
def programme(tmp_path: Path) -> Programme:
    return sample(tmp_path)


def test_a_worker_who_fits_is_accepted(programme: Programme) -> None:
    assert decide(programme, GOOD, TODAY) == Decision("OK", "accepted")


def test_what_is_not_known_yet_speaks_against_nobody(programme: Programme) -> None:
    assert decide(programme, Facts(), TODAY) == Decision("OK", "accepted")


@pytest.mark.parametrize(("facts", "code", "details"), REFUSALS)
def test_each_reason_to_refuse_is_told_with_what_a_sentence_needs(
    programme: Programme, facts: Facts, code: str, details: dict[str, str]
) -> None:
    assert decide(programme, facts, TODAY) == Decision(code, "refused", details)


@pytest.mark.parametrize("payer", ["self", "other_government"])
def test_a_member_paid_by_somebody_else_is_looked_at_and_not_dropped(
    programme: Programme, payer: str
) -> None:
    decision = decide(programme, replace(GOOD, payer_now=payer), TODAY)
    assert decision == Decision("ALREADY_BPU_OTHER", "review", {"payer": payer})


def test_who_cannot_tell_who_pays_is_not_turned_away(programme: Programme) -> None:
    assert decide(programme, replace(GOOD, payer_now="unknown"), TODAY).code == "OK"


def test_a_refusal_is_told_before_a_look_by_an_officer(programme: Programme) -> None:
    facts = replace(GOOD, payer_now="self", works=False)
    assert decide(programme, facts, TODAY).code == "NOT_WORKING"


def test_an_officer_sees_every_reason(programme: Programme) -> None:
    facts = replace(GOOD, payer_now="self", works=False, birth_date=date(2015, 1, 1))
    codes = [decision.code for decision in objections(programme, facts, TODAY)]
    assert codes == ["UNDERAGE", "NOT_WORKING", "ALREADY_BPU_OTHER"]


@pytest.mark.parametrize(
    ("on", "details"),
    [
        (date(2026, 1, 31), {"opens": "2026-02-01"}),
        (date(2026, 12, 1), {"closed": "2026-11-30"}),
    ],
)
def test_outside_the_time_for_registrations_the_programme_is_closed(
    programme: Programme, on: date, details: dict[str, str]
) -> None:
    assert decide(programme, GOOD, on) == Decision("CLOSED", "refused", details)


def test_between_two_times_both_days_are_told() -> None:
    assert decide(real("paser"), Facts(), date(2024, 5, 1)).details == {
        "closed": "2022-12-31",
        "opens": "2026-01-01",
    }


@pytest.mark.parametrize(
    ("birth", "on", "code"),
    [
        (date(2011, 11, 21), TODAY, "OK"),  # 15 today
        (date(2011, 11, 22), TODAY, "UNDERAGE"),  # 15 tomorrow
        (date(1961, 11, 22), TODAY, "OK"),  # 65 tomorrow
        (date(1961, 11, 21), TODAY, "OVERAGE"),  # 65 today
        (date(2012, 2, 29), date(2027, 2, 28), "UNDERAGE"),
        (date(2012, 2, 29), date(2027, 3, 1), "OK"),
        (date(1962, 3, 1), date(2027, 2, 28), "OK"),
    ],
)
def test_paser_takes_workers_from_15_until_they_are_65(birth: date, on: date, code: str) -> None:
    assert decide(real("paser"), Facts(birth_date=birth), on).code == code


def test_an_age_counts_on_the_day_it_is_asked_for(programme: Programme) -> None:
    facts = Facts(birth_date=date(2008, 6, 15))
    assert decide(programme, facts, date(2026, 6, 14)).details["since"] == "2026-06-15"
    assert decide(programme, facts, date(2026, 6, 15)).code == "OK"


def test_the_village_matters_in_denpasar() -> None:
    denpasar = real("denpasar")
    assert decide(denpasar, Facts(village="51.71.03.2008"), TODAY).code == "OK"
    assert decide(denpasar, Facts(village="51.71.01.1005"), TODAY).code == "VILLAGE_NOT_COVERED"
    assert decide(denpasar, Facts(village="51.03.01.2001"), TODAY).code == "MOVED"


def test_a_village_elsewhere_is_not_covered_even_by_a_ktp_of_the_region(programme: Programme) -> None:
    facts = Facts(lives_in_region=True, village="63.72.01.1001")
    assert decide(programme, facts, TODAY).code == "VILLAGE_NOT_COVERED"


def test_a_programme_may_take_people_from_anywhere(programme: Programme) -> None:
    open_to_all = replace(programme, residence=replace(programme.residence, rule="anywhere"))
    assert decide(open_to_all, Facts(lives_in_region=False), TODAY).code == "OK"
    assert decide(open_to_all, Facts(village="63.72.01.1001"), TODAY).code == "OK"


def test_a_programme_may_take_students_and_civil_servants(programme: Programme) -> None:
    for_all = replace(programme, not_for=replace(programme.not_for, who=()))
    assert decide(for_all, Facts(is_student=True, is_civil_servant=True), TODAY).code == "OK"


@pytest.mark.parametrize(
    ("quota", "taken", "expected"),
    [
        (None, 0, None),
        (None, 1_000_000, None),
        (100, 0, None),
        (100, 99, None),
        (100, 100, 1),
        (100, 101, 2),
        (100, 150, 51),
    ],
)
def test_past_the_quota_there_is_a_place_on_the_waiting_list(
    quota: int | None, taken: int, expected: int | None
) -> None:
    assert place(quota, taken) == expected


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(1, 110))
def test_a_birthday_is_the_first_day_of_an_age(birth: date, age: int) -> None:
    day = birthday(birth, age)
    assert completed_years(birth, day) == age
    assert completed_years(birth, date.fromordinal(day.toordinal() - 1)) == age - 1
