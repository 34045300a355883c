"""The words of a report for one reader: names of regions, kinds of work, payers and statuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.conversation.words import Words
from bot.reports.section import Column
from rules.programme import Programme


@dataclass(frozen=True)
class Teller:
    """`regions`: the names of kecamatan and villages by their code."""

    words: Words
    regions: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.words.language.code

    def column(self, name: str, kind: str = "number") -> Column:
        return Column(self.words(f"reports.column.{name}"), kind)

    def column_of(self, family: str, name: str) -> Column:
        """One of several columns of a family: the statuses of cases."""
        return Column(self.words(f"reports.column.{family}.{name}"))

    def region(self, code: str) -> str:
        """The name of a kecamatan or village; its code where the table does not have it."""
        return self.regions.get(code, code) if code else self.words("reports.unknown")

    def category(self, programme: Programme, code: str) -> str:
        known = programme.category(code)
        return known.label[self.language] if known else code or self.words("reports.unknown")

    def payer(self, programme: Programme, code: str) -> str:
        """Who pays: as the programme calls its own payer, else in general words."""
        if code == programme.payer.code:
            return programme.payer.label[self.language]
        return self.words.find(f"payer.{code}") or code

    def status(self, code: str) -> str:
        return self.words.first(f"reports.status.{code}", "reports.unknown")

    def month(self, day: date) -> str:
        """November 2026"""
        return self.words.language.formats.date(day.replace(day=1)).partition(" ")[2]
