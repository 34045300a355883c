"""Whether something is told to have happened or not: a denial near its words, "belum", "tidak jadi", "not".

Between the denial and the event only words may stand that carry it on ("tidak ada yang meninggal"); what else
stands there ("tidak sadar lalu meninggal") makes it a thing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.scene import Scene
from bot.conversation.words import Words
from handlers.patterns import expression, forms, has_any, patterns_of

CARRIED = 3  # words between a denial and its event
WORDS = "heard"


@dataclass(frozen=True)
class Told:
    """What a text tells of an event: that it happened, or that it did not. Neither: it is not spoken of."""

    happened: bool = False
    denied: bool = False


def told(text: str, event: Sequence[str], denial: Sequence[str], between: Sequence[str]) -> Told:
    """Of an event by its words (handlers/patterns.py). Once that it happened outweighs every denial. Slang is
    looked at as what it stands for; as it was typed where no event is in that.
    """
    pattern = _event(tuple(event), tuple(denial), tuple(between))
    typed, plain = forms(text)
    found = list(pattern.finditer(plain)) or list(pattern.finditer(typed))
    happened = any(one["denied"] is None for one in found)
    return Told(happened, bool(found) and not happened)


def told_of(kind: str, text: str, scene: Scene) -> Told:
    """The same of the words that are listened for in every language: `death`, `accident`, `at_work`."""
    event, denial, between = (
        patterns_of(scene, WORDS, f"event.synonyms.{name}") for name in (kind, "denial", "between")
    )
    return told(text, event, denial, between)


def happened(text: str, event: Sequence[str], words: Words) -> bool:
    """Is it told that it happened? `words`: those of heard.po in one language."""
    denial, between = words.listed("event.synonyms.denial"), words.listed("event.synonyms.between")
    return told(text, event, denial, between).happened


def mistaken(text: str, scene: Scene) -> bool:
    """Is it said that there is nothing to report, or that a report is wrong?"""
    return has_any(text, patterns_of(scene, WORDS, "event.synonyms.mistaken"))


@lru_cache(64)
def _event(event: tuple[str, ...], denial: tuple[str, ...], between: tuple[str, ...]) -> re.Pattern[str]:
    before = rf"(?P<denied>{expression(denial)} (?:{expression(between)} ){{0,{CARRIED}}})?"
    return re.compile(rf"(?<!\S){before}{expression(event)}(?!\S)")
