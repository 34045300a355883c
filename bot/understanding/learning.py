"""Learns the weights from the phrases: TF-IDF and multinomial logistic regression, about a second.

The same phrases give the same weights: nothing here depends on chance or on the clock.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from random import Random

from bot.understanding.features import features
from bot.understanding.intents import INTENTS
from bot.understanding.model import Model, Vector, softmax, vector
from bot.understanding.phrases import Phrases

ROUNDS, FIRST_STEP, SLOWER = 8, 4.0, 0.85
BIAS_STEP = 0.1
SCALE = 127


def learnt(phrases: Phrases) -> Model:
    """The model of these phrases."""
    counted = [features(text, phrases.slang) for text, _ in phrases.examples]
    rarity = _rarity(counted)
    vectors = [vector(found, rarity) for found in counted]
    meant = [INTENTS.index(intent) for _, intent in phrases.examples]
    weights, bias = _fitted(vectors, meant, list(rarity))
    return _rounded(phrases, rarity, weights, bias)


def _rarity(counted: Sequence[Counter[str]]) -> dict[str, float]:
    """How rare each feature is (inverse document frequency)."""
    seen = Counter(feature for found in counted for feature in found)
    return {feature: math.log((1 + len(counted)) / (1 + times)) + 1 for feature, times in seen.items()}


def _fitted(
    vectors: Sequence[Vector], meant: Sequence[int], known: Sequence[str]
) -> tuple[dict[str, list[float]], list[float]]:
    """Weights by feature, and the bias, after some rounds through all phrases in shuffled order."""
    weights = {feature: [0.0] * len(INTENTS) for feature in known}
    bias = [0.0] * len(INTENTS)
    order, chance = list(range(len(vectors))), Random(1)
    for turn in range(ROUNDS):
        chance.shuffle(order)
        for at in order:
            _step(weights, bias, vectors[at], meant[at], FIRST_STEP * SLOWER**turn)
    return weights, bias


def _step(weights: dict[str, list[float]], bias: list[float], seen: Vector, meant: int, step: float) -> None:
    """One step towards what was meant by one phrase."""
    sums = list(bias)
    for feature, value in seen.items():
        for place, weight in enumerate(weights[feature]):
            sums[place] += value * weight
    wrong = softmax(sums)
    wrong[meant] -= 1
    for feature, value in seen.items():
        row = weights[feature]
        for place, much in enumerate(wrong):
            row[place] -= step * value * much
    for place, much in enumerate(wrong):
        bias[place] -= step * BIAS_STEP * much


def _rounded(
    phrases: Phrases, rarity: dict[str, float], weights: dict[str, list[float]], bias: list[float]
) -> Model:
    """Each weight as a byte: small, and as right."""
    unit = max(abs(weight) for row in weights.values() for weight in row) / SCALE
    rows = {feature: bytes(round(weight / unit) + 128 for weight in row) for feature, row in weights.items()}
    return Model(phrases.print, phrases.slang, {f: round(r, 4) for f, r in rarity.items()}, rows,
                 tuple(round(one, 4) for one in bias), round(unit, 6))  # fmt: skip
