"""Puts single answers into lines: words for codes, dates as people write them. Knows no form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.conversation.words import Formats, Words
from bot.paper.form import Box, Line


@dataclass(frozen=True)
class Clerk:
    """Writes the fields of one report: `answers` and `facts` as `bot.paper.sheet` describes them."""

    answers: Mapping[str, Any]
    facts: Mapping[str, Any]
    words: Words
    formats: Formats

    def half(self, field: str, value: object = None) -> Line:
        """A field that takes half a row."""
        return Line(self.words(f"line.{field}"), plain(value), half=True)

    def wide(self, field: str, value: object = None, rows: int = 1) -> Line:
        """A field over the whole row, or over several where the value is long."""
        return Line(self.words(f"line.{field}"), plain(value), rows=rows)

    def boxes(self, field: str, codes: Sequence[str], ticked: object, half: bool = False) -> Line:
        """A field of boxes, of which at most one is ticked."""
        boxes = tuple(Box(self.words(f"box.{field}.{code}"), code == ticked) for code in codes)
        return Line(self.words(f"line.{field}"), boxes=boxes, half=half)

    def day(self, value: object) -> str:
        """An ISO date in words."""
        return self.formats.date(date.fromisoformat(str(value))) if value else ""

    def moment(self, value: object) -> str:
        """An ISO local date and time in words."""
        return self.formats.instant(datetime.fromisoformat(str(value))) if value else ""

    def rupiah(self, value: object) -> str:
        """Whole rupiah a month."""
        return self.words("a_month", amount=self.formats.rupiah(value)) if isinstance(value, int) else ""

    def payer(self, code: object) -> str:
        """Who pays the contribution; what is no known code is printed as it is."""
        return self.words.find(f"payer.{code}") or plain(code)

    def relation(self, code: object) -> str:
        """The relation to the worker; what is no known code is printed as it is."""
        return self.words.find(f"relation.{code}") or plain(code)

    def numbered(self, field: str, values: Sequence[str], least: int, most: int, half: bool) -> list[Line]:
        """The same field several times; what goes beyond `most` is counted on the last line."""
        shown = [*values[:most], *[""] * (least - len(values))]
        if len(values) > most:
            room = 20 if half else 70
            shown[-1] = self.words("and_more", value=shown[-1][:room], count=len(values) - most)
        label = self.words(f"line.{field}")
        return [Line(f"{label} {place}", value, half=half) for place, value in enumerate(shown, 1)]


def plain(value: object) -> str:
    """A value as text on one line: "jkk", "jkm" is "JKK, JKM"."""
    if isinstance(value, list | tuple):
        return ", ".join(str(one).upper() for one in value)
    return "" if value is None else " ".join(str(value).split())
