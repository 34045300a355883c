"""Programmes from files and from the database: `load`, `load_all`, `to_json`, `from_json`.

The words for a programme's parts are those of programme.py, given here again so that one import is enough.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from rules.fields import Wrong
from rules.programme import AgeRule, Category, Exclusion, Payer, Period, Programme, Residence, Wording
from rules.programme_checks import mistakes
from rules.programme_reader import read_programme, write_programme

__all__ = [
    "AgeRule",
    "BadProgramme",
    "Category",
    "Exclusion",
    "Payer",
    "Period",
    "Programme",
    "Residence",
    "Wording",
    "from_json",
    "load",
    "load_all",
    "to_json",
]

STORED = Path("(stored)")


class BadProgramme(ValueError):
    """A programme cannot be used; `path` is its file and `why` one sentence for the one who wrote it."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def load(path: Path) -> Programme:
    """Read one programme file (TOML); raise `BadProgramme` with the first mistake."""
    try:
        return _sound(path, tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadProgramme(path, f"The file cannot be opened ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadProgramme(path, "The file is not text in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadProgramme(path, f"The file is not in the TOML format: {error}.") from error


def load_all(folder: Path) -> tuple[Programme, ...]:
    """Read every `*.toml` of a folder in the order of their names; two files must not share a code."""
    if not folder.is_dir():
        raise BadProgramme(folder, "There is no such folder.")
    programmes: dict[str, Programme] = {}
    for path in sorted(folder.glob("*.toml")):
        programme = load(path)
        if programme.code in programmes:
            raise BadProgramme(path, f'The code "{programme.code}" belongs to another file already.')
        programmes[programme.code] = programme
    return tuple(programmes.values())


def to_json(programme: Programme) -> str:
    """The programme as JSON text with the fields of its file, for a column of a database."""
    return json.dumps(write_programme(programme), ensure_ascii=False)


def from_json(text: str) -> Programme:
    """The inverse of `to_json`; raise `BadProgramme` where the text is not a sound programme."""
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadProgramme(STORED, f"The text is not in the JSON format: {error}.") from error
    if not isinstance(values, dict):
        raise BadProgramme(STORED, "The text does not hold the fields of a programme.")
    return _sound(STORED, values, stored=True)


def _sound(path: Path, values: Mapping[str, object], stored: bool = False) -> Programme:
    try:
        programme = read_programme(values)
    except Wrong as error:
        raise BadProgramme(path, str(error)) from error
    if found := mistakes(programme, stored):
        raise BadProgramme(path, found[0].sentence)
    return programme
