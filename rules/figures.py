"""The figures of a programme as a report tells them: who is covered, what waits, what it costs. Data only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules.budget import Budget
from rules.programme import Programme
from rules.records import HOLDS_A_PLACE
from rules.spread import Spread
from rules.targets import Targets

VILLAGE, CATEGORY, LAST = range(3)
STATUSES = (
    "listed",
    "submitted",
    "returned",
    "verified",
    "enrolled",
    "waiting_list",
    "rejected",
    "withdrawn",
    "replaced",
)
Counted = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Month:
    """A month of the calendar (local dates) and its moments in milliseconds: from `since`, until before
    `until`. `last` is its last day, or today while it runs: cover is counted on that day.
    """

    first: date
    last: date
    since: int
    until: int

    @property
    def written(self) -> str:
        """2026-11"""
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class CaseFigures:
    """`counts` by kind and status, of what was reported until the end of the month and as it stands now;
    of the cases of the last twelve months how many legal clocks stand how (by
    rules/kept_clocks.py: clock, then state), and how many days it took from the report to the branch office,
    to its decision, and to the payment.
    """

    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    clocks: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    to_sent: Spread = field(default_factory=Spread)
    to_decided: Spread = field(default_factory=Spread)
    to_paid: Spread = field(default_factory=Spread)


@dataclass(frozen=True)
class Figures:
    """Of one programme, or of the part of it that an officer may see (not `whole`).

    `standing`: registrations by village, kind of work and status, as they stand now. `covered`: memberships
    by village, kind of work and payer that protect somebody at the end of the month's last day, so not who
    had died by then; `people` whoever is behind them, each once. `flow`: what happened in the month;
    `waited`: days from being handed in to the first decision. `budget` is None where no period runs, or only
    a part is seen. A village or kind of work "" is not known.
    """

    programme: Programme
    month: Month
    targets: Targets
    whole: bool
    standing: Counted
    covered: Counted
    people: int
    budget: Budget | None
    flow: Mapping[str, int]
    waited: Spread
    cases: CaseFigures

    @property
    def quota(self) -> int | None:
        """Of a part it is not known how much of the quota is meant for it."""
        return self.targets.quota if self.whole else None

    @property
    def by_status(self) -> Mapping[str, int]:
        return self._sums(self.standing, LAST)

    @property
    def holding(self) -> int:
        """Registrations that hold a place."""
        return sum(self.by_status.get(status, 0) for status in HOLDS_A_PLACE)

    @property
    def open_cases(self) -> int:
        return sum(self.cases.counts.values()) - self.closed_cases

    @property
    def closed_cases(self) -> int:
        ended = ("paid", "refused", "withdrawn")
        return sum(count for (_, status), count in self.cases.counts.items() if status in ended)

    def covered_by(self, part: int) -> Mapping[str, int]:
        """Memberships by village, kind of work or payer."""
        return self._sums(self.covered, part)

    def holding_by(self, part: int) -> Mapping[str, int]:
        """Registrations that hold a place, by village or kind of work."""
        held = {key: count for key, count in self.standing.items() if key[LAST] in HOLDS_A_PLACE}
        return self._sums(held, part)

    @staticmethod
    def _sums(counted: Counted, part: int) -> Mapping[str, int]:
        found = Counter[str]()
        for key, count in counted.items():
            found[key[part]] += count
        return found
