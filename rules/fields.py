"""Typed values out of a table of a data file; every mistake is told in one clear sentence.

Knows neither programmes nor contributions, only names of fields and kinds of values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

Value = TypeVar("Value")


class Wrong(ValueError):
    """A data file holds a mistake; the text is one sentence for the person who wrote the file.

    Where that is one field, `field` is its place ("categories 2.quota") and `kind` what is the matter with
    it: missing, unknown, text, number, decimal, flag, day, texts, choice, table, tables.
    """

    def __init__(self, sentence: str, field: str = "", kind: str = "") -> None:
        super().__init__(sentence)
        self.field = field
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a data file (TOML or JSON) and its place in it, such as `age` or `categories 2`.

    Each reading method takes the name of a field and raises `Wrong` where it is missing or of another kind.
    """

    values: Mapping[str, object]
    place: str = ""

    def label(self, key: str) -> str:
        return f'"{self.at(key)}"'

    def at(self, key: str) -> str:
        """Where a field stands: "age.min"."""
        return f"{self.place}.{key}" if self.place else key

    def only(self, known: Collection[str]) -> None:
        """Refuse a field that is not among `known`: a misspelt name must not pass as an absent one."""
        for key in self.values:
            if key not in known:
                known_ones = ", ".join(known)
                raise self._wrong(key, "unknown", f"is not known; known are {known_ones}.")

    def maybe(self, read: Callable[[str], Value], key: str) -> Value | None:
        """`read(key)`, or None where the field is absent."""
        return read(key) if key in self.values else None

    def text(self, key: str) -> str:
        value = self._need(key)
        if not isinstance(value, str) or not value.strip():
            raise self._kind(key, "text", "a text")
        return value

    def number(self, key: str) -> int:
        """A whole number above zero."""
        value = self._need(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._kind(key, "number", "a whole number above zero")
        return value

    def decimal(self, key: str) -> Decimal:
        """A whole or decimal number; the file must have been read with `parse_float=Decimal`."""
        value = self._need(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self._kind(key, "decimal", "a number")
        return Decimal(value)

    def flag(self, key: str) -> bool:
        value = self._need(key)
        if not isinstance(value, bool):
            raise self._kind(key, "flag", "true or false")
        return value

    def day(self, key: str) -> date:
        """A date without a time, as a TOML date or as text YYYY-MM-DD (which is how JSON keeps it)."""
        value = self._need(key)
        day = _iso(value) if isinstance(value, str) else value
        if not isinstance(day, date) or isinstance(day, datetime):
            raise self._kind(key, "day", "a date such as 2026-01-31")
        return day

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._need(key)
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self._kind(key, "texts", "a list of texts")
        return tuple(value)

    def choice(self, key: str, allowed: Collection[str]) -> str:
        return self._among(key, self.text(key), allowed)

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        return tuple(self._among(key, value, allowed) for value in self.texts(key))

    def table(self, key: str) -> Table:
        value = self._need(key)
        if not isinstance(value, dict):
            raise self._kind(key, "table", "a table of fields")
        return Table(value, self.at(key))

    def tables(self, key: str) -> tuple[Table, ...]:
        value = self._need(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._kind(key, "tables", "a list of tables")
        return tuple(Table(item, f"{self.at(key)} {number}") for number, item in enumerate(value, 1))

    def _need(self, key: str) -> object:
        if key not in self.values:
            raise self._wrong(key, "missing", "is missing.")
        return self.values[key]

    def _kind(self, key: str, kind: str, expected: str) -> Wrong:
        return self._wrong(key, kind, f"must be {expected}, not {self.values[key]!r}.")

    def _among(self, key: str, value: str, allowed: Collection[str]) -> str:
        if value not in allowed:
            raise self._wrong(key, "choice", f'holds "{value}"; it may hold {", ".join(allowed)}.')
        return value

    def _wrong(self, key: str, kind: str, what: str) -> Wrong:
        return Wrong(f"The field {self.label(key)} {what}", self.at(key), kind)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        return None
