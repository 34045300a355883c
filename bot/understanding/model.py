"""What was learnt, and what it makes of a message: some additions, 0.1 ms an intent, 0.3 ms a question."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.features import features

Vector = Mapping[str, float]
Likely = Sequence[tuple[str, float]]  # labels with their probability, the likeliest first
ZERO = 128  # what stands for 0 in a byte
SHARPNESS = 0.7  # probabilities as often right as they say, on phrases that were not learnt from


@dataclass(frozen=True)
class Model:
    """`labels`: what a text may be; `rarity` of each feature, `rows`: its weight for each label as a byte,
    `unit` what one of it is worth; `print` of the phrases it was learnt from.
    """

    print: str
    labels: Sequence[str]
    slang: Mapping[str, str]
    rarity: Mapping[str, float]
    rows: Mapping[str, bytes]
    bias: Sequence[float]
    unit: float

    def likely(self, text: str) -> Likely:
        """Every label; none where nothing in the text is known."""
        seen = vector(features(text, self.slang), self.rarity)
        if not seen:
            return ()
        sums = [0.0] * len(self.labels)
        for feature, value in seen.items():
            for place, byte in enumerate(self.rows[feature]):
                sums[place] += value * byte
        zero = ZERO * sum(seen.values())
        strengths = [(one - zero) * self.unit + bias for one, bias in zip(sums, self.bias, strict=True)]
        found = zip(self.labels, softmax([SHARPNESS * one for one in strengths]), strict=True)
        return sorted(found, key=lambda pair: -pair[1])


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
