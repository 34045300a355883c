"""What is not guessed at: a text that was passed on to many, a language not spoken here, a spent code."""

from __future__ import annotations

import re

from bot.conversation.scene import Scene
from bot.understanding.features import folded
from bot.understanding.unknown import vocabulary

LONG = 60  # characters of a text that was passed on; people who ask about one write less
FEW = 0.34  # of the words are known, at most, in a text of another language
CODE_LETTERS = "ACDEFHJKLMNPRTUVWXY34679"  # those of one-time codes (storage/codes.py)
_CODE = re.compile(rf"[{CODE_LETTERS}]{{4}}[ -]?[{CODE_LETTERS}]{{4}}")
_LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|id|ly|me|link|info|xyz)/", re.IGNORECASE)


def passed_on(text: str, scene: Scene) -> bool:
    """Was it forwarded to many, or does it ask to be, or to follow a link?"""
    said = " ".join(text.lower().split())
    marked = any(words in said for words in scene.common.listed("synonyms.passed_on"))
    return len(text) >= LONG and (marked or _LINK.search(text) is not None)


def foreign(text: str, scene: Scene) -> bool:
    """Is it in no language that is spoken here?"""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return False
    other = set(scene.common.listed("synonyms.other_language"))
    if any(word in other for word in words):
        return True
    known = set(folded(text, {}).split()) & vocabulary()
    return not text.isascii() and len(known) <= FEW * len(words)


def a_code(text: str) -> bool:
    """Is it a one-time code, which nobody knows any more? Its letters say nothing."""
    told = text.strip()
    typed_as_one = told.isupper() or any(map(str.isdigit, told))
    return typed_as_one and _CODE.fullmatch(told.upper()) is not None and told.lower() not in vocabulary()
