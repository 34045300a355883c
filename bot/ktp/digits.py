"""Sixteen digits out of a line in OCR-A, where a letter may stand for the digit that looks like it.

That is a guess: whoever uses such a number must know by something else that it is right (card.py).
"""

from __future__ import annotations

import re

LENGTH = 16
COLON = "1"  # what it is taken for
LIKE = str.maketrans({"O": "0", "o": "0", "D": "0", "Q": "0", "I": "1", "l": "1", "i": "1", "|": "1",
                      "B": "8", "S": "5", "s": "5", "b": "6", "Z": "2", "z": "2"})  # fmt: skip
_SIGNS = re.compile(r"[^0-9A-Za-z|]+")
_WHOLE = re.compile(r"[0-9]{16}")
FEWEST = 10  # of the sixteen must have been read as digits


def nik_in(text: str) -> str:
    """The sixteen digits that a line is, "" where it is none; signs around and between them do not count.

    The colon before them looks like one more digit at times.
    """
    bare = _SIGNS.sub("", text)
    if sum(sign.isdigit() for sign in bare) < FEWEST:
        return ""
    digits = bare.translate(LIKE)
    if len(digits) == LENGTH + 1 and digits[0] == COLON:
        digits = digits[1:]
    return digits if _WHOLE.fullmatch(digits) else ""
