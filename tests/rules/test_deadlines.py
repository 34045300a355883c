"""Until when, in hours, working days and years."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from rules.dated import NoRate
from rules.deadlines import deadline, kept
from rules.working_days import is_working_day, working_day_from, working_days_after

MAKASSAR = ZoneInfo("Asia/Makassar")
LAST = "23:59:59.999999+08:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MAKASSAR)


@pytest.mark.parametrize(
    ("rule", "since", "until"),
    [
        ("accident_report", "2026-11-21T17:30", "2026-11-23T17:30:00+08:00"),
        ("phase_two_report", "2026-12-31T08:00", "2027-01-02T08:00:00+08:00"),
        ("jkk_payment", "2026-11-23T09:00", f"2026-12-02T{LAST}"),
        ("jkk_payment", "2026-12-18T09:00", f"2026-12-30T{LAST}"),  # a weekend, Christmas, a weekend
        ("jkm_payment", "2026-11-20T23:00", f"2026-11-25T{LAST}"),  # a Friday
        ("jkm_payment", "2026-08-14T10:00", f"2026-08-20T{LAST}"),  # the 17th is a holiday
        ("claim_expiry", "2026-11-21T10:00", f"2031-11-21T{LAST}"),
        ("claim_expiry", "2024-02-29T10:00", f"2029-02-28T{LAST}"),
        ("claim_expiry", "2019-12-01T10:00", f"2021-12-01T{LAST}"),
    ],
)
def test_a_deadline_ends(rule: str, since: str, until: str) -> None:
    assert deadline(rule, at(since)).until.isoformat() == until


def test_a_deadline_names_its_regulation() -> None:
    assert deadline("claim_expiry", at("2026-11-21T10:00")).regulation == "PP 82/2019"


def test_days_on_which_the_office_is_closed_do_not_count() -> None:
    closed = {date(2026, 11, 24), date(2026, 11, 25)}
    assert deadline("jkm_payment", at("2026-11-20T10:00"), closed).until.date() == date(2026, 11, 27)


def test_a_deadline_is_kept_until_its_last_moment_in_any_time_zone() -> None:
    report = deadline("accident_report", at("2026-11-21T17:30"))
    assert kept(report, at("2026-11-23T17:30"))
    assert not kept(report, at("2026-11-23T17:30") + timedelta(seconds=1))
    assert kept(report, datetime(2026, 11, 23, 16, 30, tzinfo=timezone(timedelta(hours=7))))


def test_hours_are_real_hours_where_clocks_change() -> None:
    berlin = datetime(2026, 10, 24, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    assert deadline("accident_report", berlin).until.isoformat() == "2026-10-26T11:00:00+01:00"


def test_a_moment_without_its_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        deadline("accident_report", datetime(2026, 11, 21))


def test_an_unknown_deadline_is_told() -> None:
    with pytest.raises(NoRate, match="tea_time"):
        deadline("tea_time", at("2026-11-21T10:00"))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 8, 17), False),  # Independence Day
        (date(2026, 3, 19), False),  # Nyepi
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
    ],
)
def test_saturdays_sundays_and_public_holidays_are_no_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_working_day_is_its_own_next_one() -> None:
    assert working_day_from(date(2026, 11, 20)) == date(2026, 11, 20)
    assert working_day_from(date(2026, 11, 20), {date(2026, 11, 20)}) == date(2026, 11, 23)
    assert working_days_after(date(2026, 11, 20), 0) == date(2026, 11, 20)
