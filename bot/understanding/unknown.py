"""What may be kept of a message that was not understood: words that many use, and nothing of a person.

A word that does not stand in several of the phrases that are learnt from is left out, and so
are names, numbers and addresses.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from bot.understanding.features import folded
from bot.understanding.phrases import Phrases, of_intents
from bot.understanding.shelf import understood

COMMON = 3  # phrases in which a word stands that is nobody's name
NAMES_TOO = frozenset({"daeng"})  # how one is addressed and how one is called, both
GAP = "…"  # stands for words that are left out
LONGEST = 12  # words
NEAREST = 3
NEAR = 0.05  # less likely than this is not near


def kept(text: str) -> str:
    """The common words of a text in their order, a gap for those between: "kartu … hilang"."""
    words: list[str] = []
    for word in folded(text, _phrases().slang).split():
        known = word if word in vocabulary() else GAP
        if known != GAP or words[-1:] != [GAP]:
            words.append(known)
    return " ".join(words[:LONGEST]) or GAP


def nearest(text: str) -> str:
    """The intents that it is nearest to, the likeliest first; the first one stands there however unlikely."""
    made = understood(text)
    others = [intent for intent, likely in made.others if likely >= NEAR]
    return " ".join([made.intent, *others][:NEAREST])


@cache
def vocabulary() -> frozenset[str]:
    """The words that stand in several phrases, as they are written and as slang has them."""
    seen = Counter(
        word
        for phrase, _ in _phrases().examples
        for word in {*folded(phrase, {}).split(), *folded(phrase, _phrases().slang).split()}
    )
    return frozenset(word for word, times in seen.items() if times >= COMMON and word.isalpha()) - NAMES_TOO


@cache
def _phrases() -> Phrases:
    return of_intents()
