"""The replies that wait for one chat, and how soon the next may go."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from bot.delivery.channel import Pace
from storage.outbox import Queued

LONGEST_BACK_OFF = 60.0


@dataclass
class Line:
    """Replies go before notifications, notifications before broadcasts; within those by age."""

    chat: int
    queue: list[tuple[int, int, Queued]] = field(default_factory=list)
    busy: bool = False
    not_before: float = 0.0  # loop time
    credit: float = -1.0  # messages that may go at once; -1: not counted yet
    counted_at: float = 0.0

    def push(self, queued: Queued) -> None:
        heapq.heappush(self.queue, (queued.priority, queued.id, queued))

    def pop(self) -> Queued:
        return heapq.heappop(self.queue)[2]

    def head(self) -> tuple[int, int]:
        return self.queue[0][:2]

    def wait(self, pace: Pace, now: float) -> float:
        """Seconds until the next message may go."""
        self._count(pace, now)
        short = 0.0 if self.credit >= 1 else (1 - self.credit) / pace.per_second
        return max(self.not_before - now, short)

    def spend(self) -> None:
        self.credit -= 1

    def _count(self, pace: Pace, now: float) -> None:
        if self.credit < 0:
            self.credit = float(pace.burst)
        else:
            self.credit = min(float(pace.burst), self.credit + (now - self.counted_at) * pace.per_second)
        self.counted_at = now

    def resting(self, pace: Pace, now: float) -> bool:
        """Nothing waits and nothing has to be remembered."""
        return not self.queue and not self.busy and now - self.counted_at > pace.burst / pace.per_second


def back_off(attempts: int) -> float:
    """Seconds before the next try, by how many have failed: 1, 2, 4 ... 60."""
    return min(LONGEST_BACK_OFF, 2.0 ** max(0, min(attempts - 1, 10)))
