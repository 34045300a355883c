"""How long things took, from how many took how many whole days. Knows nothing of what they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spread:
    """`days`: how many took that many whole days."""

    days: Mapping[int, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.days.values())

    @property
    def median(self) -> int | None:
        """Half of them took at most so many days; None where there are none."""
        return self.within(50)

    def within(self, percent: int) -> int | None:
        """The days in which so many percent (0-100, rounded up to a whole one) were through."""
        wanted, seen = -(-self.count * percent // 100), 0
        for days in sorted(self.days):
            seen += self.days[days]
            if seen >= wanted:
                return days
        return None
