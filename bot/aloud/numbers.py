"""Numbers as they are said: 1.500.000 is "satu juta lima ratus ribu", 0812 "nol delapan satu dua"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_ID = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
       "sebelas")  # fmt: skip
_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
       "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
       "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = {"id": ("", "ribu", "juta", "miliar", "triliun"),
              "en": ("", "thousand", "million", "billion", "trillion")}  # fmt: skip
MOST = 10**15


def said(number: int, language: str) -> str:
    """A whole number from 0 to less than `MOST`, as it is said in id or en."""
    if not 0 <= number < MOST:
        raise ValueError(f"not from 0 to {MOST}: {number}")
    groups = [(number // 1000**power % 1000, name) for power, name in enumerate(_THOUSANDS[language])]
    parts = [_group(count, name, language) for count, name in reversed(groups) if count]
    return " ".join(parts) or _BELOW[language](0)


def one_by_one(digits: str, language: str) -> str:
    """The digits of a telephone number, an account or a NIK, each on its own."""
    return " ".join(_BELOW[language](int(digit)) for digit in digits)


def _group(count: int, name: str, language: str) -> str:
    if language == "id" and count == 1 and name == "ribu":
        return "seribu"
    return f"{_BELOW[language](count)} {name}".strip()


def _indonesian(number: int) -> str:
    """Below a thousand."""
    if number < len(_ID):
        return _ID[number]
    if number < 20:
        return f"{_ID[number - 10]} belas"
    if number < 100:
        return f"{_ID[number // 10]} puluh {_indonesian(number % 10) if number % 10 else ''}".strip()
    hundreds = "seratus" if number < 200 else f"{_ID[number // 100]} ratus"
    return f"{hundreds} {_indonesian(number % 100) if number % 100 else ''}".strip()


def _english(number: int) -> str:
    """Below a thousand."""
    if number < len(_EN):
        return _EN[number]
    if number < 100:
        tens = _TENS[number // 10 - 2]
        return f"{tens}-{_EN[number % 10]}" if number % 10 else tens
    rest = f" {_english(number % 100)}" if number % 100 else ""
    return f"{_EN[number // 100]} hundred{rest}"


_BELOW: Mapping[str, Callable[[int], str]] = {"id": _indonesian, "en": _english}
