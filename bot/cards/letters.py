"""The letters that a card has, and how any text is brought to them.

On a KTP names are in Latin letters (Permendagri 73/2022).
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from bot.paper.latin import latin

FONTS = Path(__file__).parent / "fonts"
FILES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}  # by style
MARKS = "–—‘’“”•…"
UNSEEN = ("Cc", "Cf", "Mn", "Me")


def written(text: str) -> str:
    """On one line: ē and ł stay as they are, ṇ is n, what has no Latin letter at all is "?"."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(letter if _has(letter) else latin(letter) for letter in composed)


def _has(letter: str) -> bool:
    """Is it among the letters of the fonts (Basic Latin to Latin Extended-B)?"""
    drawn = " " <= letter <= "~" or "\xa0" <= letter <= "\u024f" or letter in MARKS
    return drawn and unicodedata.category(letter) not in UNSEEN
