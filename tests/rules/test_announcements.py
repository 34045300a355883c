"""Announcements as data: how fast they go, when nobody is woken, what an officer may do when, what a state means."""

from __future__ import annotations

import pytest

from rules.announcements import (
    BY_OFFICER,
    BY_PERSON,
    BY_PLATFORM,
    LEFT,
    LIMITS,
    MEANT,
    MOVES,
    PENDING,
    RESULTS,
    STATUSES,
    Segment,
    measures,
    result_of,
    segment_of,
    state_after,
)
from rules.officers import Spot
from rules.records import RUNNING

TELEGRAM = 30  # messages a second in all


def test_a_wave_is_as_large_as_the_answers_to_it_may_be_and_slower_than_the_platforms_take() -> None:
    told = measures()
    assert told.rate.wave / told.rate.seconds < TELEGRAM
    assert told.rate.gap * told.rate.wave == pytest.approx(told.rate.seconds)
    assert told.rate.waiting >= told.rate.wave
    assert told.longest < min(LIMITS.values())


def test_nobody_is_woken() -> None:
    assert [hour for hour in range(24) if measures().awake(hour)] == list(range(7, 20))


def test_every_state_is_reached_and_the_last_is_the_last() -> None:
    before = {state for states, _ in MOVES.values() for state in states}
    after = {state for _, state in MOVES.values()}
    assert before - after == set() and after - before == {"stopped"}
    assert state_after("paused", "send") is None
    assert state_after("ready", "send") == "sending"


def test_whom_it_is_for_is_written_and_read_again() -> None:
    one = Segment("denpasar", "51.71.03.2008", "", "farmer", ("verified",), "ending")
    assert segment_of(one.written) == one
    assert one.spot("51.71") == Spot("51.71", "denpasar", "51.71.03.2008")
    assert Segment("paser", office="dinas").spot("64.01") == Spot("64.01", "paser", "", "paser/dinas")
    assert set(MEANT) == set(RUNNING) and set(MEANT) < set(STATUSES)


@pytest.mark.parametrize(
    ("state", "problem", "closed", "result"),
    [
        ("waiting", None, False, "queued"),
        ("held", None, False, "held"),
        ("held", None, True, "blocked"),
        ("failed", BY_PERSON, False, "stopped"),
        ("failed", BY_OFFICER, False, "waiting"),
        ("failed", "code 131049", False, "failed"),
        ("failed", BY_PLATFORM, False, "capped"),
        ("unknown", "x", False, "unknown"),
        ("delivered", None, True, "delivered"),
        ("read", None, False, "read"),
    ],
)
def test_what_a_state_of_the_outbox_means(state: str, problem: str | None, closed: bool, result: str) -> None:
    assert result_of(state, problem, closed) == result
    assert result in RESULTS


def test_what_may_change_is_not_what_is_settled() -> None:
    assert set(PENDING) < set(RESULTS) and set(LEFT) < set(RESULTS)
    assert {"read", "failed", "waiting"}.isdisjoint(PENDING)
