"""What was learnt, and what it makes of a message: a few additions, about 0.1 ms.

The weights of a feature, one for each label, are one large number with a lane of three bytes for each: a
multiplication and an addition serve all labels at once.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

Vector = Mapping[str, float]
Likely = Sequence[tuple[str, float]]  # labels with their probability, the likeliest first
ZERO = 128  # what stands for 0 in a byte
LANE = 3  # bytes: 255 times STEPS times the root of so many features as LONGEST allows is below 2**24
STEPS = 2048  # of a value between 0 and 1
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
        """Every label, of a text with these features; none where nothing in it is known."""
        seen = {feature: round(value * STEPS) for feature, value in vector(found, self.rarity).items()}
        if not seen:
            return ()
        sums = lanes(sum(value * self.rows[feature] for feature, value in seen.items()), len(self.labels))
        zero, unit = ZERO * sum(seen.values()), SHARPNESS * self.unit / STEPS
        strengths = [
            (one - zero) * unit + SHARPNESS * bias for one, bias in zip(sums, self.bias, strict=True)
        ]
        pairs = zip(self.labels, softmax(strengths), strict=True)
        return sorted(pairs, key=itemgetter(1), reverse=True)


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


def vector(found: Counter[str], rarity: Mapping[str, float]) -> Vector:
    """TF-IDF of length 1; features that nobody has seen have no say."""
    weighed = {
        feature: (1 + math.log(times)) * rarity[feature]
        for feature, times in found.items()
        if feature in rarity
    }
    length = math.sqrt(sum(value * value for value in weighed.values()))
    return {feature: value / length for feature, value in weighed.items()}


def softmax(sums: Sequence[float]) -> list[float]:
    """As probabilities."""
    most = max(sums)
    powers = [math.exp(one - most) for one in sums]
    total = sum(powers)
    return [power / total for power in powers]
