"""Kecamatan and villages of a region table; the table may come from a file or from a database.

A village is a kelurahan or a desa: the last part of its code begins with 1 or 2 (desa adat: 3).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

Region = tuple[str, str]
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", re.ASCII)
KINDS = {"1": "kelurahan", "2": "desa", "3": "desa_adat"}
SENTENCES = {
    "code": '"{code}" is not a region code such as 63.71.05.1003.',
    "twice": 'The code "{code}" appears twice.',
    "name": 'The region "{code}" has no name.',
}


class BadRegions(ValueError):
    """A region table cannot be read; `why` is one sentence, `path` where the table is (None: rows given)."""

    def __init__(self, path: Path | None, why: str) -> None:
        super().__init__(f"{path}: {why}" if path else why)
        self.path = path
        self.why = why


@dataclass(frozen=True, slots=True)
class Regions:
    """An immutable table of regions. Codes are official ("63.71", "63.71.05", "63.71.05.1003")."""

    names: Mapping[str, str] = field(repr=False)
    inside: Mapping[str, tuple[Region, ...]] = field(repr=False)

    @staticmethod
    def of(rows: Iterable[Region]) -> Regions:
        """Build from (code, name) rows in any order; raise `BadRegions` for a bad or repeated code."""
        names: dict[str, str] = {}
        for code, name in rows:
            _check(code, name, names)
            names[code] = name.strip()
        return Regions(MappingProxyType(names), MappingProxyType(_inside(names)))

    def name(self, code: str) -> str | None:
        """The official name, or None for a code that is not in the table."""
        return self.names.get(code)

    def districts(self, code: str) -> tuple[Region, ...]:
        """The kecamatan (code, name) of a kabupaten or kota, in the order of codes; empty if unknown."""
        return self.inside.get(code, ()) if len(code) == len("63.71") else ()

    def villages(self, district_code: str) -> tuple[Region, ...]:
        """The kelurahan and desa (code, name) of a kecamatan, in the order of codes; empty if unknown."""
        return self.inside.get(district_code, ()) if len(district_code) == len("63.71.05") else ()

    def villages_of(self, code: str) -> tuple[Region, ...]:
        """All kelurahan and desa of a kabupaten or kota, in the order of codes."""
        return tuple(village for district, _ in self.districts(code) for village in self.villages(district))

    def path(self, code: str) -> tuple[str, ...]:
        """The names from a place outwards: ("Tegal Harum", "Denpasar Barat", "Kota Denpasar")."""
        parts = code.split(".")
        codes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return tuple(self.names[known] for known in codes if known in self.names)


def load_regions(path: Path) -> Regions:
    """Read a table with the columns `code` and `name` (others are ignored); raise `BadRegions`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return Regions.of(_rows(csv.DictReader(file)))
    except OSError as error:
        raise BadRegions(path, f"The file cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadRegions(path, "The file is not text in UTF-8.") from error
    except BadRegions as error:
        raise BadRegions(path, error.why) from error


def village_kind(code: str) -> str | None:
    """`kelurahan`, `desa` or `desa_adat` by the code of a village; None for any other code."""
    village = code.split(".")[3:]
    return KINDS.get(village[0][:1]) if village else None


def _rows(reader: csv.DictReader[str]) -> Iterable[Region]:
    if not {"code", "name"} <= set(reader.fieldnames or ()):
        raise BadRegions(None, "The first line must name the columns code and name.")
    return ((row["code"] or "", row["name"] or "") for row in reader)


def problem_of(code: str, name: str, names: Mapping[str, str]) -> str | None:
    """What is wrong with a row after those in `names`: a key of SENTENCES; None where nothing is."""
    if not CODE.fullmatch(code):
        return "code"
    if code in names:
        return "twice"
    return None if name.strip() else "name"


def _check(code: str, name: str, names: Mapping[str, str]) -> None:
    if problem := problem_of(code, name, names):
        raise BadRegions(None, SENTENCES[problem].format(code=code))


def _inside(names: Mapping[str, str]) -> dict[str, tuple[Region, ...]]:
    children: dict[str, list[Region]] = {}
    for code in sorted(names):
        children.setdefault(code.rpartition(".")[0], []).append((code, names[code]))
    return {parent: tuple(regions) for parent, regions in children.items()}
