"""What was learnt, and what it makes of a message: a few additions, well under 0.1 ms.

The weights of a feature, one for each label, are one large number with a lane of three bytes for each: a
multiplication and an addition serve all labels at once.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

Vector = Mapping[str, float]
Likely = Sequence[tuple[str, float]]  # labels with their probability, the likeliest first
ZERO = 128  # what stands for 0 in a byte
LANE = 3  # bytes: 255 times STEPS times the root of the 600 features that LONGEST allows is below 2**24
STEPS = 2048  # of a value between 0 and 1
WORTH = 0.001  # what is less likely is not worth sorting
SHARPNESS = 0.7  # probabilities as often right as they say, on phrases that were not learnt from


@dataclass(frozen=True)
class Model:
    """`labels`: what a text may be; `rarity` of each feature, `rows`: its weight for each label from 0 to
    255, as `wide` puts them, `unit` what one of it is worth; `print` of the phrases it was learnt from.
    """

    print: str
    labels: Sequence[str]
    slang: Mapping[str, str]
    rarity: Mapping[str, float]
    rows: Mapping[str, int]
    bias: Sequence[float]
    unit: float

    def likely(self, found: Counter[str]) -> Likely:
        """The labels worth a thought, of a text with these features; none where nothing in it is known."""
        weighed = weights(found, self.rarity)
        if not weighed:
            return ()
        rows, scale = self.rows, STEPS / math.hypot(*weighed.values())
        number = sum(
            [round(value * scale) * rows[feature] for feature, value in weighed.items()], self._start
        )
        return self._ranked(lanes(number, len(self.labels)))

    def _ranked(self, sums: Sequence[int]) -> Likely:
        """The likeliest first. What all have in common, as the `ZERO` of a weight, changes nothing."""
        unit, most = SHARPNESS * self.unit / STEPS, max(sums)
        powers = [math.exp((one - most) * unit) for one in sums]
        total = sum(powers)
        least = WORTH * total
        pairs = [
            (label, power / total) for label, power in zip(self.labels, powers, strict=True) if power >= least
        ]
        return sorted(pairs, key=itemgetter(1), reverse=True)

    @cached_property
    def _start(self) -> int:
        """The bias in each lane, as a weight would stand there; the smallest as 0, for a lane has no sign."""
        steps = [round(bias / self.unit * STEPS) for bias in self.bias]
        spread = struct.pack(f"<{len(steps)}I", *(one - min(steps) for one in steps))
        return int.from_bytes(bytes(byte for at, byte in enumerate(spread) if at % 4 < LANE), "little")


def wide(row: bytes) -> int:
    """Bytes as a number with a lane for each."""
    spread = bytearray(LANE * len(row))
    spread[::LANE] = row
    return int.from_bytes(spread, "little")


def lanes(number: int, width: int) -> tuple[int, ...]:
    """What stands in each of its lanes; `wide` backwards."""
    narrow, spread = number.to_bytes(LANE * width, "little"), bytearray(4 * width)
    for at in range(LANE):
        spread[at::4] = narrow[at::LANE]
    return struct.unpack(f"<{width}I", spread)


def weights(found: Counter[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """TF-IDF of any length; features that nobody has seen have no say."""
    return {
        feature: rarity[feature] if times == 1 else (1 + math.log(times)) * rarity[feature]
        for feature, times in found.items()
        if feature in rarity
    }


def vector(found: Counter[str], rarity: Mapping[str, float]) -> Vector:
    """The same of length 1."""
    weighed = weights(found, rarity)
    length = math.hypot(*weighed.values())
    return {feature: value / length for feature, value in weighed.items()}


def softmax(sums: Sequence[float]) -> list[float]:
    """As probabilities."""
    most = max(sums)
    powers = [math.exp(one - most) for one in sums]
    total = sum(powers)
    return [power / total for power in powers]
