"""Words that are listened for with gaps: how they are written, and whether a text has them. Knows no meaning.

"hidup ... tidak ada guna*": up to five words where "..." stands, any ending where "*" stands, "a|b" for
either, "^" and "$" for the beginning and the end of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from bot.conversation.reading.plain import plain
from bot.conversation.scene import Scene
from bot.conversation.words import Language, Words
from bot.understanding.shelf import plainly

BETWEEN = 5  # words in a gap: what is further apart belongs to another thought
LONGEST = 2000  # characters that are looked at
_LONG = re.compile(r"(.)\1{2,}")  # "tolooong"
_OTHER = re.compile(r"[^a-z0-9' ]+")
_START, _END, _GAP = "^", "$", "..."


def patterns_of(scene: Scene, conversation: str, key: str) -> tuple[str, ...]:
    """What is listened for in every language: who is in need does not change the language first."""
    return _listed(tuple(scene.dialogue.languages.values()), conversation, key)


@lru_cache(256)
def _listed(languages: tuple[Language, ...], conversation: str, key: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(Words(language, conversation).listed(key) for language in languages))


@lru_cache(4)
def forms(text: str) -> tuple[str, str]:
    """A text as it was typed, and with slang as what it stands for; lower case, between its two ends."""
    typed = " ".join(_OTHER.sub(" ", _LONG.sub(r"\1", plain(text[:LONGEST]).lower())).split())
    return f"{_START} {typed} {_END}", f"{_START} {plainly(typed)} {_END}"


def has_any(text: str, patterns: Sequence[str], cut: Sequence[str] = ()) -> bool:
    """Has a text one of the patterns, outside of what is `cut`? Words that only sound like it are cut out."""
    return any(map(_any(tuple(patterns)).search, without(text, cut))) if patterns else False


def without(text: str, cut: Sequence[str]) -> Iterator[str]:
    """Both forms of a text, without some patterns."""
    return (_any(tuple(cut)).sub(" ", form) if cut else form for form in dict.fromkeys(forms(text)))


@lru_cache(128)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the patterns, as whole words."""
    return re.compile(rf"(?<!\S){expression(patterns)}(?!\S)")


def expression(patterns: Sequence[str]) -> str:
    """Any of the patterns, as a regular expression."""
    return f"(?:{'|'.join(map(_one, patterns))})"


def _one(pattern: str) -> str:
    """One pattern: a gap brings the space behind it along."""
    parts = [_part(token) for token in pattern.split()]
    return " ".join(parts).replace(f"{_gap()} ", _gap())


def _part(token: str) -> str:
    if token == _GAP:
        return _gap()
    endings = (re.escape(one).replace(r"\*", r"\S*") for one in token.split("|"))
    return f"(?:{'|'.join(endings)})"


def _gap() -> str:
    return rf"(?:\S+ ){{0,{BETWEEN}}}"
