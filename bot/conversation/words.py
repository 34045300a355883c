"""Texts by their dotted key, in one language. Where the catalogues come from is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

Catalogue = Mapping[str, str]


class Formats(Protocol):
    """How a language writes dates and money."""

    def date(self, value: date) -> str: ...

    def instant(self, value: datetime) -> str: ...

    def rupiah(self, value: int) -> str: ...


class MissingWords(KeyError):
    """A text that no catalogue has: a fault of the program, found by the tests."""


@dataclass(frozen=True)
class Language:
    """All catalogues of one language: conversation name -> key -> text; `common` serves every conversation."""

    code: str
    catalogues: Mapping[str, Catalogue]
    formats: Formats


@dataclass(frozen=True)
class Words:
    """`words("nik.ask")` looks in the conversation's catalogue, then in `common`.

    With a variant "other", `nik.ask@other` comes before `nik.ask`.
    """

    language: Language
    conversation: str = "common"
    variant: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, key: str, /, **details: Any) -> str:
        text = self.find(key)
        if text is None:
            raise MissingWords(f"{self.language.code}/{self.conversation}: {key}")
        return text.format_map(_Kind({**self.details, **details}))

    def find(self, key: str) -> str | None:
        """The text as written in the catalogue, or None."""
        keys = (f"{key}@{self.variant}", key) if self.variant else (key,)
        for catalogue in self._catalogues():
            for wanted in keys:
                if text := catalogue.get(wanted):
                    return text
        return None

    def first(self, *keys: str, **details: Any) -> str:
        """The text of the first key that exists."""
        return self(next((key for key in keys if self.find(key) is not None), keys[-1]), **details)

    def listed(self, key: str) -> tuple[str, ...]:
        """A text of words with commas between them: ("kembali", "back"); () when there is none."""
        return tuple(word.strip() for word in (self.find(key) or "").split(",") if word.strip())

    def _catalogues(self) -> tuple[Catalogue, ...]:
        own = self.language.catalogues.get(self.conversation, {})
        return own, self.language.catalogues.get("common", {})


class _Kind(dict[str, Any]):
    """A detail that is not known is left blank: a person must never see a brace."""

    def __missing__(self, key: str) -> str:
        return ""
