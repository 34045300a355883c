"""The circuit breaker: when it opens, when one request may try, how it closes."""

from __future__ import annotations

import pytest

from rules.circuit import LONGEST, OPENS, REST, Circuit

NOW = 1_795_000_000_000


def failing(times: int, now: int = NOW) -> Circuit:
    circuit = Circuit()
    for _ in range(times):
        circuit = circuit.failed(now)
    return circuit


@pytest.mark.parametrize("times", range(OPENS))
def test_a_few_failures_leave_it_closed(times: int) -> None:
    assert failing(times).state(NOW) == "closed"


def test_it_opens_rests_and_lets_one_try() -> None:
    opened = failing(OPENS)
    assert opened.state(NOW) == opened.state(NOW + REST - 1) == "open"
    assert opened.state(NOW + REST) == "half_open"
    assert opened.answered() == Circuit()


def test_each_trial_that_fails_makes_it_rest_longer_up_to_half_an_hour() -> None:
    rests = [failing(times).until - NOW for times in range(OPENS, OPENS + 9)]
    assert rests[:3] == [REST, 2 * REST, 4 * REST] and rests[-1] == LONGEST == max(rests)


def test_who_asks_us_to_wait_is_left_alone_that_long() -> None:
    asked = Circuit().failed(NOW, 7_000)
    assert (asked.state(NOW + 6_999), asked.state(NOW + 7_000)) == ("open", "half_open")
    assert Circuit().failed(NOW, 10**9).until == NOW + LONGEST
    assert asked.answered().state(NOW) == "closed"
