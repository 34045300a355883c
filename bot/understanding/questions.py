"""The questions of locales/id/questions.txt, and how sure one is of which a text asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NONE = "none"  # a text that asks none of them
SURE, AHEAD = 0.35, 0.15  # measured on questions that were not learnt from: tests/understanding
LIKELY = 0.05  # what is less likely is not worth a button
NOTHING = 0.5  # so likely that none is asked, that none is offered
OFFERED = 3


@dataclass(frozen=True)
class Asked:
    """`key` of the likeliest question with its probability; `others` with theirs, the likeliest first."""

    key: str
    confidence: float
    others: tuple[tuple[str, float], ...] = ()

    @property
    def sure(self) -> bool:
        """Likely enough, and far enough ahead of the next one, to be answered without asking."""
        second = self.others[0][1] if self.others else 0.0
        return self.key != NONE and self.confidence >= SURE and self.confidence - second >= AHEAD

    @property
    def offered(self) -> tuple[str, ...]:
        """What is offered as buttons where it is not sure; nothing where most likely nothing is asked."""
        likely = ((self.key, self.confidence), *self.others)
        if self.key == NONE and self.confidence >= NOTHING:
            return ()
        return tuple(key for key, much in likely if key != NONE and much >= LIKELY)[:OFFERED]


def asked(likely: Sequence[tuple[str, float]]) -> Asked:
    """Of questions as a model finds them likely; none with no confidence where there are none."""
    if not likely:
        return Asked(NONE, 0.0)
    (key, confidence), *others = likely
    return Asked(key, confidence, tuple(others))
