"""Learns the weights from the phrases: TF-IDF and multinomial logistic regression, some seconds.

The same phrases give the same weights: nothing here depends on chance or on the clock.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from bot.understanding.features import features
from bot.understanding.model import ZERO, Model, Vector, softmax, vector, wide
from bot.understanding.phrases import Phrases

ROUNDS, FIRST_STEP, SLOWER = 6, 6.0, 0.85  # measured: tests/understanding
BIAS_STEP = 0.1
LEAST = 0.01  # a label that is off by less is left as it is: most are, and time goes to the others
SCALE = 127
Row = dict[int, float]  # place of a label -> weight


def learnt(phrases: Phrases) -> Model:
    """The model of these phrases."""
    counted = [features(text, phrases.slang) for text, _ in phrases.examples]
    rarity = _rarity(counted)
    vectors = [vector(found, rarity) for found in counted]
    places = {label: place for place, label in enumerate(phrases.labels)}
    rows: dict[str, Row] = {feature: {} for feature in rarity}
    bias = [0.0] * len(places)
    _fit(rows, bias, vectors, [places[label] for _, label in phrases.examples])
    return _rounded(phrases, rarity, rows, bias)


def _rarity(counted: Sequence[Counter[str]]) -> dict[str, float]:
    """How rare each feature is (inverse document frequency)."""
    seen = Counter(feature for found in counted for feature in found)
    return {feature: math.log((1 + len(counted)) / (1 + times)) + 1 for feature, times in seen.items()}


def _fit(rows: dict[str, Row], bias: list[float], vectors: Sequence[Vector], meant: Sequence[int]) -> None:
    """Weights by feature, and the bias, after some rounds through all phrases in shuffled order."""
    order, chance = list(range(len(vectors))), Random(1)
    for turn in range(ROUNDS):
        chance.shuffle(order)
        for at in order:
            _step(rows, bias, vectors[at], meant[at], FIRST_STEP * SLOWER**turn)


def _step(rows: dict[str, Row], bias: list[float], seen: Vector, meant: int, step: float) -> None:
    """One step towards what was meant by one phrase."""
    sums = list(bias)
    for feature, value in seen.items():
        for place, weight in rows[feature].items():
            sums[place] += value * weight
    wrong = softmax(sums)
    wrong[meant] -= 1
    moved = [(place, step * much) for place, much in enumerate(wrong) if abs(much) > LEAST]
    for feature, value in seen.items():
        row = rows[feature]
        for place, much in moved:
            row[place] = row.get(place, 0.0) - value * much
    for place, much in moved:
        bias[place] -= BIAS_STEP * much


def _rounded(
    phrases: Phrases, rarity: Mapping[str, float], rows: Mapping[str, Row], bias: Sequence[float]
) -> Model:
    """Each weight as a byte: small, and as right."""
    unit = max((abs(weight) for row in rows.values() for weight in row.values()), default=1.0) / SCALE
    packed = {feature: wide(_bytes(row, unit, len(bias))) for feature, row in rows.items()}
    return Model(phrases.print, phrases.labels, phrases.slang, {f: round(r, 4) for f, r in rarity.items()},
                 packed, tuple(round(one, 4) for one in bias), round(unit, 6))  # fmt: skip


def _bytes(row: Row, unit: float, width: int) -> bytes:
    return bytes(round(row.get(place, 0.0) / unit) + ZERO for place in range(width))
