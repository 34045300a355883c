"""Finds the question that a text asks, by the phrases of each: TF-IDF and the nearest of them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.understanding.features import features
from bot.understanding.model import Vector, vector
from bot.understanding.phrases import FOLDER, lines, read

FILE = FOLDER / "questions.txt"
ALMOST = 0.85  # weight of the best phrase against the second best of the same question


@dataclass(frozen=True)
class Found:
    """The question a text is nearest to, how near from 0 to 1, and how near the next one is."""

    key: str
    nearness: float
    next: float


@dataclass(frozen=True)
class Questions:
    """`keys`: the question of each phrase; `holding`: feature -> the phrases that have it, and how much."""

    slang: Mapping[str, str]
    rarity: Mapping[str, float]
    keys: tuple[str, ...]
    holding: Mapping[str, list[tuple[int, float]]] = field(repr=False)

    def nearest(self, text: str) -> Found | None:
        """The nearest question; None where nothing in the text is known."""
        near = self._phrases(vector(features(text, self.slang), self.rarity))
        if not near:
            return None
        best: defaultdict[str, list[float]] = defaultdict(list)
        for phrase, nearness in near.items():
            best[self.keys[phrase]].append(nearness)
        ranked = sorted(((_together(found), key) for key, found in best.items()), reverse=True)
        (first, key), *others = ranked
        return Found(key, first, others[0][0] if others else 0.0)

    def _phrases(self, seen: Vector) -> Mapping[int, float]:
        near: defaultdict[int, float] = defaultdict(float)
        for feature, value in seen.items():
            for phrase, weight in self.holding[feature]:
                near[phrase] += value * weight
        return near


def _together(found: list[float]) -> float:
    """The best phrase counts most; a second one that is near as well makes it likelier."""
    first, *others = sorted(found, reverse=True)
    return ALMOST * first + (1 - ALMOST) * (others[0] if others else 0.0)


@cache
def questions(file: Path = FILE) -> Questions:
    """Those of the file: "[key]", then a phrase a line."""
    return of(asked(file), read().slang)


def asked(file: Path = FILE) -> list[tuple[str, str]]:
    """Pairs of a phrase and its question, in the order of the file."""
    found, key = [], ""
    for line in lines(file):
        if line.startswith("["):
            key = line.strip("[]")
        else:
            found.append((line, key))
    return found


def of(phrases: list[tuple[str, str]], slang: Mapping[str, str]) -> Questions:
    """The questions of these phrases."""
    counted = [features(text, slang) for text, _ in phrases]
    seen = Counter(feature for found in counted for feature in found)
    rarity = {feature: math.log((1 + len(counted)) / (1 + times)) + 1 for feature, times in seen.items()}
    holding: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for phrase, found in enumerate(counted):
        for feature, value in vector(found, rarity).items():
            holding[feature].append((phrase, value))
    return Questions(slang, rarity, tuple(key for _, key in phrases), dict(holding))
