"""The offices of a city (its OPD, such as Dinas Sosial): their names, and when two spellings are one office.

An office is its events, as every record is; its code stays when it is renamed, as areas and groups name it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rules.records import Moves

OPEN, CLOSED = STATES = ("open", "closed")
# Event -> (the statuses it may follow, the status it leads to); None leaves the status as it is.
MOVES: Moves = {
    "added": (("",), OPEN),
    "renamed": (STATES, None),
    "closed": ((OPEN,), CLOSED),
    "reopened": ((CLOSED,), OPEN),
}
LONGEST = 60  # letters of a name
# Said or left out as one likes: "Dinas Sosial Kota Denpasar" is the Dinas Sosial of Denpasar.
MATTERLESS = frozenset({"kota", "kabupaten", "kab", "pemerintah", "pemkot", "pemkab", "dan", "and"})
NEARLY = 0.88  # as much of two spellings is the same where one of them may be mistyped
FEWEST = 3  # letters of an abbreviation


@dataclass(frozen=True)
class Office:
    """`region`: of which city; `code`: how areas and groups name it ("dinas-sosial")."""

    id: int
    region: str
    code: str
    name: str
    status: str = OPEN


def tidy(name: str) -> str:
    """A name without spaces too many."""
    return " ".join(name.split())


def code_of(name: str) -> str:
    """How a new office is known: "Dinas Sosial" is dinas-sosial; "" where no letter is left."""
    return "-".join(_words(name))


def spelling(name: str, city: str) -> str:
    """The same for every way to write the name of one office of the city ("Kota Denpasar")."""
    words = _words(unicodedata.normalize("NFKD", name))
    telling = [word for word in words if word not in MATTERLESS and word not in _words(city)]
    return " ".join(telling or words)


def same(name: str, known: Iterable[Office], city: str) -> Office | None:
    """The office that is written so, however it is spelt; also by its code, or by a name that it once had."""
    wanted, code = spelling(name, city), code_of(name)
    offices = tuple(known)
    by_name = (one for one in offices if spelling(one.name, city) == wanted)
    return next(by_name, None) or next((one for one in offices if one.code == code), None)


def nearly(name: str, known: Iterable[Office], city: str) -> Office | None:
    """One that may be meant by a mistyped name, or is abbreviated so, or the other way."""
    wanted = spelling(name, city)
    return next((one for one in known if _alike(wanted, spelling(one.name, city))), None)


def _words(name: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in name.lower() if not _accent(sign)).split()


def _accent(sign: str) -> bool:
    return unicodedata.combining(sign) > 0


def _alike(one: str, other: str) -> bool:
    if _numbers(one) != _numbers(other):  # Puskesmas 1 is not Puskesmas 2
        return False
    if _initials(one) == other or _initials(other) == one:
        return True
    return SequenceMatcher(None, one, other).ratio() >= NEARLY


def _numbers(spelt: str) -> list[str]:
    return [word for word in spelt.split() if word.isdigit() or word.strip("iv") == ""]


def _initials(spelt: str) -> str:
    """ "dinas lingkungan hidup" is dlh; "" for what is too short to be an abbreviation."""
    letters = "".join(word[0] for word in spelt.split())
    return letters if len(letters) >= FEWEST else ""
