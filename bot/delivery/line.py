"""The replies that wait for one chat, and how soon the next may go."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.delivery.channel import Pace
from storage.outbox import Queued

LONGEST_BACK_OFF = 60.0


@dataclass(eq=False)
class Line:
    """Replies go before notifications, notifications before broadcasts; within those by age.

    A line with replies is in one of three places: its time has not come (`timed`), its turn has not come
    (`ready`), or its first reply is on its way (`busy`).
    """

    chat: int
    queue: list[tuple[int, int, Queued]] = field(default_factory=list)
    timed: bool = False
    ready: bool = False
    busy: bool = False
    not_before: float = 0.0  # loop time
    credit: float | None = None  # messages that may go at once; None: as many as a burst has
    counted_at: float = 0.0

    def push(self, queued: Queued) -> None:
        heapq.heappush(self.queue, (queued.priority, queued.id, queued))

    def pop(self) -> Queued:
        return heapq.heappop(self.queue)[2]

    def clear(self) -> list[int]:
        """Nothing more goes; the ids of what waited."""
        rows = list(self.rows())
        self.queue.clear()
        return rows

    def head(self) -> tuple[int, int]:
        return self.queue[0][:2]

    def rows(self) -> Iterator[int]:
        """The ids of the replies that wait."""
        return (row for _, row, _ in self.queue)

    def wait(self, pace: Pace, now: float) -> float:
        """Seconds until the next message may go."""
        short = max(0.0, 1 - self._count(pace, now)) / pace.per_second
        return max(self.not_before - now, short, 0.0)

    def spend(self, pace: Pace, now: float) -> None:
        """A message goes."""
        self.credit = self._count(pace, now) - 1

    def _count(self, pace: Pace, now: float) -> float:
        """What may go at once now: it grows with time up to a burst."""
        burst = float(pace.burst)
        grown = (now - self.counted_at) * pace.per_second
        self.credit = burst if self.credit is None else min(burst, self.credit + grown)
        self.counted_at = now
        return self.credit

    def resting(self, pace: Pace, now: float) -> bool:
        """Nothing waits and nothing has to be remembered."""
        idle = not self.queue and not self.busy
        return idle and now > self.not_before and now - self.counted_at > pace.burst / pace.per_second


def back_off(attempts: int) -> float:
    """Seconds before the next try, by how many have failed: 1, 2, 4 ... 60."""
    return min(LONGEST_BACK_OFF, 2.0 ** max(0, min(attempts - 1, 10)))
