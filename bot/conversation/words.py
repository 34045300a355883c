"""Texts by their dotted key, in one language. Where the catalogues come from is not known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Protocol

Catalogue = Mapping[str, str]
COMMON = "common"


class Formats(Protocol):
    """How a language writes dates and money."""

    def date(self, value: date) -> str: ...

    def instant(self, value: datetime) -> str: ...

    def rupiah(self, value: int) -> str: ...


class MissingWords(KeyError):
    """A text that no catalogue has: a fault of the program, found by the tests."""


@dataclass(frozen=True, eq=False)
class Language:
    """All catalogues of a language: conversation name -> key -> text; `common` serves every conversation.

    One is told from another by which it is, not by all its texts.
    """

    code: str
    catalogues: Mapping[str, Catalogue]
    formats: Formats

    def texts(self, conversation: str, variant: str) -> Catalogue:
        """What a conversation can say: its own texts before the common ones, those of the variant first."""
        place = (conversation, variant if variant in self._variants else "")
        if place not in self._texts:
            self._texts[place] = self._layered(*place)
        return self._texts[place]

    def written(self, conversation: str, variant: str, key: str) -> str | None:
        """Where a text stands, the most particular first: "register/nik.ask@other"; None where nowhere."""
        keys = (f"{key}@{variant}", key) if variant else (key,)
        places = ((name, one) for name in (conversation, COMMON) for one in keys)
        found = (f"{name}/{one}" for name, one in places if self.catalogues.get(name, {}).get(one))
        return next(found, None)

    def _layered(self, conversation: str, variant: str) -> Catalogue:
        texts: dict[str, str] = {}
        for name in (COMMON, conversation):
            written = {key: text for key, text in self.catalogues.get(name, {}).items() if text}
            texts |= written
            if variant:
                ending = f"@{variant}"
                texts |= {k.removesuffix(ending): text for k, text in written.items() if k.endswith(ending)}
        return texts

    @cached_property
    def _texts(self) -> dict[tuple[str, str], Catalogue]:
        return {}

    @cached_property
    def _variants(self) -> frozenset[str]:
        keys = (key for catalogue in self.catalogues.values() for key in catalogue)
        return frozenset(variant for _, at, variant in (key.rpartition("@") for key in keys) if at)


@dataclass(frozen=True)
class Words:
    """`words("nik.ask")` looks in the conversation's catalogue, then in `common`.

    With a variant "other", `nik.ask@other` comes before `nik.ask`. `details` are what every text may mention.
    """

    language: Language
    conversation: str = COMMON
    variant: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, key: str, /, **details: Any) -> str:
        """The text with its details in their places; raises MissingWords."""
        return self._told(key, self.find(key), details)

    def find(self, key: str) -> str | None:
        """The text as written in the catalogue, or None."""
        return self.language.texts(self.conversation, self.variant).get(key)

    def first(self, *keys: str, **details: Any) -> str:
        """The text of the first key that exists; raises MissingWords naming the last."""
        texts = self.language.texts(self.conversation, self.variant)
        return self._told(keys[-1], next((texts[key] for key in keys if key in texts), None), details)

    def place(self, *keys: str) -> str | None:
        """Where the text of the first key that exists stands: "register/nik.ask@other"."""
        found = (self.language.written(self.conversation, self.variant, key) for key in keys)
        return next((place for place in found if place), None)

    def listed(self, key: str) -> tuple[str, ...]:
        """A text of words with commas between them: ("kembali", "back"); () when there is none."""
        text = self.find(key)
        return _split(text) if text else ()

    def _told(self, key: str, text: str | None, details: Mapping[str, Any]) -> str:
        if text is None:
            raise MissingWords(f"{self.language.code}/{self.conversation}: {key}")
        if "{" not in text and "}" not in text:
            return text
        return text.format_map(_Kind(details, self.details))


@dataclass(frozen=True)
class _Kind:
    """The details of one text, before those of every text. One that is not known is left blank: a person must
    never see a brace."""

    own: Mapping[str, Any]
    every: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.own[name] if name in self.own else self.every.get(name, "")


@lru_cache(4096)
def _split(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
