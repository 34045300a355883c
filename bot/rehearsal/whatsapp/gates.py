"""What keeps a message from going out: the day's window, the pace to one person, the pace of the number, a
test number's list of recipients. Times in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.rehearsal.whatsapp.answers import Json, Refused
from bot.rehearsal.whatsapp.rooms import Room


@dataclass(frozen=True)
class Limits:
    """One message to a person every `pair_seconds` after a burst; so many of the number a second. `allowed`:
    the phones that a test number may write to; None: everybody's.
    """

    pair_seconds: float = 6.0
    pair_burst: int = 45
    per_second: int = 80
    allowed: frozenset[str] | None = None


@dataclass
class Bucket:
    """Fills with time up to what it holds; each message takes one out."""

    holds: float
    per_second: float
    level: float
    at: float

    def take(self, now: float) -> bool:
        """Whether there was one left."""
        self.level = min(self.holds, self.level + max(0.0, now - self.at) * self.per_second)
        self.at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


@dataclass
class Gates:
    """Lets messages through or not."""

    limits: Limits = field(default_factory=Limits)
    _pairs: dict[str, Bucket] = field(default_factory=dict)
    _number: Bucket | None = None

    def check(self, room: Room, params: Json, now: float) -> None:
        """Raises Refused. A message outside the window is a fault: the bot knows when it was written to."""
        allowed = self.limits.allowed
        if allowed is not None and room.person.phone not in allowed:
            raise Refused(131030)
        if params["type"] != "template" and not room.open(now):
            raise Refused(131047, fault=True)
        self._pace(room, now)

    def _pace(self, room: Room, now: float) -> None:
        if not self._of_number(now).take(now):
            raise Refused(130429)
        if not self._of_pair(room, now).take(now):
            raise Refused(131056)

    def _of_number(self, now: float) -> Bucket:
        if self._number is None:
            most = self.limits.per_second
            self._number = Bucket(most, most, most, now)
        return self._number

    def _of_pair(self, room: Room, now: float) -> Bucket:
        burst = self.limits.pair_burst
        new = Bucket(burst, 1 / self.limits.pair_seconds, burst, now)
        return self._pairs.setdefault(room.person.user_id, new)

    def heard(self, now: float) -> None:
        """What people write counts against the number's pace as well; it is never refused."""
        self._of_number(now).take(now)
