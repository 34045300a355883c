"""What the business pays for: every delivered message that is not free. Reading and typing never cost.

Free-form ("service") messages cost since October 2026, after a thousand free ones a month; before that they
and utility templates within the window were free. Three days after an advertisement all is free.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.rehearsal.whatsapp.answers import Json
from bot.rehearsal.whatsapp.rooms import Room

SINCE = datetime(2026, 10, 1, tzinfo=UTC)
FREE_A_MONTH = 1000
AFTER_AN_AD_SECONDS = 3 * 86_400


@dataclass(frozen=True)
class Line:
    """One delivered message. `kind`: regular, free_customer_service or free_entry_point."""

    id: str
    category: str
    kind: str

    @property
    def billable(self) -> bool:
        """Whether it costs."""
        return self.kind == "regular"

    @property
    def pricing(self) -> Json:
        """As statuses tell it."""
        told = {"billable": self.billable, "pricing_model": "PMP", "type": self.kind}
        return told | {"category": self.category}


@dataclass
class Bills:
    """Those of one number."""

    lines: list[Line] = field(default_factory=list)
    _free: Counter[str] = field(default_factory=Counter)

    @property
    def billable(self) -> int:
        """How many messages cost something."""
        return sum(line.billable for line in self.lines)

    def deliver(self, wamid: str, category: str, room: Room, now: float) -> Line:
        """Writes a delivered message down, once. `category`: service, utility, marketing, authentication."""
        known = next((line for line in self.lines if line.id == wamid), None)
        if known:
            return known
        line = Line(wamid, category, self._kind(category, room, now))
        self.lines.append(line)
        return line

    def _kind(self, category: str, room: Room, now: float) -> str:
        if room.from_an_ad_at is not None and now - room.from_an_ad_at < AFTER_AN_AD_SECONDS:
            return "free_entry_point"
        day = datetime.fromtimestamp(now, UTC)
        if day < SINCE and (category == "service" or (category == "utility" and room.open(now))):
            return "free_customer_service"
        return self._kind_of_service(day) if category == "service" else "regular"

    def _kind_of_service(self, day: datetime) -> str:
        month = f"{day:%Y-%m}"
        self._free[month] += 1
        return "free_customer_service" if self._free[month] <= FREE_A_MONTH else "regular"
