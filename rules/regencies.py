"""Codes and names of provinces and of kabupaten/kota, for reading a NIK; also the codes no longer in use.

Where the table comes from: programmes/REGIONS.md. A code tells where a NIK was first issued, not where
its owner lives.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

TABLE = Path(__file__).with_name("regencies.csv")
SHORT = (
    ("Kabupaten Administrasi ", "Kab. "),
    ("Kota Administrasi ", "Kota "),
    ("Kabupaten ", "Kab. "),
    ("Kota ", "Kota "),
)

Row = tuple[str, str, str]


@cache
def rows() -> tuple[Row, ...]:
    """Each province and kabupaten/kota as (code, official name, status), in the order of codes.

    A code is written as officially, "63" or "63.71"; a status is `current`, `retired` (in a table of 2015 or
    later, no longer in today's) or `older` (gone before 2015). All three stand on cards that are still valid.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple((row["code"], row["name"], row["status"]) for row in csv.DictReader(file))


@cache
def provinces() -> Mapping[str, str]:
    """The 38 provinces: two digits -> official name."""
    return MappingProxyType({code: name for code, name, _ in rows() if len(code) == 2})


@cache
def regencies() -> Mapping[str, str]:
    """Every kabupaten and kota a NIK may begin with: four digits without the dot -> a name people know.

    "Banjarmasin" for Kota Banjarmasin; "Kab. Bogor" and "Kota Bogor" where the bare name means two places.
    """
    short = {code.replace(".", ""): _short(name) for code, name, _ in rows() if len(code) == 5}
    owners = Counter(bare for _, bare in set(short.values()))
    return MappingProxyType(
        {code: bare if owners[bare] == 1 else kind + bare for code, (kind, bare) in short.items()}
    )


@cache
def current() -> Mapping[str, str]:
    """The kabupaten and kota that exist today: official code with the dot -> official name."""
    return MappingProxyType(
        {code: name for code, name, status in rows() if len(code) == 5 and status == "current"}
    )


def _short(name: str) -> tuple[str, str]:
    """("Kab. " or "Kota ", the bare name)."""
    for long, kind in SHORT:
        if name.startswith(long):
            return kind, name.removeprefix(long)
    return "", name
