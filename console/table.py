"""Tables: the same on every page, cards on a telephone, plain on paper. Knows no record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """`href`: where it leads; `tag`: a state, told by a word and a colour; `number`: stands to the right."""

    text: str
    href: str = ""
    tag: str = ""
    number: bool = False


@dataclass(frozen=True)
class Table:
    """`columns` are keys of the words ("column.<name>"); every row has a cell for each."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def text(value: object) -> Cell:
    return Cell(str(value))


def number(value: int | None) -> Cell:
    """As Indonesians write it, 35.000; a dash where there is none."""
    return Cell("–" if value is None else f"{value:,}".replace(",", "."), number=True)


def link(href: str, value: str) -> Cell:
    return Cell(value, href)


def tag(value: str, kind: str) -> Cell:
    return Cell(value, tag=kind)


@dataclass(frozen=True)
class Slice:
    """One part of a long list: which one, of how many things, how many to a part."""

    number: int
    total: int
    size: int = 50

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """How many things stand before it."""
        return (self.number - 1) * self.size


def slice_of(asked: str, total: int, size: int = 50) -> Slice:
    """The part that was asked for ("3"); the nearest there is where there is no such part."""
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return Slice(min(max(1, wanted), Slice(1, total, size).last), total, size)
