"""A circuit breaker: who does not answer again and again is left alone for a while, then tried with one
request.

Data and arithmetic; moments are milliseconds. Which office it stands before is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

OPENS = 5  # failures in a row
REST = 60_000  # milliseconds the first time, twice as long each time that the trial fails too
LONGEST = 30 * 60_000


@dataclass(frozen=True)
class Circuit:
    """`failures` in a row; `until`: when it may be tried again, 0 while it is closed."""

    failures: int = 0
    until: int = 0

    def state(self, now: int) -> str:
        """closed (all goes through), open (nothing does), half_open (one request may try)."""
        if not self.until:
            return "closed"
        return "open" if now < self.until else "half_open"

    def failed(self, now: int, wait: int = 0) -> Circuit:
        """After a failure; `wait`: milliseconds that the office itself asked for."""
        failures = self.failures + 1
        if failures < OPENS and not wait:
            return replace(self, failures=failures)
        rest = min(LONGEST, REST * 2 ** min(10, max(0, failures - OPENS)))
        return Circuit(failures, now + max(rest if failures >= OPENS else 0, min(wait, LONGEST)))

    def answered(self) -> Circuit:
        """After an answer that makes sense."""
        return Circuit()
