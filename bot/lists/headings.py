"""What the title of a column means: the many ways in which people write it. It reads no line."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.conversation.reading.plain import one_line
from bot.lists.title_words import TITLES

LONGEST = 80  # signs; what is longer is no title of a column
RULES = tuple((name, re.compile("|".join(f"(?:{one})" for one in several))) for name, several in TITLES)
PERIODS = (
    ("day", re.compile(r"\b(?:hari|harian|hr|day)\b")),
    ("week", re.compile(r"\b(?:minggu|mingguan|pekan)\b")),
    ("month", re.compile(r"\b(?:bulan|bln|bulanan|month)\b")),
    ("year", re.compile(r"\b(?:tahun|thn|th|year)\b")),
)
_SIGNS = re.compile(r"[^a-z0-9]+")
_SPELT = re.compile(r"\b[a-z](?: [a-z]\b)+")
_VALUE = re.compile(r"[0-9]{5}|:\s*\S")  # no title: a number, or a label with what it is for behind it


@lru_cache(4096)
def field(title: str) -> str:
    """The field that a title names, such as nik or birth_place; in capitals one of no use; "" for none."""
    words = titled(title)
    return next((name for name, pattern in RULES if words and pattern.fullmatch(words)), "")


def titled(title: str) -> str:
    """The words of a title in small letters: "N I K / No. KTP" -> "nik no ktp"; "" for what is no title."""
    line = one_line(title)
    if len(line) > LONGEST or _VALUE.search(line):
        return ""
    words = _SIGNS.sub(" ", line.lower()).strip()
    return _SPELT.sub(lambda letters: letters[0].replace(" ", ""), words)


def period(title: str) -> str:
    """What an income is for: day, week, month or year; "" where its title doesn't say."""
    return next((name for name, pattern in PERIODS if pattern.search(titled(title))), "")
