"""From the lines of a card to its fields: a date, a sex, one of a few known words, or free text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from bot.ktp.layout import Value

SEXES = {"LAKI-LAKI": "male", "PEREMPUAN": "female"}
# As printed (Permendagri 109/2019, and the older spellings on cards that are still valid).
KNOWN: Mapping[str, Sequence[str]] = {
    "religion": ("ISLAM", "KRISTEN", "KATOLIK", "KATHOLIK", "HINDU", "BUDHA", "BUDDHA", "KHONGHUCU",
                 "KONGHUCU"),
    "marital": ("BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT", "KAWIN BELUM TERCATAT",
                "CERAI HIDUP TERCATAT", "CERAI MATI TERCATAT"),
    "citizenship": ("WNI", "WNA"),
}  # fmt: skip
FREE = ("name", "address", "village", "district", "occupation")
ALIKE = 0.75
_DATE = re.compile(r"(?<!\d)(\d{2})[\s.\-/–—]{0,3}(\d{2})[\s.\-/–—]{0,3}(\d{4})(?!\d)")
_RT_RW = re.compile(r"(\d{1,3})\D{1,3}(\d{1,3})")
_EDGES = " .,:;·-–—_'\"`|"


class Read(NamedTuple):
    """A field and how sure it is, 0 to 1."""

    text: str
    confidence: float


NOTHING = Read("", 0.0)


def fields(values: Mapping[str, Value]) -> dict[str, Read]:
    """All but the number; what can't be read is left out."""
    found = {field: free(values.get(field)) for field in FREE}
    found |= {field: known(values.get(field), words) for field, words in KNOWN.items()}
    found["birth_place"], found["birth_date"] = birth(values.get("birth"))
    found["sex"] = sex(values.get("sex"))
    found["rt_rw"] = rt_rw(values.get("rt_rw"))
    return {field: read for field, read in found.items() if read.text}


def free(value: Value | None) -> Read:
    """Whatever stands there, in capitals and with single spaces."""
    if value is None:
        return NOTHING
    return Read(" ".join(value.text.upper().split()).strip(_EDGES), value.score)


def known(value: Value | None, words: Sequence[str]) -> Read:
    """The one of a few words that the first of the lines begins with."""
    if value is None:
        return NOTHING
    bare = _capitals(value.boxes[0].text)
    ratio, word = max((_alike(bare, _capitals(word)), word) for word in words)
    return Read(word, value.boxes[0].score * ratio) if ratio >= ALIKE else NOTHING


def sex(value: Value | None) -> Read:
    """male or female."""
    word = known(value, tuple(SEXES))
    return Read(SEXES.get(word.text, ""), word.confidence)


def birth(value: Value | None) -> tuple[Read, Read]:
    """The place, and the day as ISO text."""
    if value is None:
        return NOTHING, NOTHING
    match = _DATE.search(value.text)
    if match is None:
        return NOTHING, NOTHING
    place = " ".join(value.text[: match.start()].upper().split()).strip(_EDGES)
    try:
        day = date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return Read(place, value.score), NOTHING
    return Read(place, value.score), Read(day.isoformat(), value.score)


def rt_rw(value: Value | None) -> Read:
    match = _RT_RW.search(value.text) if value else None
    if value is None or match is None:
        return NOTHING
    return Read(f"{int(match[1]):03}/{int(match[2]):03}", value.score)


def _capitals(text: str) -> str:
    return re.sub(r"[^A-Z]+", "", text.upper())


def _alike(bare: str, word: str) -> float:
    """Of a longer line its beginning counts: "PEREMPUAN Gol. Darah : O" is one line at times."""
    return SequenceMatcher(None, bare[: len(word)], word, autojunk=False).ratio()
