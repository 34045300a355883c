"""Who is heir of a member, by the dated table heirs.toml. Knows no person and decides no dispute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from rules.dated import NoRate, Row, read, text_of

WORDS = ("id", "en")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation to the dead: its row, whose value is the rank, and how it is called in each language."""

    row: Row
    id: str
    en: str

    @property
    def code(self) -> str:
        return self.row.rule.removeprefix("heir.")


def rank(relation: str, on: date) -> int:
    """The place of a relation on a day; 1 comes first, relations of one rank share (PP 44/2015).

    `spouse`, `child`, `parent`, `grandchild`, `grandparent`, `sibling`, `parent_in_law`, `will`, `other`.
    Raises `NoRate` for another word or a day before the table begins.
    """
    for known in relations(on):
        if known.code == relation:
            return known.row.whole
    raise NoRate(f"heir.{relation}", on)


def first_heirs(living: Iterable[str], on: date) -> tuple[str, ...]:
    """Of the relations that are there those that come first, in the order of the table; raises `NoRate`."""
    ranks = {relation: rank(relation, on) for relation in living}
    first = min(ranks.values(), default=None)
    return tuple(known.code for known in relations(on) if ranks.get(known.code, 0) == first)


def who_is_heir(living: Iterable[str], on: date | None = None, language: str = "id") -> str:
    """Those who come first in plain words: "istri atau suami, anak"; without anybody whoever buries.

    Without a day the newest rows count. Raises `NoRate` for an unknown relation.
    """
    day = on or max(relation.row.valid_from for relation in _table())
    heirs = first_heirs(living, day) or ("other",)
    return ", ".join(
        known.en if language == "en" else known.id for known in relations(day) if known.code in heirs
    )


def relations(on: date) -> tuple[Relation, ...]:
    """The relations of a day, the first heirs first."""
    return tuple(relation for relation in _table() if relation.row.in_force(on))


@cache
def _table() -> tuple[Relation, ...]:
    return tuple(
        Relation(row, table.text("id"), table.text("en")) for row, table in read(text_of("heirs"), own=WORDS)
    )
