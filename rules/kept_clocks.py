"""How the legal clocks of cases stand, as a report counts them: the same that the page of each case shows.

A case that the branch office has refused, or that was withdrawn, is left out: nothing was to be paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rules.case_clock import EXPIRY, Clock, clocks, state_of
from rules.cases import Case

KEPT, MISSED, RUNNING = "kept", "missed", "running"
STATES = (KEPT, MISSED, RUNNING)
CODES = ("phase_one", "phase_two", "payment")  # the right to claim is the family's, and nobody's duty
LEFT_OUT = ("refused", "withdrawn")
# What is late has been missed, whether it is still done or not; what is over was never to be done.
_COUNTS = {"kept": KEPT, "missed": MISSED, "late": MISSED, "running": RUNNING}


def stand(case: Case, now: datetime) -> Iterator[tuple[str, str]]:
    """Each clock of a case that counts, one of CODES, with one of STATES; `now` as for `state_of`."""
    for clock in () if case.status in LEFT_OUT else clocks(case):
        state = _state(case, clock, now)
        if state:
            yield clock.code, state


def _state(case: Case, clock: Clock, now: datetime) -> str | None:
    return None if clock.code == EXPIRY else _COUNTS.get(state_of(case, clock, now))
