"""Are two names written for one person? A score, and what it means. Knows no NIK and no birth date.

A plain fuzzy score is dangerous: Yanto and Yanti, I Wayan and I Made Sudarma look more alike than Moh and
Muhammad. So names are taken apart: titles go, abbreviations are written out, each part is compared as it
sounds, parts that thousands share weigh little, and two different parts speak against each other, whereas
one that is missing is no evidence. Use it as the third factor after NIK and birth date; it never mends a
spelling.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rules import name_words as words

SAME, ASK = 0.88, 0.70  # measured: no false match among the different pairs of tests/rules/test_names.py
COMMON, PARTICLE, INITIAL = 0.3, 0.08, 0.25  # what a part weighs beside 1 for one that tells people apart
MISSING = 0.35  # of its weight, where one of the names lacks a part
ALIKE = 0.75  # parts less alike are two different parts
TURNED = 0.02  # for parts in another order
ANOTHER = 0.4  # of two parts that differ in what tells a man from a woman
MAN_AND_WOMAN = {"wan", "wati"}
_SIGNS = re.compile(r"[^\w']+|_")


@dataclass(frozen=True)
class Compared:
    """`score` from 0 to 1; `decision`: same, ask (somebody must look) or different."""

    score: float
    decision: str


@dataclass(frozen=True)
class Part:
    """One word of a name: `key` as it sounds, `weight` what it tells."""

    word: str
    key: str
    weight: float


def compare(one: str, other: str) -> Compared:
    """Two names as they stand on a KTP, in a list, in another office's data."""
    score = round(max(_score(a, b) for a in readings(one) for b in readings(other)), 3)
    return Compared(score, "same" if score >= SAME else "ask" if score >= ASK else "different")


def telling(name: str) -> frozenset[str]:
    """The parts that tell people apart, as they sound: "Moh. Saleh" and "Muhammad Saleh" have one in common.
    Of a name that has none, the whole of it.
    """
    found = readings(name)
    told = {part.key for parts in found for part in parts if part.weight == 1.0}
    whole = " ".join(part.key for part in found[0]) if found else ""
    return frozenset(told or ({whole} if whole else ()))


@lru_cache(20_000)
def readings(name: str) -> tuple[tuple[Part, ...], ...]:
    """The parts of a name; twice where a lone "b" may be an initial or "bin"."""
    plain = unicodedata.normalize("NFKD", name.partition(",")[0]).lower()
    spelt = [
        _word(word) for word in _SIGNS.split(plain.encode("ascii", "ignore").decode()) if word.strip("'")
    ]
    whole = _without_degrees(_without_titles(_joined(spelt)))
    cut = _cut(whole, words.FATHER)
    short = _cut(cut, frozenset((words.FATHER_SHORT,)))
    return tuple(tuple(map(_part, some)) for some in ((cut,) if short == cut else (cut, short)))


def _word(word: str) -> str:
    return words.SHORT.get(word, word)


def _joined(spelt: list[str]) -> list[str]:
    """ "A. A." and "Anak Agung" are one; letters of an abbreviation stay initials."""
    text = f" {' '.join(spelt)} ".replace(" a a ", " anakagung ").replace(" anak agung ", " anakagung ")
    return text.split()


def _without_titles(spelt: list[str]) -> list[str]:
    start = 0
    while start < len(spelt) - 1 and spelt[start] in words.TITLES:
        start += 1
    return spelt[start:]


def _without_degrees(spelt: list[str]) -> list[str]:
    end = len(spelt)
    while end > 1 and spelt[end - 1] in words.DEGREES:
        end -= 1
    return spelt[:end]


def _cut(spelt: list[str], marks: frozenset[str]) -> list[str]:
    """What stands before "bin"."""
    return next((spelt[:at] for at, word in enumerate(spelt) if at and word in marks), spelt)


def _part(word: str) -> Part:
    if word in words.PARTICLES:
        return Part(word, word, PARTICLE)
    weight = INITIAL if len(word) == 1 else COMMON if word in words.COMMON or word in words.EITHER else 1.0
    return Part(word, _key(word), weight)


@lru_cache(50_000)
def _key(word: str) -> str:
    """A word as it sounds."""
    for written, heard in words.SOUNDS:
        word = word.replace(written, heard)
    if word.startswith("j"):
        word = f"y{word[1:]}"
    if len(word) > 2 and word.endswith("y"):
        word = f"{word[:-1]}i"
    return re.sub(r"(.)\1+", r"\1", word)


# Two names


def _score(one: tuple[Part, ...], other: tuple[Part, ...]) -> float:
    if not one or not other:
        return 0.0
    if [part.key for part in one] == [part.key for part in other]:
        return 1.0
    return max(_aligned(one, other), _run_together(one, other))


