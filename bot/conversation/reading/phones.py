"""Reads a telephone number as Indonesians write it. It does not know whose number it is nor whether it rings.

Lengths and first digits follow the national numbering plan (Permenkominfo 14/2018).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.conversation.reading.plain import plain
from bot.conversation.reading.unread import Unread

Kind = Literal["mobile", "fixed", "abroad"]

SHORT_CODES = ("21", "22", "24", "31", "61")  # area codes of two digits; all others have three
_SMALL = 6  # fewer digits than this are no number of their own: "HP 2", "ext. 12"
_LENGTHS: dict[Kind, tuple[int, int]] = {"mobile": (9, 12), "fixed": (8, 11), "abroad": (8, 15)}

_ZEROS = re.compile(r"(?<![a-z])[0-9o]+(?![a-z])")
_PIECE = re.compile(r"\+?[0-9(][0-9 ().\-'_]*")
_BREAKS = re.compile(r"[\n,;|&]")
_OPTIONAL_ZERO = re.compile(r"\( ?0 ?\)")


@dataclass(frozen=True)
class PhoneRead:
    """A number in E.164 ("+6281234567890") and what it is."""

    value: str
    kind: Kind


def read_phone(text: str) -> PhoneRead:
    """The one number in `text`, which may be 0812..., 812..., 62812..., +62 (0)812..., 0062..., (0511) 330...

    A letter O among digits is a zero; words, brackets, dots and dashes may stand around. A number that begins
    with + and another country is kept as `abroad`. The same number twice is one.
    Raises Unread: phone_unread, phone_short, phone_long, phone_two.
    """
    numbers = {_read(number) for number in _numbers(_with_zeros(plain(text).lower()))}
    if len(numbers) > 1:
        raise Unread("phone_two")
    if not numbers:
        raise Unread("phone_unread")
    return numbers.pop()


def shown(value: str) -> str:
    """An E.164 number as people write it: "0812-3456-7890", "0511-3301234"; from abroad as it is."""
    if not value.startswith("+62"):
        return value
    national = "0" + value[3:]
    if national[1] == "8":
        return "-".join(part for part in (national[:4], national[4:8], national[8:]) if part)
    area = 3 if national[1:3] in SHORT_CODES else 4
    return f"{national[:area]}-{national[area:]}"


def _with_zeros(text: str) -> str:
    """O12 becomes 012: the letter stands among digits and can't be anything else."""
    return _ZEROS.sub(lambda run: run[0].replace("o", "0") if run[0].strip("o") else run[0], text)


def _numbers(text: str) -> list[str]:
    """What looks like a number of its own: digits, with a + in front where there is one."""
    found = [number for part in _BREAKS.split(_OPTIONAL_ZERO.sub("", text)) for number in _slashed(part)]
    whole = [number for number in found if len(number) >= _SMALL]
    return [half for number in whole or found[:1] for half in _halves(number)]


def _slashed(part: str) -> list[str]:
    """A slash stands between two numbers, or only after the code: "0511/3301234"."""
    pieces = [piece for side in part.split("/") for piece in _PIECE.findall(side)]
    numbers = [re.sub(r"[^+0-9]", "", piece) for piece in pieces]
    numbers = [number for number in numbers if number]
    if "/" in part and any(len(number) < _SMALL for number in numbers):
        return ["".join(numbers)]
    return numbers


def _halves(number: str) -> list[str]:
    """Two numbers typed with nothing but a space between them."""
    for middle in range(10, 14):
        halves = [number[:middle], number[middle:]]
        if all(re.fullmatch(r"08[0-9]{8,11}", half) for half in halves):
            return halves
    return [number]


def _read(number: str) -> PhoneRead:
    if number.startswith(("+", "00")) and not number.startswith(("+0", "+62", "0062")):
        abroad = number.lstrip("+0")
        return _checked("+" + abroad, "abroad", len(abroad))
    national = _national(number)
    if re.match(r"8[1235-9]", national):
        return _checked("+62" + national, "mobile", len(national))
    if re.match(r"[2-79]", national) and national != number:  # without its 0 a fixed number may be anything
        return _checked("+62" + national, "fixed", len(national))
    raise Unread(_reason(len(national)))


def _national(number: str) -> str:
    """The digits after 0, 62, +62 or 0062; the number itself where it has none of them."""
    for prefix in ("+62", "0062", "62", "+0", "0"):
        if number.startswith(prefix):
            return number.removeprefix(prefix).removeprefix("0")
    return number


def _reason(length: int) -> str:
    if length < _SMALL:
        return "phone_short"
    return "phone_long" if length > _LENGTHS["mobile"][1] + 1 else "phone_unread"


def _checked(value: str, kind: Kind, length: int) -> PhoneRead:
    shortest, longest = _LENGTHS[kind]
    if length < shortest:
        raise Unread("phone_short")
    if length > longest:
        raise Unread("phone_long")
    return PhoneRead(value, kind)
