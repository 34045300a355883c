"""A message cut at its labels ("nama", "nik", "kerja"): what stands after each, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.keywords import AROUND
from bot.conversation.reading.name_words import OWN
from bot.conversation.reading.plain import LONGEST, plain
from bot.conversation.words import Words

# In the order in which they are looked for: "nama ibu" before "nama".
LABELS = ("mother", "own_name", "name", "nik", "born", "phone", "address", "income", "work")
TO_THE_NEXT_LABEL = ("born", "address")  # commas and dots are part of these
_MINE = " saya"
_WORD = re.compile(r"[\w/]+")
_END = re.compile(r"[\n;]|(?<!\d),|,(?!\d)|\.(?= |$)")  # "1,5 juta" is one number


@dataclass(frozen=True)
class Labelled:
    """`values`: what stands after each label, the first of each; `rest`: what stands before all of them, and
    behind the end of one. `text`: all of it; `starts`: where each label stands in it.
    """

    text: str
    values: Mapping[str, str]
    rest: str
    starts: Mapping[str, int]

    def get(self, label: str) -> str:
        return self.values.get(label, "")

    def says(self, phrases: Iterable[str]) -> bool:
        """Is one of these in the text, as whole words?"""
        return any(named(self.text, phrases))


def labelled(text: str, words: Words) -> Labelled:
    """Cut a text; of what is longer than anybody reads only the beginning."""
    line = plain(text[:LONGEST])
    found = list(_pattern(tuple(words.listed(f"label.synonyms.{label}") for label in LABELS)).finditer(line))
    values: dict[str, str] = {}
    rest = [line[: found[0].start()] if found else line]
    for at, label in enumerate(found):
        until = found[at + 1].start() if at + 1 < len(found) else len(line)
        value, beyond = _cut(label.lastgroup or "", line[label.end() : until])
        values.setdefault(label.lastgroup or "", value)
        rest.append(beyond)
    starts = {label.lastgroup or "": label.start() for label in reversed(found)}
    return Labelled(line, values, " ".join(rest), starts)


def named(text: str, phrases: Iterable[str]) -> Iterable[str]:
    """Those of the phrases that a text has as whole words, the longest first."""
    said = f" {' '.join(_WORD.findall(text.lower()))} "
    return [one for one in sorted(set(phrases), key=len, reverse=True) if one and f" {one} " in said]


def ours(phrases: Iterable[str]) -> list[str]:
    """ "suami saya" in every tongue that is spoken to us: "suami ulun", "suami tiang", "suamiku"."""
    listed = list(phrases)
    kin = [one.removesuffix(_MINE) for one in listed if one.endswith(_MINE)]
    return [*listed, *(f"{one} {own}" for one in kin for own in OWN), *(f"{one}ku" for one in kin)]


def _cut(label: str, value: str) -> tuple[str, str]:
    """A value ends with its clause; what follows it belongs to no label."""
    end = None if label in TO_THE_NEXT_LABEL else _END.search(value.lstrip(AROUND + "="))
    told = value.lstrip(AROUND + "=")
    if end is None:
        return told.strip(AROUND + "="), ""
    return told[: end.start()].strip(AROUND + "="), told[end.end() :]


@lru_cache(16)
def _pattern(listed: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """Any of the labels as a whole word, the longest first within each."""
    groups = (
        f"(?P<{label}>{'|'.join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))})"
        for label, phrases in zip(LABELS, listed, strict=True)
        if phrases
    )
    return re.compile(rf"(?<![\w/])(?:{'|'.join(groups)})(?![\w/])", re.IGNORECASE)