def _aligned(one: tuple[Part, ...], other: tuple[Part, ...]) -> float:
    """Each part with the one most like it; what is left on both sides speaks against them."""
    pairs, left, right = _pairs(one, other)
    weights = [sorted((one[at].weight, other[to].weight)) for at, to, _ in pairs]
    if not any(less > PARTICLE for less, _ in weights):
        return 0.0
    likest = [alike for _, _, alike in pairs]
    got = sum(alike * less for alike, (less, _) in zip(likest, weights, strict=True))
    all_of = sum(less + MISSING * (more - less) for less, more in weights) + _lost(left, right)
    turned = TURNED if [to for _, to, _ in pairs] != sorted(to for _, to, _ in pairs) else 0.0
    score = min(got / all_of - turned, *likest)  # one part that differs is not outweighed by others
    nothing_against = not (left and right) and min(likest) >= SAME
    return max(score, ASK if nothing_against else 0.0)


def _lost(left: list[Part], right: list[Part]) -> float:
    """What is left on both sides counts in full, as many parts of each; the rest is merely missing."""
    weights = sorted((part.weight for part in (*left, *right)), reverse=True)
    against = 2 * min(len(left), len(right))
    differing = sum(max(weight, 0.5) for weight in weights[:against]) / 1.2
    return differing + sum(MISSING * weight for weight in weights[against:])


def _pairs(
    one: tuple[Part, ...], other: tuple[Part, ...]
) -> tuple[list[tuple[int, int, float]], list[Part], list[Part]]:
    """The pairs by their places, and the parts without one; "I" and "Ni" are no pair and no loss but for each
    other.
    """
    found = sorted(
        ((_alike(a, b), at, to) for at, a in enumerate(one) for to, b in enumerate(other)),
        key=lambda pair: (-pair[0], abs(pair[1] - pair[2])),
    )
    pairs: list[tuple[int, int, float]] = []
    for alike, at, to in found:
        if alike >= ALIKE and not any(at == a or to == b for a, b, _ in pairs):
            pairs.append((at, to, alike))
    left = [part for at, part in enumerate(one) if at not in {a for a, _, _ in pairs}]
    right = [part for to, part in enumerate(other) if to not in {b for _, b, _ in pairs}]
    return sorted(pairs), left, right


def _run_together(one: tuple[Part, ...], other: tuple[Part, ...]) -> float:
    """ "Nur Hayati" and "Nurhayati": the same letters, parted elsewhere."""
    if len(one) == len(other):
        return 0.0
    glued = [_key("".join(part.word for part in some)) for some in (one, other)]
    return _likeness(*glued) if min(map(len, glued)) > 5 else 0.0


# Two parts


@lru_cache(50_000)
def _alike(one: Part, other: Part) -> float:
    """How much two parts are alike, from 0 to 1."""
    if one.key == other.key:
        return 1.0
    if PARTICLE in (one.weight, other.weight):
        return 0.0
    for short, full in ((one, other), (other, one)):
        if full.word in words.EITHER.get(short.word, ()):
            return 1.0
        if len(short.word) == 1:
            return 0.97 if full.word.startswith(short.word) or full.key.startswith(short.key) else 0.0
    if {one.word[0], other.word[0]} == {"j", "z"}:  # Jaenal, Zainal
        return _likeness(f"s{one.key[1:]}", f"s{other.key[1:]}")
    return _likeness(one.key, other.key)


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _only_the_end(one, other):
        return ALIKE if {one[-1], other[-1]} == {"a", "o"} else ANOTHER
    if {one[-3:], other[-4:]} == MAN_AND_WOMAN or {one[-4:], other[-3:]} == MAN_AND_WOMAN:
        return ANOTHER
    alike = 1 - _distance(one, other) / max(len(one), len(other), 1)
    begins = one[:1] == other[:1] or frozenset((one[:1], other[:1])) in words.NEAR
    return alike if begins else min(alike, ALIKE)


def _only_the_end(one: str, other: str) -> bool:
    """Yanto, Yanti: another last vowel is another person, but for a and o of longer names."""
    if len(one) != len(other) or one[:-1] != other[:-1]:
        return False
    ends = {one[-1], other[-1]}
    return ends <= set("aeiou") and (ends != {"a", "o"} or len(one) < 4)


def _distance(one: str, other: str) -> float:
    """The changes that make one of the other; what is often written for each other counts less."""
    before = [_drops(other[:to]) for to in range(len(other) + 1)]
    earlier: list[float] = []
    for at, letter in enumerate(one, 1):
        row = [before[0] + _drop(letter)]
        for to, aim in enumerate(other, 1):
            best = min(
                before[to] + _drop(letter), row[to - 1] + _drop(aim), before[to - 1] + _change(letter, aim)
            )
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == aim != letter:
                best = min(best, earlier[to - 2] + 0.8)  # two letters that changed places
            row.append(best)
        earlier, before = before, row
    return before[-1]


def _drop(letter: str) -> float:
    return 0.3 if letter in words.LIGHT else 1.0


def _drops(letters: str) -> float:
    return sum(map(_drop, letters))


def _change(letter: str, aim: str) -> float:
    return 0.0 if letter == aim else words.NEAR.get(frozenset((letter, aim)), 1.0)
