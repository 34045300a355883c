"""Are two names in one list of the same person? Careful: Yanto and Yanti, Made and Wayan are two people.

It compares what is spelt differently for the same sound; it knows no NIK and no birth date.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.conversation.reading.date_words import distance

# A spelling or an abbreviation -> the name that is meant.
_MEANT = {
    "MUHAMMAD": "MOH MOHD MUH MUHD MHD M MOCH MUCH MOHAMAD MOHAMMAD MUHAMAD MUHAMMED MOHAMMED",
    "ABDUL": "ABD ABDL", "AHMAD": "AHMD ACHMAD AKHMAD AHMED", "SITI": "ST", "GUSTI": "GST", "NYOMAN": "NYM",
    "KETUT": "KT", "WAYAN": "WYN", "MADE": "MD", "PUTU": "PT", "NENGAH": "NGH", "KOMANG": "KMG",
    "KADEK": "KDK",
}  # fmt: skip
_SHORT = {short: name for name, several in _MEANT.items() for short in several.split()}
_SOUNDS = (
    ("OE", "U"), ("TJ", "C"), ("DJ", "J"), ("SJ", "S"), ("SY", "S"), ("SH", "S"), ("DZ", "S"), ("Z", "S"),
    ("KH", "H"), ("CH", "H"), ("DH", "D"), ("TH", "T"), ("Q", "K"), ("F", "P"), ("V", "P"), ("IE", "I"),
    ("Y", "I"), ("X", "S"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_PREFIXES = frozenset(("I", "NI"))
_COMMON = frozenset(
    [
        "MUHAMAD",
        "SITI",
        "ABDUL",
        "AHMAD",
        "NUR",
        "I",
        "NI",
        "WAIAN",
        "MADE",
        "NIOMAN",
        "KETUT",
        "PUTU",
        "KADEK",
        "KOMANG",
        "NENGAH",
        "LUH",
        "GUSTI",
        "IDA",
        "BAGUS",
        "AIU",
        "ANAK",
        "AGUNG",
        "SRI",
        "ANDI",
        "BIN",
        "BINTI",
    ]
)
_VOWELS = re.compile("[AEIOU]|H$")
SHORTEST = 5  # letters of a part in which one letter more or less is a slip


@lru_cache(100_000)
def parts(name: str) -> tuple[str, ...]:
    """The parts of a name by their sound, equal for names that sound the same: "MOH. SOEHARTO" -> MUHAMAD,
    SUHARTO.

    I and Ni are no part of it.
    """
    words = re.sub(r"[^A-Z ]+", " ", name.replace("'", "")).split()
    folded = (_folded(_SHORT.get(word, word)) for word in words)
    kept = tuple(part for part in folded if part not in _PREFIXES)
    return kept or tuple(words)


def _folded(word: str) -> str:
    if word.startswith("Z"):
        word = "J" + word[1:]  # Zainal, Jaenal
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    word = _DOUBLE.sub(r"\1", word).replace("AE", "AI")
    return word.removesuffix("H") if len(word) > SHORTEST else word


@lru_cache(100_000)
def skeleton(name: str) -> str:
    """The part that says most of whose name it is, without vowels: "SITI AMINAH" -> MN."""
    rarest = max((part for part in parts(name) if part not in _COMMON), key=len, default=name)
    return _VOWELS.sub("", rarest) or rarest


def alike(one: str, other: str) -> bool:
    """The same name, each part spelt as it may be."""
    first, second = parts(one), parts(other)
    if first == second:
        return True
    if len(first) != len(second):
        return False
    left, right = _without_common(first, second)
    return len(left) == len(right) == 1 and _spelt_alike(left[0], right[0])


def related(one: str, other: str) -> bool:
    """Under one NIK less is asked for: one name is a part of the other, or they are alike."""
    first, second = set(parts(one)), set(parts(other))
    return bool(first <= second or second <= first) or alike(one, other)


def _without_common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[list[str], list[str]]:
    left, right = list(first), list(second)
    for part in first:
        if part in right:
            left.remove(part)
            right.remove(part)
    return left, right


def _spelt_alike(one: str, other: str) -> bool:
    """One letter more, less or other in a long part; but a vowel at the end tells men from women."""
    if min(len(one), len(other)) < SHORTEST or distance(one, other) > 1:
        return False
    return one[-1] == other[-1] or {one[-1], other[-1]} == {"O", "A"}
