"""The legal clocks of a case: what begins them, until when they run, what settles them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules.case_clock import NEVER, clocks, decided_of, event_day_of, next_clock
from rules.cases import Case, asked, benefit_of, clear, given_back
from rules.records import Event


def case(kind: str, *events: Event, status: str = "reported", **told: Any) -> Case:
    return Case(1, "X-000001", kind, None, status, told, 0, events)


def event(kind: str, reason: str | None = None, **details: Any) -> Event:
    return Event(kind, 0, "officer", reason, details)


def ends(one: Case) -> dict[str, str]:
    return {clock.code: clock.written for clock in clocks(one)}


def test_an_accident_is_reported_within_two_days_and_claimed_within_five_years() -> None:
    one = case("accident", happened="2026-03-10T05:10")
    assert ends(one) == {"phase_one": "2026-03-12T05:10", "expiry": "2031-03-10T23:59"}
    clock = next_clock(one)
    assert clock and (clock.code, clock.regulation, clock.done) == (
        "phase_one",
        "Permenaker 5/2021 jo. 1/2025",
        None,
    )


def test_a_day_without_an_hour_begins_at_midnight_which_belongs_to_the_day_before() -> None:
    assert ends(case("accident", happened="2026-03-10"))["phase_one"] == "2026-03-11T23:59"


def test_phase_two_begins_with_the_doctor_s_word_and_not_before() -> None:
    told = {"happened": "2026-03-01T05:10"}
    assert "phase_two" not in ends(case("accident", **told, outcome="not_yet", doctor_date="2026-03-10"))
    for outcome in ("healed", "disabled"):
        found = ends(case("accident", **told, outcome=outcome, doctor_date="2026-03-10"))
        assert found["phase_two"] == "2026-03-11T23:59"


@pytest.mark.parametrize(
    ("kind", "told", "benefit", "paid_by"),
    [
        ("accident", {"happened": "2026-03-01T05:10"}, "jkk", "2026-03-20T23:59"),
        ("death", {"died_on": "2026-03-01", "cause": "illness"}, "jkm", "2026-03-13T23:59"),
        ("death", {"died_on": "2026-03-01", "cause": "unknown"}, "jkm", "2026-03-13T23:59"),
        ("death", {"died_on": "2026-03-01", "cause": "work_accident"}, "jkk", "2026-03-20T23:59"),
    ],
)
def test_the_branch_office_pays_jkk_and_jkm_within_their_working_days(
    kind: str, told: dict[str, str], benefit: str, paid_by: str
) -> None:
    """From Tuesday 10 March 2026; the 18th and 19th are holidays."""
    one = case(kind, event("sent", on="2026-03-10"), status="with_branch", **told)
    clock = next_clock(one)
    assert clock and (clock.code, clock.written, benefit_of(one)) == ("payment", paid_by, benefit)


def test_what_the_branch_office_takes_a_death_as_goes_before_what_was_reported() -> None:
    sent = event("sent", on="2026-03-10", benefit="jkk")
    one = case("death", sent, status="with_branch", died_on="2026-03-09", cause="unknown")
    assert benefit_of(one) == "jkk"
    assert set(ends(one)) == {"phase_one", "phase_two", "payment", "expiry"}


def test_the_two_reports_are_settled_one_by_one_or_by_the_claim() -> None:
    told = {"happened": "2026-03-09T05:10", "outcome": "healed", "doctor_date": "2026-03-10"}
    first = event("notified", what="phase_one", on="2026-03-12")
    done = {clock.code: (clock.done, clock.kept) for clock in clocks(case("accident", first, **told))}
    assert done["phase_one"] == (date(2026, 3, 12), False) and done["phase_two"] == (None, False)
    sent = event("sent", on="2026-03-11")
    done = {clock.code: (clock.done, clock.kept) for clock in clocks(case("accident", sent, **told))}
    assert done["phase_one"] == done["phase_two"] == (date(2026, 3, 11), True)


def test_what_was_sent_before_the_doctor_spoke_does_not_settle_phase_two() -> None:
    told = {"happened": "2026-03-01T05:10", "outcome": "healed", "doctor_date": "2026-03-10"}
    one = case("accident", event("sent", on="2026-03-05"), status="with_branch", **told)
    assert {clock.code: clock.done for clock in clocks(one)}["phase_two"] is None


def test_a_case_that_is_opened_again_has_to_be_sent_again() -> None:
    events = event("sent", on="2026-03-10"), event("refused", "NO_DOC"), event("reopened")
    one = case("death", *events, died_on="2026-03-01", cause="illness")
    clock = next_clock(one)
    assert clock and clock.code == "expiry" and "payment" not in ends(one)


def test_the_branch_office_has_been_told_of_an_accident_also_when_the_case_is_opened_again() -> None:
    told = {"happened": "2026-03-01T05:10", "outcome": "healed", "doctor_date": "2026-03-02"}
    events = event("sent", on="2026-03-02"), event("refused", "NO_DOC"), event("reopened")
    for more in ((), (event("sent", on="2026-03-20"),)):
        found = {clock.code: clock for clock in clocks(case("accident", *events, *more, **told))}
        assert all(found[code].done == date(2026, 3, 2) for code in ("phase_one", "phase_two"))
    clock = next_clock(case("accident", *events, **told))
    assert clock and clock.code == "expiry"


def test_what_the_doctor_said_is_told_with_the_first_papers_that_come_after_it() -> None:
    told = {"happened": "2026-03-01T05:10", "outcome": "healed", "doctor_date": "2026-03-10"}
    events = event("sent", on="2026-03-02"), event("reopened"), event("sent", on="2026-03-11")
    found = {clock.code: clock.done for clock in clocks(case("accident", *events, **told))}
    assert found["phase_one"] == date(2026, 3, 2) and found["phase_two"] == date(2026, 3, 11)


def test_the_branch_office_knows_since_the_first_of_what_was_told_and_what_was_handed_in() -> None:
    told = {"happened": "2026-03-01T05:10"}
    for first, then in (("2026-03-02", "2026-03-20"), ("2026-03-20", "2026-03-02")):
        events = event("sent", on=first), event("notified", what="phase_one", on=then)
        [one] = [clock for clock in clocks(case("accident", *events, **told)) if clock.code == "phase_one"]
        assert one.done == date(2026, 3, 2)


SENT, ACCEPTED = event("sent", on="2026-03-10"), event("accepted", on="2026-03-12")
PAID, REFUSED = event("paid", on="2026-03-14"), event("refused", "NO_DOC", on="2026-03-16")
AGAIN = event("reopened")


@pytest.mark.parametrize(
    ("events", "status", "decided"),
    [
        ((SENT,), "with_branch", None),
        ((SENT, ACCEPTED), "accepted", ACCEPTED),
        ((SENT, ACCEPTED, PAID), "paid", ACCEPTED),
        ((SENT, PAID), "paid", PAID),
        ((SENT, REFUSED), "refused", REFUSED),
        ((REFUSED,), "refused", REFUSED),
        ((SENT, ACCEPTED, REFUSED), "refused", REFUSED),  # accepted by mistake
        ((SENT, REFUSED, AGAIN), "reported", None),
        ((SENT, ACCEPTED, AGAIN, SENT), "with_branch", None),
        ((SENT, REFUSED, AGAIN, SENT, PAID), "paid", PAID),
    ],
)
def test_a_case_is_decided_when_it_was_first_accepted_paid_or_refused_and_stays_so(
    events: tuple[Event, ...], status: str, decided: Event | None
) -> None:
    assert decided_of(case("death", *events, status=status, died_on="2026-03-01")) == decided


def test_papers_that_the_branch_office_gives_back_stop_its_clock_and_begin_it_anew_when_they_return() -> None:
    told = {"died_on": "2026-03-01", "cause": "work_accident"}
    back = event("sent", on="2026-03-02"), event("given_back", on="2026-03-05")
    found = {clock.code: clock for clock in clocks(case("death", *back, **told))}
    assert "payment" not in found and found["expiry"].done is None
    assert found["phase_one"].done == found["phase_two"].done == date(2026, 3, 2)  # it was told, all the same
    again = case("death", *back, event("sent", on="2026-03-10"), status="with_branch", **told)
    clock = next_clock(again)
    assert clock and (clock.code, clock.written) == ("payment", "2026-03-20T23:59")
    assert given_back(case("death", *back)) == back[1] and given_back(again) is None
    assert given_back(case("death", *back, event("completed"), status="complete")) is None
    assert given_back(case("death", *back, REFUSED, AGAIN)) is None


def test_a_hand_over_that_was_noted_by_mistake_has_never_been() -> None:
    told = {"died_on": "2026-03-01", "cause": "unknown"}
    sent = event("sent", on="2026-03-02", benefit="jkk")
    one = case("death", sent, event("not_sent"), **told)
    assert benefit_of(one) == "jkm" and {clock.code: clock.done for clock in clocks(one)} == {"expiry": None}
    kept = case("death", sent, event("given_back"), event("sent", benefit="jkm"), event("not_sent"), **told)
    assert benefit_of(kept) == "jkk" and next(iter(clocks(kept))).done == date(2026, 3, 2)


def test_no_clock_runs_of_what_is_closed_has_no_day_or_is_a_scholarship() -> None:
    for status in ("paid", "refused", "withdrawn"):
        assert next_clock(case("death", status=status, died_on="2026-03-01")) is None
    assert next_clock(case("death")) is None
    assert next_clock(case("scholarship", born="2015-01-01")) is None
    assert next_clock(case("accident", happened="1990-01-01")) is None  # before the first rule
    assert event_day_of(case("death", died_on="2026-03-02", happened="2026-03-01T05:10")) == "2026-03-02"
    assert max("2031-03-10T23:59", NEVER) == NEVER


def test_a_paper_that_an_officer_asks_for_is_not_there_until_it_comes() -> None:
    came = event("document", document="npwp", file="1")
    assert clear([came]) == {"npwp"}
    wanted = [came, event("asked", "UNREADABLE", document="npwp"), event("asked", document="bank_book")]
    assert asked(wanted) == ("npwp", "bank_book") and clear(wanted) == frozenset()
    again = [*wanted, event("document", document="npwp", file="2")]
    assert asked(again) == ("bank_book",) and clear(again) == {"npwp"}
