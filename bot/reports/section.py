"""A report as data: sections with a table and perhaps a chart, which page, PDF and workbook show alike.

Knows neither what is counted nor how it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.words import Words

Value = str | int | None
TEXT, NUMBER, TARGET, RUPIAH, PERCENT = "text", "number", "target", "rupiah", "percent"


@dataclass(frozen=True)
class Column:
    """`kind` says how its values are written; a TARGET that nobody has set says so in words."""

    label: str
    kind: str = NUMBER


@dataclass(frozen=True)
class Bar:
    """`target`: how far it should reach, None where nobody has said."""

    label: str
    value: int
    target: int | None = None


@dataclass(frozen=True)
class Chart:
    """Bars beside each other; `kind` of their values as of a column. `filled` and `empty` say what a filled
    and an empty bar are.
    """

    bars: tuple[Bar, ...]
    filled: str
    empty: str = ""
    kind: str = NUMBER

    @property
    def longest(self) -> int:
        """What a bar over the whole width stands for."""
        return max([1, *(max(bar.value, bar.target or 0) for bar in self.bars)])


@dataclass(frozen=True)
class Section:
    """`rows` have a value for each column; `codes` name what each is about, where it has a code."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    codes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Report:
    """`by` made it at `at` (local); `month` as people write it."""

    title: str
    subtitle: str
    month: str
    at: datetime
    by: str
    sections: tuple[Section, ...]


def share(part: int, whole: int | None) -> int | None:
    """How many percent, rounded down: 100 only where all of it is there."""
    return part * 100 // whole if whole else None


def written(value: Value, kind: str, words: Words) -> str:
    """A value as people read it."""
    if value is None:
        return words("reports.no_target") if kind == TARGET else "–"
    if isinstance(value, str):
        return value
    if kind == RUPIAH:
        return words.language.formats.rupiah(value)
    return f"{value} %" if kind == PERCENT else f"{value:,}".replace(",", ".")
