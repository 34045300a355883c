"""What stands in the column of the NIK, before it is read: a number that Excel has rounded is no NIK any
more.
"""

from __future__ import annotations

import re

from bot.lists.cells import Cell, text_of

EXACT = 2**53  # above it a number of a spreadsheet has lost its last bit
SIXTEEN = 10**15  # the smallest number of sixteen digits
_EXPONENT = re.compile(r"'?[0-9](?:[.,][0-9]+)? ?[eE] ?\+? ?[0-9]{2}")
_DECIMALS = re.compile(r"'?([0-9]{15,17})[.,]0{1,6}")
_GROUPED = re.compile(r"[0-9]{1,3}([.,' ])[0-9]{3}(?:\1[0-9]{3}){4}(?:[.,]0+)?")
_LOOKALIKES = re.compile(r"[0-9OoIl|]{16}")
_BETWEEN = re.compile(r"[\s.\-'\"`_]+")
_DIGITS = str.maketrans("OoIl|", "00111")


def number(cell: Cell) -> tuple[str, bool]:
    """The text of the number, and whether it was rounded: then it is never a NIK."""
    if isinstance(cell, float) or cell.__class__ is int:
        return text_of(cell), _rounded(cell)
    text = text_of(cell)
    if text.isdigit() or not text:
        return text, False
    if _EXPONENT.fullmatch(text):
        return text, True
    if found := _DECIMALS.fullmatch(text):
        return found[1], _rounded(int(found[1]))
    if _GROUPED.fullmatch(text):
        whole = digits(text)[:16]
        return whole, _rounded(int(whole))
    return text, False


def _rounded(value: float) -> bool:
    """Excel keeps fifteen digits and makes the sixteenth a 0; other programs keep it up to 2**53."""
    return value >= SIXTEEN and (value > EXACT or value % 10 == 0 or value != value // 1)


def without_letters(text: str) -> str | None:
    """Sixteen signs with O for 0 and I or l for 1 as digits; None where that is not all that is wrong."""
    signs = _BETWEEN.sub("", text)
    if signs.isdigit() or not _LOOKALIKES.fullmatch(signs):
        return None
    return signs.translate(_DIGITS)


def digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
