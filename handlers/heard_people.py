"""Who is meant in a message: name, NIK, birth, telephone number, as they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from bot.conversation.words import Words
from handlers.heard_labels import Labelled, labelled

NAMES = ("name", "own_name", "mother")
IDENTITY = (*NAMES, "nik", "born")
NIK_LENGTH = 16
MOST_WORDS = 6  # of a name; who writes more after "nama" has gone on to something else
LONGEST_PLACE = 3  # words
_AROUND_PLACE = re.compile(r"^(?:di|in|at)\b|\b(?:tanggal|tgl|pada|hari|on)\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w+])\+?[0-9](?:[0-9 .\-]*[0-9])?(?!\w)")
_MOBILE = re.compile(r"(?:\+?62|0)8[0-9]{7,11}")
_BORN = re.compile(r"(?P<place>[^0-9\n]*?)[ ,]*(?P<date>\(?[0-9].*)", re.DOTALL)


def numbers(text: str) -> Iterator[str]:
    """The runs of digits: each as it stands between spaces, and where none of those says anything, joined."""
    for found in _DIGITS.finditer(text):
        parts = [re.sub(r"[^0-9+]", "", part) for part in found[0].split()]
        whole = any(len(part) == NIK_LENGTH or _MOBILE.fullmatch(part) for part in parts)
        yield from parts if whole else ["".join(parts)]


def nik_in(told: Labelled) -> str:
    """The one number of sixteen digits; "" where there is none, or more than one: no digit is guessed."""
    found = {number for number in numbers(told.text) if len(number) == NIK_LENGTH and number.isdigit()}
    return found.pop() if len(found) == 1 else ""


def phone_in(told: Labelled) -> str:
    """The one mobile number, labelled or not."""
    found = {number for number in numbers(told.text) if _MOBILE.fullmatch(number)}
    return found.pop() if len(found) == 1 else ""


def name_of(value: str, words: Words) -> str:
    """A name as it stands after its label, up to the first word that is none; "" where it is no name."""
    ends = set(words.listed("ends.synonyms.name"))
    going_on = takewhile(lambda word: word.lower().strip(".,:") not in ends, value.split())
    kept = list(takewhile(lambda word: not any(map(str.isdigit, word)), going_on))
    return " ".join(kept) if len(kept) <= MOST_WORDS else ""


def after_names(told: Labelled, words: Words) -> str:
    """What is said between a name and the next label: "nama Siti Aminah di Denpasar"."""
    return " ".join(told.get(label)[len(name_of(told.get(label), words)) :] for label in NAMES)


def birth(value: str) -> tuple[str, str]:
    """Place and date of "di Banjarmasin, 17-8-1980"; "" where one is not told."""
    found = _BORN.fullmatch(value.strip())
    if found is None:
        return "", ""
    place = re.sub(r"(?i)^(?:di|in|at)\b|\b(?:tanggal|tgl|pada|hari|on)\b", " ", found["place"]).strip(
        " ,:.-"
    )
    return (" ".join(place.split()) if len(place.split()) <= 3 else ""), found["date"]


def wish(text: str, words: Words) -> str:
    """A message without who is meant, so that what is wanted stands out; all of it where nobody is named."""
    told = labelled(text, words)
    if not any(told.get(label) for label in IDENTITY):
        return text
    after_numbers = (_DIGITS.sub(" ", told.get(label)) for label in ("nik", "phone"))
    left = " ".join((told.rest, after_names(told, words), *after_numbers))
    return " ".join(re.findall(r"[\w'/?]+", left)) or text
