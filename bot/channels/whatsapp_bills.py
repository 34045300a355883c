"""What is paid for: delivered messages by category, and what they come to by the prices in the settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Prices = Mapping[date, Mapping[str, float]]


@dataclass
class Bills:
    """Since this process has started. `prices`: from which day on a message of a category costs how much."""

    prices: Prices = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    cost: float = 0.0

    def note(self, category: str, day: date) -> None:
        """A message that is paid for was delivered."""
        self.counts[category] += 1
        since = max((one for one in self.prices if one <= day), default=None)
        self.cost += self.prices[since].get(category, 0.0) if since else 0.0


def prices(setting: str) -> Prices:
    """ "2026-10-01 service=300 utility=300; 2027-01-01 ..." as a table. Raises ValueError."""
    return dict(_row(part.split()) for part in setting.split(";") if part.strip())


def _row(words: list[str]) -> tuple[date, Mapping[str, float]]:
    pairs = (word.split("=") for word in words[1:])
    return date.fromisoformat(words[0]), {category: float(price) for category, price in pairs}
