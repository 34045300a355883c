"""What the fields of a call may be: their names, types, lengths and counts. Knows no field of its own.

Each kind has `check(value, where)`, which raises Refused. Characters are counted as Unicode counts them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.rehearsal.whatsapp.answers import invalid, missing, wrong


class Kind(Protocol):
    """What a value may be."""

    def check(self, value: Any, where: str) -> None:
        """Raises Refused where it is something else."""


def inside(where: str, name: str) -> str:
    """The place of a field, as the API writes it: text['body']."""
    return f"{where}['{name}']" if where else name


@dataclass(frozen=True)
class Text:
    """Words of so many characters, not only spaces. `emoji`: may have some; `shape`: how it must look."""

    most: int
    emoji: bool = True
    shape: re.Pattern[str] | None = None
    tight: bool = False  # no space before or after

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        if not isinstance(value, str):
            raise invalid(f"Param {where} must be a string.")
        if re.search("[\ud800-\udfff\0]", value):
            raise invalid(f"Param {where} must be a valid UTF-8 string.")
        if not value.strip():
            raise missing(where)
        self._check_look(value, where)

    def _check_look(self, value: str, where: str) -> None:
        if len(value) > self.most:
            raise wrong(f"Param {where} must be at most {self.most} characters long.")
        if self.shape and not self.shape.fullmatch(value):
            raise wrong(f"Param {where} is not of the form that it must have.")
        if self.tight and value != value.strip():
            raise wrong(f"Param {where} cannot have leading or trailing spaces.")
        if not self.emoji and has_emoji(value):
            raise wrong(f"Param {where} cannot contain emojis.")


def has_emoji(text: str) -> bool:
    """Whether there is a picture among the letters."""
    return any(unicodedata.category(sign) == "So" or sign == "\ufe0f" for sign in text)


@dataclass(frozen=True)
class OneOf:
    """One of these words."""

    words: tuple[str, ...]

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        if value not in self.words:
            raise invalid(f"Param {where} must be one of {{{', '.join(self.words)}}} - got {value!r:.40}.")


@dataclass(frozen=True)
class Flag:
    """true or false."""

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        if not isinstance(value, bool):
            raise invalid(f"Param {where} must be a boolean.")


@dataclass(frozen=True)
class Index:
    """A small number, given as itself or as its digits."""

    most: int

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        digits = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
        if not digits.isdecimal() or int(digits) > self.most:
            raise wrong(f"Param {where} must be a number from 0 to {self.most}.")


@dataclass(frozen=True)
class Anything:
    """An object whose fields are the bot's own affair."""

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        if not isinstance(value, dict):
            raise invalid(f"Param {where} must be a JSON object.")


@dataclass(frozen=True)
class Many:
    """A list of so many of a kind."""

    of: Kind
    most: int
    least: int = 1

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        if not isinstance(value, list):
            raise invalid(f"Param {where} must be an array.")
        if not self.least <= len(value) <= self.most:
            raise wrong(f"Invalid {where} count. Min allowed: {self.least}, Max allowed: {self.most}.")
        for number, one in enumerate(value):
            self.of.check(one, f"{where}[{number}]")


@dataclass(frozen=True)
class Fields:
    """An object with these fields and no others. `one_of`: exactly one of these must be there."""

    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)
    one_of: Mapping[str, Kind] = field(default_factory=dict)

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        if not isinstance(value, dict):
            raise invalid(f"Param {where or 'body'} must be a JSON object.")
        self._check_names(value, where)
        known = {**self.required, **self.optional, **self.one_of}
        for name, one in value.items():
            known[name].check(one, inside(where, name))

    def _check_names(self, value: Mapping[str, Any], where: str) -> None:
        for name in value:
            if name not in self.required and name not in self.optional and name not in self.one_of:
                raise invalid(f'Unexpected key "{name:.40}" on param "{where or "body"}".')
        for name in self.required:
            if name not in value:
                raise missing(inside(where, name))
        if self.one_of and len(value.keys() & self.one_of.keys()) != 1:
            raise invalid(f"Exactly one of {', '.join(self.one_of)} must be given in {where or 'the body'}.")


@dataclass(frozen=True)
class Choice:
    """An object of one of several forms, which its `by` names."""

    forms: Mapping[str, Kind]
    by: str = "type"

    def check(self, value: Any, where: str) -> None:
        """Raises Refused."""
        if not isinstance(value, dict):
            raise invalid(f"Param {where or 'body'} must be a JSON object.")
        if self.by not in value:
            raise missing(inside(where, self.by))
        OneOf(tuple(self.forms)).check(value[self.by], inside(where, self.by))
        self.forms[value[self.by]].check(value, where)
