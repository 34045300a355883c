"""When an office is open: days, breaks, holidays, and what people type of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from rules.opening import Hours, Span, next_closing, next_opening, open_at
from rules.opening_text import read_spans, weeks, written

WITA = timezone(timedelta(hours=8))
# Monday to Thursday with a break at noon, Friday until 11.30.
SPANS = tuple(Span(day, *hours) for day in range(4) for hours in ((time(8), time(12)), (time(13), time(15))))
HOURS = Hours((*SPANS, Span(4, time(8), time(11, 30))))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


@pytest.mark.parametrize(
    ("moment", "opens", "closes"),
    [
        ("2026-03-10 08:00", "2026-03-10 08:00", "2026-03-10 12:00"),  # a Tuesday
        ("2026-03-10 11:59:59", "2026-03-10 11:59:59", "2026-03-10 12:00"),
        ("2026-03-10 12:00", "2026-03-10 13:00", None),
        ("2026-03-10 07:59", "2026-03-10 08:00", None),
        ("2026-03-10 15:00", "2026-03-11 08:00", None),
        ("2026-03-06 12:00", "2026-03-09 08:00", None),  # a Friday: the weekend lies between
        ("2026-08-14 12:00", "2026-08-18 08:00", None),  # Monday 17 August is a public holiday
        ("2026-12-31 15:00", "2027-01-04 08:00", None),
    ],
)
def test_open_from_and_until_when(moment: str, opens: str, closes: str | None) -> None:
    assert next_opening(HOURS, at(moment)) == at(opens)
    assert next_closing(HOURS, at(moment)) == (at(closes) if closes else None)
    assert open_at(HOURS, at(moment)) == (closes is not None)


def test_an_office_may_work_on_holidays_and_may_never_open() -> None:
    holiday = at("2026-08-17 09:00")
    assert not open_at(HOURS, holiday)
    assert open_at(Hours(HOURS.spans, on_holidays=True), holiday)
    assert next_opening(Hours(()), holiday) is None and not open_at(Hours(()), holiday)


def test_the_answer_is_in_the_time_of_the_question() -> None:
    there = datetime(2026, 3, 10, 16, tzinfo=UTC)
    opens = next_opening(HOURS, there)
    assert opens == datetime(2026, 3, 11, 8, tzinfo=UTC) and opens.tzinfo is UTC
    assert next_opening(HOURS, datetime(2026, 3, 10, 16)) == datetime(2026, 3, 11, 8)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("08.00-15.00", "08.00-15.00"),
        ("8-15", "08.00-15.00"),
        (" 8:30 – 12 ,13.00 s/d 15.45", "08.30-12.00, 13.00-15.45"),
        ("08.00 sampai 12.00 dan 13.00 sampai 15.00", "08.00-12.00, 13.00-15.00"),
        ("9 to 12; 12-17", "09.00-12.00, 12.00-17.00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, read: str) -> None:
    spans = read_spans(2, typed)
    assert spans is not None and written(spans) == read
    assert all(span.day == 2 for span in spans)


@pytest.mark.parametrize(
    "typed", ["pagi", "8", "15-8", "8-8", "8-12, 11-15", "25-26", "08.60-09.00", "8-12,", "tutup", "٨-١٢"]
)
def test_what_can_t_be_hours_is_not_guessed(typed: str) -> None:
    assert read_spans(0, typed) is None


def test_days_with_the_same_hours_are_told_together() -> None:
    assert weeks(HOURS) == [(0, 3, "08.00-12.00, 13.00-15.00"), (4, 4, "08.00-11.30")]
    assert weeks(Hours((Span(0, time(8), time(9)), Span(2, time(8), time(9))))) == [
        (0, 0, "08.00-09.00"), (2, 2, "08.00-09.00"),
    ]  # fmt: skip
    assert weeks(Hours(())) == []
