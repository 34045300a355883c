"""From what was typed into a form about a programme to the fields of its file, and back. Judges nothing.

What can't be read stays as it was typed: the programme's reader says what is the matter with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from console.asked import Asked
from console.setup_fields import Entry
from console.typed import whole
from rules.programme_edit import Fields, got, put

YES = "yes"
MOST_DIGITS = 15


def value_of(asked: Asked, entry: Entry) -> Any:
    """What the field is to hold; None where nothing was filled in."""
    typed = asked.one(entry.path)
    match entry.kind:
        case "flag":
            return YES in asked.many(entry.path)
        case "choices":
            ticked = [option for option in entry.options if option in asked.many(entry.path)]
            return ticked if ticked or entry.needed or entry.path == "not_for.who" else None
        case "number" | "rupiah":
            return _number(typed)
        case "words":
            return _split(r"[,;\n]", typed.lower()) or None
        case "lines":
            return _split(r"\n", typed) or None
    return " ".join(typed.split()) or None


def _number(typed: str) -> int | str | None:
    """ "3.000.000" and "Rp 3.000.000" as a number."""
    found = whole(typed, MOST_DIGITS)
    return typed or None if found is None else found


def _split(between: str, typed: str) -> list[str]:
    """What stands between, without spaces around it and each once."""
    found = (" ".join(part.split()) for part in re.split(between, typed))
    return list(dict.fromkeys(part for part in found if part))


def put_all(values: Fields, entries: Iterable[Entry], asked: Asked) -> None:
    """Write what was typed into the fields."""
    for entry in entries:
        if entry.kind != "place":
            put(values, entry.path, value_of(asked, entry))


def filled(values: Mapping[str, Any], entries: Iterable[Entry]) -> dict[str, Any]:
    """The fields as a form shows them."""
    return {entry.path: shown(entry, got(values, entry.path)) for entry in entries}


def shown(entry: Entry, value: Any) -> Any:
    """One field: a text, or a tuple for what is ticked."""
    if value is None:
        return () if entry.kind in ("flag", "choices") else ""
    match entry.kind:
        case "flag":
            return (YES,) if value else ()
        case "choices":
            return tuple(value)
        case "rupiah":
            return f"{value:,}".replace(",", ".")
        case "words":
            return ", ".join(value)
        case "lines":
            return "\n".join(value)
    return str(value)


def typed(asked: Asked, entries: Iterable[Entry]) -> dict[str, Any]:
    """The form as it was filled in, to be shown again."""
    return {
        entry.path: asked.many(entry.path) if entry.kind in ("flag", "choices") else asked.one(entry.path)
        for entry in entries
    }
