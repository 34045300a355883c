"""Brings any text to the letters of the PDF's own fonts (Latin-1)."""

from __future__ import annotations

import unicodedata

# Letters and signs that Unicode does not take apart.
NEAREST = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "−": "-",
        "•": "-", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "œ": "oe", "Œ": "OE",
    }
)  # fmt: skip
UNSEEN = ("Cc", "Cf", "Mn", "Me")  # control and format characters, marks that stand on another letter


def latin(text: str) -> str:
    """The text in Latin-1 on one line: é stays, ḍ is d, what has no plain letter is "?"."""
    composed = unicodedata.normalize("NFC", " ".join(text.split())).translate(NEAREST)
    return "".join(_nearest(letter) for letter in composed)


def _nearest(letter: str) -> str:
    if " " <= letter <= "~":
        return letter
    if unicodedata.category(letter) in UNSEEN:
        return ""
    if letter <= "ÿ":
        return letter
    return "".join(_plain(part) for part in unicodedata.normalize("NFKD", letter).translate(NEAREST))


def _plain(part: str) -> str:
    if unicodedata.category(part) in UNSEEN:
        return ""
    return part if part <= "ÿ" else "?"
