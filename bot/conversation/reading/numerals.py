"""Reads one numeral with its dots and commas: "1.200.000", "1,2". It does not know what is counted."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.conversation.reading.money_words import MILLION
from bot.conversation.reading.unread import Unread

_LONGEST = 24
_DIGITS = re.compile(r"[0-9]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_THOUSANDS_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]{1,2}")
_MILLIONS = re.compile(r"[0-9]{1,2}[.,][0-9]{3}")


def numeral(text: str, scale: int) -> Fraction:
    """The value of a numeral that is followed by a word for `scale` (1 where none follows).

    "1.250" is 1250, but 1,25 before "juta": nobody earns thousands of millions.
    Raises Unread: money_unread, money_too_much.
    """
    if len(text) > _LONGEST:
        raise Unread("money_too_much")
    if _DIGITS.fullmatch(text):
        return Fraction(int(text))
    if scale >= MILLION and _MILLIONS.fullmatch(text):
        return Fraction(text.replace(",", "."))
    if _THOUSANDS.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if _THOUSANDS_ENGLISH.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if _DECIMAL.fullmatch(text):
        return Fraction(text.replace(",", "."))
    raise Unread("money_unread")
