"""Text as typed on any phone, made plain: one form of each letter, digit, dash and quote, nothing invisible.

It changes the form only: no letter becomes another, no digit is added or lost.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 1_000  # an answer longer than this is no date, sum or name; it also bounds the time of reading

_UNSEEN = {"Cf", "Cs", "Co", "Cn", "Mn", "Me"}  # zero-width, direction marks, variation selectors, keycaps
_SAME = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
    **dict.fromkeys("‘’‛´`ʼʻ′“”„″«»", "'"),
    "⁄": "/",
    "½": " setengah ",
}
_FORMS = str.maketrans(_SAME)
_SPACES = re.compile(r"[^\S\n]+")


def plain(text: str) -> str:
    """The text in NFKC without invisible characters; dashes and quotes in one form; lines are kept."""
    seen = text.translate(_FORMS)
    if not seen.isascii():  # most texts are; NFKC and the signs that nobody sees concern the others only
        seen = unicodedata.normalize("NFKC", seen).translate(_FORMS)
        seen = "".join(sign for sign in seen if _kept(sign))
    return _SPACES.sub(" ", seen).strip()


def one_line(text: str) -> str:
    """The same with every line break turned into a space."""
    return " ".join(plain(text).split())


def _kept(sign: str) -> bool:
    return sign.isascii() or unicodedata.category(sign) not in _UNSEEN
