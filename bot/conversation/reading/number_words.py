"""Numbers written out, turned into digits: "dua puluh lima ribu" -> "25000", "lima tiga puluh" -> "5 30".

Everyday Indonesian, its abbreviations, and the Banjar and Javanese words that need no context. It knows no
money and no dates; millions and halves are left to the reader of money, which lets people leave words out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SPELLINGS = {
    0: "nol kosong",
    1: "satu stu siji",
    2: "dua dwa",
    3: "tiga tga talu telu",
    4: "empat ampat mpat pat papat",
    5: "lima lma limo",
    6: "enam anam enem",
    7: "tujuh tuju tjuh pitu",
    8: "delapan lapan dlapan delpan walu wolu",
    9: "sembilan smbilan sembilam sanga",
    10: "sepuluh spuluh sapuluh seplh",
    11: "sebelas sblas sabalas",
}
_ALREADY = {  # one word for one and its scale
    100: "seratus sratus saratus sertus",
    1_000: "seribu sribu saribu sewu",
}
_SCALES = {
    "belas": "belas blas bls balas",
    "puluh": "puluh plh pluh pulh",
    "ratus": "ratus rts rtus ratos",
    "ribu": "ribu",
}

UNITS = {word: value for value, words in _SPELLINGS.items() for word in words.split()}
WHOLE = {word: value for value, words in _ALREADY.items() for word in words.split()}
SCALES = {word: scale for scale, words in _SCALES.items() for word in words.split()}
_WORDS = frozenset(UNITS) | frozenset(WHOLE) | frozenset(SCALES)

_Read = Callable[[list[str], int], tuple[int | None, int]]
_GLUED = re.compile(rf"\b({'|'.join(UNITS)})(belas|puluh|ratus|ribu|juta)(?=an\b|\b)")
_RUN = re.compile(r"[^\W0-9_]+(?: [^\W0-9_]+)*")


def digits(text: str) -> str:
    """The lower-case text with every number that is written in words as digits; all else stays."""
    return _RUN.sub(lambda run: " ".join(_replaced(run[0].split())), _GLUED.sub(r"\1 \2", text))


def _replaced(words: list[str]) -> list[str]:
    out: list[str] = []
    place = 0
    while place < len(words):
        value, end = _number(words, place) if words[place] in _WORDS else (None, place)
        out.append(words[place] if value is None else str(value))
        place = max(end, place + 1)
    return out


def _number(words: list[str], place: int) -> tuple[int | None, int]:
    """The number that begins at `place` (None where none does) and where it ends."""
    thousands, end = _hundreds(words, place)
    if thousands is not None and _scale(words, end) == "ribu":
        return _with_rest(thousands * 1_000, words, end + 1, _hundreds)
    if _whole(words, place) == 1_000:
        return _with_rest(1_000, words, place + 1, _hundreds)
    return thousands, end


def _hundreds(words: list[str], place: int) -> tuple[int | None, int]:
    if _whole(words, place) == 100:
        return _with_rest(100, words, place + 1, _tens)
    value, end = _tens(words, place)
    if value is not None and value < 10 and _scale(words, end) == "ratus":
        return _with_rest(value * 100, words, end + 1, _tens)
    return value, end


def _with_rest(value: int, words: list[str], place: int, read: _Read) -> tuple[int, int]:
    """With the smaller number that follows; in "dua ratus tiga ratus" another number follows."""
    rest, end = read(words, place)
    another = _scale(words, end) == "ratus" or (read is _hundreds and _scale(words, end) == "ribu")
    return (value, place) if rest is None or another else (value + rest, end)


def _tens(words: list[str], place: int) -> tuple[int | None, int]:
    unit = UNITS.get(words[place]) if place < len(words) else None
    if unit is None or not 0 < unit < 10:
        return unit, place + (unit is not None)
    if _scale(words, place + 1) == "belas":
        return unit + 10, place + 2
    if _scale(words, place + 1) != "puluh":
        return unit, place + 1
    ones = UNITS.get(words[place + 2]) if place + 2 < len(words) else None
    alone = ones is not None and 0 < ones < 10 and _scale(words, place + 3) not in {"puluh", "ratus", "belas"}
    return unit * 10 + (ones or 0 if alone else 0), place + (3 if alone else 2)


def _whole(words: list[str], place: int) -> int | None:
    return WHOLE.get(words[place]) if place < len(words) else None


def _scale(words: list[str], place: int) -> str | None:
    return SCALES.get(words[place]) if place < len(words) else None
