"""The words that are printed on every KTP, found also where a letter of them was misread."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Field -> its label, letters only, in the order they stand on the card. `""`: one whose value is not read.
LABELS = {
    "nik": "nik",
    "name": "nama",
    "birth": "tempattgllahir",
    "sex": "jeniskelamin",
    "": "goldarah",
    "address": "alamat",
    "rt_rw": "rtrw",
    "village": "keldesa",
    "district": "kecamatan",
    "religion": "agama",
    "marital": "statusperkawinan",
    "occupation": "pekerjaan",
    "citizenship": "kewarganegaraan",
    "until": "berlakuhingga",
}
ALIKE = 0.78  # of the letters of a long label that must be right
SHORT = 4  # letters of a label that must be all right
_LETTERS = re.compile(r"[^a-z]+")
_VALUE = re.compile(r"^[\s:：;.,·\-]+")


def label_of(text: str) -> tuple[str | None, str]:
    """The field whose label a line begins with (None: with none), and what stands after the label."""
    head, colon, tail = _split(text)
    found = _named(head)
    if found is not None:
        return found, value_of(tail)
    if not colon:
        return _glued(text)
    return None, text


def value_of(text: str) -> str:
    """Without the colon before it."""
    return " ".join(_VALUE.sub("", text).split())


def _split(text: str) -> tuple[str, str, str]:
    colon = re.search(r"[:：]", text)
    if colon is None:
        return text, "", ""
    return text[: colon.start()], colon[0], text[colon.end() :]


def _named(text: str) -> str | None:
    bare = _LETTERS.sub("", text.lower())
    for field, label in LABELS.items():
        if bare == label or (len(label) > SHORT and _alike(bare, label)):
            return field
    return None


def _alike(bare: str, label: str) -> bool:
    close = abs(len(bare) - len(label)) <= 2
    return close and SequenceMatcher(None, bare, label, autojunk=False).ratio() >= ALIKE


def _glued(text: str) -> tuple[str | None, str]:
    """The colon between label and value was not seen: "Nama SITI AMINAH", "NIK6371...".

    Only a label that stands there to the letter counts, and small ones: a value is printed in capitals.
    """
    for field, pattern in _SPELT.items():
        match = pattern.match(text)
        if match and (field == "nik" or not match[0].isupper()):
            return field, value_of(text[match.end() :])
    return None, text


def _spelt(label: str) -> re.Pattern[str]:
    letters = r"[\s/.]*".join(label)
    return re.compile(rf"\s*{letters}(?:[\s.]+(?=\S)|(?=[0-9]))", re.IGNORECASE)


_SPELT = {field: _spelt(label) for field, label in LABELS.items()}
