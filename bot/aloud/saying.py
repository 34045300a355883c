"""A text as it is to be read aloud: numbers, dates, sums and abbreviations in words, placeholders as pauses.

Abbreviations and signs stand in locales/<language>/spoken.txt, which anyone may extend.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.aloud.numbers import one_by_one, said
from bot.catalogues import LOCALES
from bot.formats import BabelFormats

PAUSE = "…"
FILE = "spoken.txt"
_LONG = 5  # from so many digits on they are said one by one
_DATE = re.compile(r"\b(\d{1,2})-(\d{1,2})-(\d{4})\b")
_MONEY = re.compile(r"\bRp ?(\d{1,3}(?:[.,]\d{3})*|\d+)\b")
_GROUPED = re.compile(r"\b\d{1,3}(?:[.,]\d{3})+\b")
_DIGITS = re.compile(r"\b\d{4}(?: \d{4})+(?: \d+)?\b|\b\d{4} \d{4} \d{3,4}\b|\b0\d+\b")
_CODE = re.compile(r"\b([A-Z]{2,4})-(\d{4,})\b")
_LAW = re.compile(r"\b(\d+)/(\d{4})\b")
_TIMES = re.compile(r"\b(\d+)x(\d+)\b")
_CLOCK = re.compile(r"\b(\d{1,2})[.:](\d\d)\b")
_RANGE = re.compile(r"(?<=\w)-(?=[A-Z0-9])")
_NUMBER = re.compile(r"\d+")
_PLACE = re.compile(r"[-(]?\{\w+\}\)?")
_WORD = re.compile(r"[A-Za-z][\w.]*")
_SENTENCE = re.compile(r"(?:\A|(?<=[.?!] ))[a-z]")
_LINE = re.compile(r"\s*\n[-\s]*")


@dataclass(frozen=True)
class Saying:
    """How one language is read: `terms` are abbreviations and signs with what is said for them."""

    language: str
    terms: Mapping[str, str]

    def aloud(self, text: str) -> str:
        """The text in words alone: no digit, no sign, no abbreviation is left."""
        for pattern, words in self._steps():
            text = pattern.sub(words, text)
        return self._tidy(text)

    def _steps(self) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
        """In this order: what comes first takes its digits away from what follows."""
        between = self.terms["-"]
        return (
            (_PLACE, lambda found: f" {PAUSE} "),
            (_LINE, lambda found: ". "),
            (_DATE, self._date),
            (_MONEY, lambda found: f"{self._number(found[1])} rupiah"),
            (_GROUPED, lambda found: self._number(found[0])),
            (_CODE, lambda found: f"{' '.join(found[1])}, {one_by_one(found[2], self.language)}"),
            (_DIGITS, lambda found: one_by_one("".join(_NUMBER.findall(found[0])), self.language)),
            (_LAW, lambda found: f"{self._number(found[1])} {self.terms['year']} {self._number(found[2])}"),
            (_TIMES, lambda found: f"{self._number(found[1])} {self.terms['x']} {self._number(found[2])}"),
            (_CLOCK, lambda found: f"{self._number(found[1])} {self._number(found[2])}"),
            (_RANGE, lambda found: f" {between} "),
            (_NUMBER, lambda found: self._number(found[0])),
            (_WORD, self._word),
        )

    def _date(self, found: re.Match[str]) -> str:
        day, month, year = map(int, found.groups())
        return BabelFormats(self.language).date(date(year, month, day))

    def _number(self, digits: str) -> str:
        plain = "".join(_NUMBER.findall(digits))
        grouped = plain != digits
        return (
            one_by_one(plain, self.language)
            if len(plain) >= _LONG and not grouped
            else said(int(plain), self.language)
        )

    def _word(self, found: re.Match[str]) -> str:
        """What is said for an abbreviation, its dot aside; any other word as it is."""
        word = found[0]
        for known, after in ((word, ""), (word.rstrip("."), "." if word.endswith(".") else "")):
            if known in self.terms:
                return self.terms[known] + after
        return word

    def _tidy(self, text: str) -> str:
        text = text.replace("/", f" {self.terms['/']} ")
        text = re.sub(r"\s*[()]\s*", ", ", text)
        text = re.sub(r"\s+", " ", text)
        text = re.sub(r"[ ,]+([.?!;:,])", r"\1", text)
        text = re.sub(r"([:;,.?!])[.,]+", r"\1", text).strip(" ,")
        return _SENTENCE.sub(lambda found: found[0].upper(), text)


@cache
def saying(language: str, folder: Path = LOCALES) -> Saying:
    """How a language is read. Raises OSError where nobody has written it down."""
    lines = (folder / language / FILE).read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return Saying(language, {short.strip(): long.strip() for short, _, long in pairs})
