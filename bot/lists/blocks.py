"""Lists that stand side by side in one sheet, and those of couples: which columns belong to which person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.lists import headings
from bot.lists.limits import WIDEST
from bot.lists.title_words import COUPLE

BOTH = frozenset(("nik", "name"))
_COUPLE = tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in COUPLE)
_EITHER = re.compile(rf"\b(?:{'|'.join(COUPLE)})\b", re.IGNORECASE)


def blocks(titles: Sequence[str]) -> tuple[range, ...]:
    """The columns of each list, where two or more stand side by side; () where there is but one.

    A list begins where a title comes once more, if there are NIK and name on both sides of it.
    """
    fields = [headings.field(title) for title in titles]
    begins = [0]
    for at, field in enumerate(fields):
        here = fields[begins[-1] : at]
        if field and field in here and BOTH.issubset(here) and BOTH.issubset(fields[at:]):
            begins.append(at)
    ends = [*begins[1:], WIDEST]  # the last one goes on to the end of the row
    return tuple(map(range, begins, ends)) if len(begins) > 1 else ()


def of_both(titles: Sequence[str]) -> list[str]:
    """The titles of a list of couples, "Nama Suami, NIK Suami, Nama Istri, NIK Istri", as two lists side by
    side; [] where they are no such titles.
    """
    if not all(any(word.search(title) for title in titles) for word in _COUPLE):
        return []
    if not BOTH.isdisjoint(map(headings.field, titles)):
        return []
    told = [_EITHER.sub("", title).strip(" /.:-") for title in titles]
    return told if blocks(told) else []


def of_others(titles: Sequence[str]) -> bool:
    """Are all names and NIKs those of a husband, a wife, an heir? Then nobody can tell who is meant."""
    fields = [headings.field(title) for title in titles]
    return fields.count("OTHER_PERSON") > 1 and BOTH.isdisjoint(fields)
