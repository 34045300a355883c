"""By what a message is recognised: its words, pairs of words, and pieces of three and four letters.

The pieces carry misspellings and endings ("daptar", "kartunya"), the words what is written as usual.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from bot.conversation.reading.plain import plain

LONGEST = 300  # characters that are looked at: who writes more has said it by then
_OTHER = re.compile(r"[^a-z0-9' ]")
_LONG = re.compile(r"(.)\1{2,}")  # "tolooong"
_DIGITS = re.compile(r"\d{6,}")  # a number is a number, whichever it is
_SHORTEST, _PIECE = 3, 4


def folded(text: str, slang: Mapping[str, str]) -> str:
    """Lower case, one space between words, slang as what it stands for."""
    line = _OTHER.sub(" ", plain(text[:LONGEST]).lower())
    words = _DIGITS.sub("#", _LONG.sub(r"\1", line)).split()
    return " ".join(slang.get(word, word) for word in words)


def features(text: str, slang: Mapping[str, str]) -> Counter[str]:
    """How often each feature occurs; none where the text has no letter and no digit."""
    words = folded(text, slang).split()
    found = [f"w:{word}" for word in words]
    for word in words:
        found += pieces(f" {word} ")
    found += [f"b:{first} {second}" for first, second in pairwise(words)]
    return Counter(found)


def pieces(word: str) -> list[str]:
    """All pieces of a word with the spaces around it."""
    three, four = len(word) - _SHORTEST + 1, len(word) - _PIECE + 1
    return [word[at : at + _SHORTEST] for at in range(three)] + [word[at : at + _PIECE] for at in range(four)]
