"""Which village a list means by what stands in its column: "Tegal Harum", "Ds. Tegal-Harum", or a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.reading.plain import plain
from storage import catalogue
from storage.statement import Tx

KINDS = ("desa", "kelurahan", "kel", "ds", "kampung", "nagari")


@dataclass(frozen=True)
class Villages:
    """The villages of one kabupaten or kota: code -> name, and the codes of each name."""

    names: Mapping[str, str]
    called: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(tx: Tx, region: str) -> Villages:
        return _villages(catalogue.villages_of(tx, region))

    def meant(self, text: str) -> tuple[str, ...]:
        """The codes a text may mean; () where it names none of them."""
        code = text.strip()
        return (code,) if code in self.names else self.called.get(folded(text), ())


@lru_cache(16)
def _villages(rows: tuple[tuple[str, str], ...]) -> Villages:
    """Of (code, name); the parts of a long list ask for the same hundreds of them again and again."""
    called: dict[str, tuple[str, ...]] = {}
    for code, name in rows:
        called[folded(name)] = (*called.get(folded(name), ()), code)
    return Villages(dict(rows), called)


def folded(text: str) -> str:
    """Letters and digits only, without the word for a village before them."""
    first, *others = plain(text).lower().replace(".", " ").split() or [""]
    words = others if first in KINDS and others else [first, *others]
    return "".join(letter for word in words for letter in word if letter.isalnum())
