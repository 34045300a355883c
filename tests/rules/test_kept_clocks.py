"""How a report counts the legal clocks of a case: as the page of the case shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from rules.case_clock import clocks, state_of
from rules.cases import Case
from rules.kept_clocks import stand
from rules.records import Event

NOW = datetime(2026, 12, 16, 8)
CLICKED = int(NOW.timestamp() * 1000)  # when the officer noted it, whatever the day that was given


def case(kind: str, status: str, *events: Event, **told: Any) -> Case:
    return Case(1, "X-000001", kind, None, status, told, 0, events)


def event(kind: str, on: str, **details: Any) -> Event:
    return Event(kind, CLICKED, "officer", None, {"on": on, **details})


def death(*events: Event, status: str = "paid", cause: str = "illness") -> Case:
    return case("death", status, *events, cause=cause, died_on="2026-11-14")


SENT = event("sent", "2026-11-16", benefit="jkm")  # a Monday
AS_JKK = event("sent", "2026-11-16", benefit="jkk")


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (death(SENT, event("paid", "2026-11-19")), "kept"),  # three working days
        (death(SENT, event("paid", "2026-11-20")), "missed"),
        (death(AS_JKK, event("paid", "2026-11-25")), "kept"),  # seven, as the branch office takes it
        (death(AS_JKK, event("paid", "2026-11-26")), "missed"),
        (death(SENT, event("paid", "2026-11-20"), cause="work_accident"), "missed"),
        (death(SENT, status="with_branch"), "missed"),
        (death(event("sent", "2026-12-14"), status="accepted"), "running"),
        (death(status="reported"), None),
        (death(SENT, event("refused", "2026-11-17"), status="refused"), None),
        (
            death(SENT, event("refused", "2026-11-30"), event("reopened", "2026-12-01"), status="reported"),
            None,
        ),
        (death(status="withdrawn"), None),
        (case("scholarship", "paid", event("sent", "2026-11-16"), event("paid", "2026-12-01")), None),
    ],
    ids=lambda one: one.status if isinstance(one, Case) else str(one),
)
def test_a_claim_is_paid_in_time_by_the_days_that_officers_gave(one: Case, state: str | None) -> None:
    assert dict(stand(one, NOW)).get("payment") == state


@pytest.mark.parametrize(
    ("events", "status", "states"),
    [
        ((), "reported", {"phase_one": "missed"}),
        ((event("notified", "2026-11-15", what="phase_one"),), "reported", {"phase_one": "kept"}),
        ((event("notified", "2026-11-17", what="phase_one"),), "reported", {"phase_one": "missed"}),
        ((event("sent", "2026-11-15"),), "with_branch", {"phase_one": "kept", "payment": "missed"}),
        ((event("sent", "2026-11-15"), event("refused", "2026-11-20")), "refused", {}),
        (
            (event("sent", "2026-11-15"), event("refused", "2026-11-20"), event("reopened", "2026-11-30")),
            "reported",
            {"phase_one": "kept"},
        ),
    ],
    ids=str,
)
def test_an_accident_is_reported_to_the_branch_office_within_two_days(
    events: tuple[Event, ...], status: str, states: dict[str, str]
) -> None:
    one = case("accident", status, *events, happened="2026-11-14T08:00")
    assert dict(stand(one, NOW)) == states


def test_what_the_doctor_said_has_a_clock_of_its_own_which_ends_with_the_case() -> None:
    told = {"happened": "2026-11-14T08:00", "outcome": "healed", "doctor_date": "2026-12-15"}
    sent = event("sent", "2026-11-16")
    assert dict(stand(case("accident", "accepted", sent, **told), NOW))["phase_two"] == "running"
    closed = case("accident", "paid", sent, event("paid", "2026-11-20"), **told)
    assert dict(stand(closed, NOW)) == {"phase_one": "kept", "payment": "kept"}


def test_a_clock_stands_in_a_report_as_on_the_page() -> None:
    late = death(SENT, status="with_branch")
    shown = {clock.code: state_of(late, clock, NOW) for clock in clocks(late)}
    assert shown == {"payment": "late", "expiry": "kept"} and dict(stand(late, NOW)) == {"payment": "missed"}
