"""A programme as the text of a file in programmes/ (TOML): the inverse of `rules.programmes.load`.

Comments of a file are not kept; each field is, in the order of docs/programmes.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rules.programme import Programme
from rules.programme_reader import write_programme

DAYS = ("from", "until")  # written as dates of TOML, not as texts


def to_toml(programme: Programme) -> str:
    """The text of the file, which `load` reads as the same programme."""
    values = write_programme(programme)
    head = f"# {' '.join(programme.name.id.split())}. What each field means: docs/programmes.md.\n"
    return "\n".join([head, *_table(values, "")]) + "\n"


def _table(values: Mapping[str, Any], place: str) -> Iterator[str]:
    """Plain values first: in TOML everything after a heading belongs to it."""
    inner = {key: value for key, value in values.items() if isinstance(value, Mapping)}
    rows = {key: value for key, value in values.items() if _is_rows(value)}
    for key, value in values.items():
        if key not in inner and key not in rows:
            yield f"{key} = {_day_or_value(key, value)}"
    for key, value in inner.items():
        yield from ("", f"[{place}{key}]", *_flat(value, ""))
    for key, value in rows.items():
        for row in value:
            yield from ("", f"[[{place}{key}]]", *_flat(row, ""))


def _flat(values: Mapping[str, Any], place: str) -> Iterator[str]:
    """The values of one table; tables within it by dotted names, as in `label.id`."""
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{place}{key}.")
        else:
            yield f"{place}{key} = {_day_or_value(key, value)}"


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


def _day_or_value(key: str, value: object) -> str:
    return str(value) if key in DAYS else _value(value)


def _value(value: object) -> str:
    """A text, a number, true or false, or a list of texts; JSON's texts are TOML's but for one sign."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
