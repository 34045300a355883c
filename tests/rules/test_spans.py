"""How payments join: what is paid without a gap is one span, what was covered stays covered, in whatever order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.records import Membership
from rules.spans import held, joined

START = date(2026, 1, 1)
DAY = timedelta(1)


def paid(
    first: date,
    last: date,
    payer: str = "city_budget",
    kpj: str = "1",
    package: tuple[str, ...] = ("jkk", "jkm"),
    programme: str | None = "makassar",
):
    return Membership(0, 1, programme, kpj, package, payer, first, first, last)


def all_of(payments: Iterable[Membership]) -> list[Membership]:
    """What is stored after these payments, one after the other."""
    stored: list[Membership] = []
    for number, one in enumerate(payments, 1):
        found = joined(stored, one)
        kept = [span for span in stored if span.id not in found.instead_of]
        stored = [*kept, found.span if found.instead_of else replace(found.span, id=number)]
    return stored


def test_the_next_months_make_it_longer_and_cover_goes_on() -> None:
    (span,) = all_of([paid(START, date(2026, 6, 30)), paid(date(2026, 7, 1), date(2026, 12, 31))])
    assert (span.since, span.paid_from, span.paid_until) == (START, START, date(2026, 12, 31))
    assert span.cover(date(2026, 3, 1)) == "active"


def test_after_a_gap_it_begins_anew_and_what_was_before_stays_known() -> None:
    first, second = all_of([paid(START, date(2026, 6, 30)), paid(date(2026, 8, 1), date(2026, 12, 31))])
    assert (first.paid_until, second.paid_from, second.since) == (
        date(2026, 6, 30),
        date(2026, 8, 1),
        date(2026, 8, 1),
    )
    (whole,) = all_of([first, second, paid(date(2026, 7, 1), date(2026, 7, 31))])
    assert (whole.since, whole.paid_from, whole.paid_until) == (START, START, date(2026, 12, 31))


def test_another_payer_has_a_span_of_its_own_and_membership_goes_on() -> None:
    own, city = all_of([paid(START, date(2026, 6, 30), "self"), paid(date(2026, 7, 1), date(2026, 12, 31))])
    assert (own.payer, city.payer, city.since) == ("self", "city_budget", START)


def test_another_package_begins_where_it_begins() -> None:
    with_jht = paid(date(2026, 7, 1), date(2026, 12, 31), package=("jkk", "jkm", "jht"))
    before, after = all_of([paid(START, date(2026, 6, 30)), with_jht])
    assert (
        before.package == ("jkk", "jkm") and after.package == ("jkk", "jkm", "jht") and after.since == START
    )
    (same_day,) = all_of([paid(START, date(2026, 6, 30)), replace(with_jht, paid_from=START)])
    assert same_day.package == ("jkk", "jkm", "jht")


def test_the_same_payment_again_is_no_news() -> None:
    stored = all_of([paid(START, date(2026, 6, 30))])
    assert not joined(stored, paid(START, date(2026, 6, 30))).news
    assert not joined(stored, paid(date(2026, 2, 1), date(2026, 3, 31))).news
    assert joined(stored, paid(date(2026, 2, 1), date(2026, 7, 31))).news


def test_two_programmes_of_one_payer_stand_apart() -> None:
    ours = paid(START, date(2026, 6, 30))
    theirs = paid(START, date(2026, 12, 31), programme="banjarmasin")
    assert {one.programme: one.paid_until for one in all_of([ours, theirs, ours])} == {
        "makassar": date(2026, 6, 30), "banjarmasin": date(2026, 12, 31),
    }  # fmt: skip


def test_a_gap_is_not_held() -> None:
    spans = all_of([paid(START, date(2026, 4, 30)), paid(date(2026, 6, 1), date(2026, 6, 30))])
    assert held(spans, START, date(2026, 4, 30)) and held(spans, date(2026, 6, 5), date(2026, 6, 6))
    assert not held(spans, date(2026, 5, 1), date(2026, 5, 31)) and not held(spans, START, date(2026, 6, 30))
    with_may = [*spans, paid(date(2026, 5, 1), date(2026, 5, 31), package=("jkk", "jkm", "jht"))]
    assert held(with_may, START, date(2026, 6, 30)) and not held([], START, START)


days = st.integers(0, 60)


@given(st.lists(st.tuples(days, st.integers(0, 20)), min_size=1, max_size=8), st.randoms())
def test_covered_is_what_was_paid_in_whatever_order(payments: list[tuple[int, int]], chance) -> None:
    made = [paid(START + first * DAY, START + (first + length) * DAY) for first, length in payments]
    covered = {START + day * DAY for first, length in payments for day in range(first, first + length + 1)}
    spans = all_of(made)
    assert {day for day in covered if any(span.cover(day) == "active" for span in spans)} == covered
    assert sum((span.paid_until - span.paid_from).days + 1 for span in spans) == len(covered)
    assert len({span.paid_from for span in spans}) == len(spans)
    chance.shuffle(made)
    again = all_of(made)
    assert sorted((s.paid_from, s.paid_until) for s in again) == sorted(
        (s.paid_from, s.paid_until) for s in spans
    )


PROGRAMMES = ("makassar", "banjarmasin", None)
PACKAGES = (("jkk", "jkm"), ("jkk", "jkm", "jht"))
payments = st.tuples(days, st.integers(0, 20), st.sampled_from(PROGRAMMES),
                     st.sampled_from(["city_budget", "csr"]), st.sampled_from(PACKAGES))  # fmt: skip


@given(st.lists(payments, min_size=1, max_size=10))
def test_no_paid_day_is_lost_and_no_programme_gets_anothers(made: list[Any]) -> None:
    spans = all_of(
        paid(START + first * DAY, START + (first + length) * DAY, payer, package=package, programme=programme)
        for first, length, programme, payer, package in made
    )
    for programme in PROGRAMMES:
        for payer in ("city_budget", "csr"):
            mine = [span for span in spans if (span.programme, span.payer) == (programme, payer)]
            parts = [(first, length) for first, length, *of in made if (of[0], of[1]) == (programme, payer)]
            owed = {START + day * DAY for first, length in parts for day in range(first, first + length + 1)}
            assert owed == {day for day in owed if held(mine, day, day)}
            assert owed or not mine
            assert len({span.paid_from for span in mine}) == len(mine)
            for first, length in parts:
                assert held(mine, START + first * DAY, START + (first + length) * DAY)
