"""Where somebody lives among the words of a pasted line, with nothing between it and the name: "Dusun: Melati
DEWI SARTIKA", "DEWI SARTIKA dusun Melati".

They are parted where the words themselves leave no doubt; else the name waits as it stands there. It knows
no other line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.lists.cells import Cell
from bot.lists.words import DEAD, EMPLOYED, LEFT, NO_ONE_NAME, PLACED

# What a label that took the name along is called where it begins a name that nobody can read.
LABELS = {"unit": "Dusun", "village": "Desa", "address": "Alamat"}
_WITHIN = re.compile(
    r"(?P<name>[^\W\d_].*?)[\s,]+(?P<place>(?P<unit>dusun|dsn|lingkungan|lingk)\b[ .:]*(?P<called>[^\W\d_].*)"
    r"|(?:desa|kelurahan|kampung|jalan|jln|jl|gang|gg)\b[ .:]*[^\W_].*)",
    re.IGNORECASE,
)
_SMALL_AND_CAPITALS = re.compile(
    r"(?P<place>\S*[^\W\d_A-Z].*?)\s+(?P<name>[A-Z][A-Z'.\-]*(?: [A-Z][A-Z'.\-]*)*)"
)
_IN_PLACE = re.compile(rf"{PLACED}[ .:]*", re.IGNORECASE)
_BRACKET = re.compile(r"[()\1\2]")
_LONGEST = 120  # signs of a name with a place
_SHORT = 4  # letters of a word that names a place; fewer may be "Br." or "Gg."
_DIRECTIONS = (
    "kaja kelod kangin kauh kawan tengah utara selatan timur barat lor kidul wetan kulon atas bawah indah"
    " baru lama raya jaya asri permai dalam luar hulu hilir"
)
_OF_PLACES = frozenset(_DIRECTIONS.upper().split())
_ROMAN = re.compile(r"[IVX]+")


def part(found: dict[str, Cell]) -> None:
    """Takes the place out of the name, or the name out of what a label of places took along."""
    name = found.get("name", "")
    if isinstance(name, str) and name:
        if len(name) <= _LONGEST:
            _out_of_name(found, name)
        return
    for field, label in LABELS.items():
        value = found.get(field, "")
        if isinstance(value, str) and " " in value and len(value) <= _LONGEST:
            _out_of_label(found, field, label, value)
            return


def beside_place(found: Mapping[str, Cell]) -> bool:
    """A name in capitals beside a place that is not: a person, also where no NIK is told."""
    name, place = str(found.get("name", "")), str(found.get("unit", ""))
    return name.isupper() and " " in name and place != "" and not place.isupper()


def _out_of_name(found: dict[str, Cell], name: str) -> None:
    if (within := _WITHIN.fullmatch(name)) and not _says_more(within["place"]):
        found["name"] = within["name"]
        found.setdefault(*(("unit", within["called"]) if within["unit"] else ("address", within["place"])))
    elif (begins := _IN_PLACE.match(name)) and (apart := _parted(name[begins.end() :])):
        found["name"] = apart[1]
        found.setdefault("unit", apart[0])


def _out_of_label(found: dict[str, Cell], field: str, label: str, value: str) -> None:
    """Without a NIK too where the case of the letters parts them; else what stands there may be a heading."""
    if apart := _parted(value):
        found[field], found["name"] = apart
    elif "nik" in found and not (field == "address" and _IN_PLACE.search(value)):
        found["name"] = f"{label} {value}"
        del found[field]


def _says_more(place: str) -> bool:
    """Of the person, or of another: that stays with the name."""
    return any(pattern.search(place) for pattern in (_BRACKET, DEAD, LEFT, EMPLOYED, NO_ONE_NAME))


def _parted(text: str) -> tuple[str, str] | None:
    """ "Melati DEWI SARTIKA": what has small letters, and behind it all that has none."""
    both = _SMALL_AND_CAPITALS.fullmatch(text)
    if not both or _says_more(both["place"]):
        return None
    if not any(len(word) >= _SHORT for word in re.findall(r"[^\W\d_]+", both["place"])):
        return None
    first = both["name"].split()[0]
    if first in _OF_PLACES or _ROMAN.fullmatch(first) or len(first) == 1:
        return None
    return both["place"].strip(" ,.:-"), both["name"]
