"""Which rows of a sheet are of nobody: titles, numbers of columns, totals, signatures, forms that were left
empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.lists import layout
from bot.lists.cells import Cell, Row, cleaned, says_nothing, text_of
from bot.lists.layout import Layout
from bot.lists.words import (
    MORE,
    NUMBERING,
    PLACE_AND_DAY,
    SIGNED,
    TITLE,
    TOTAL,
    UNIT,
    begins_with_name,
    may_be_name,
)

# Why a row is of nobody; no line waits for one of these.
NOBODY = ("title", "header", "numbering", "total", "signature", "empty", "hidden", "note")
# One of them is filled in the row of a person that lacks the NIK; a NIK of a few digits is none.
OF_SOMEBODY = ("name", "birth", "place_birth", "phone", "mother_name", "kk", "other_nik")
_DIGITS = re.compile(r"[0-9]")
SEVERAL = ("other_nik", "phone")  # where two columns have one title, both count
LENGTH = 16  # digits of a NIK
LONG = 10  # digits of something that may be meant for a NIK
FULL = 4  # cells of a row that is no signature any more
SHORTEST = 3  # letters of a name beside which there is a dash
LONGEST_NAME = 60


class Rows:
    """Tells the rows of one sheet apart as they come, from the first one below the titles on."""

    def __init__(self, found: Layout) -> None:
        self._titles = found.told
        self._number = found.columns.get("number", (-1,))[0]
        self.unit = ""  # the dusun or banjar that a heading between the rows names
        self._signing = False

    def why_nobody(self, row: Row, cells: Mapping[str, Cell]) -> str:
        """Why the row is of nobody; "" where it is a line of the list."""
        if self._is_number(cells):
            self._signing = False
            return ""
        if self._is_counted(row, cells):
            return ""
        texts = layout.texts_of(row)
        if texts in self._titles or layout.is_titles(row):
            return "header"
        if reason := _by_words(texts):
            return reason
        if self._is_told(cells):
            self._signing = False
            return ""
        if _is_signature(texts):
            self._signing = True
            return "signature"
        if self._heading(texts, cells):
            return "title"
        return self._by_place(texts, cells)

    def _is_number(self, cells: Mapping[str, Cell]) -> bool:
        """Something that may be meant for a NIK: no row of nobody has one where NIKs stand."""
        text = text_of(cells.get("nik", ""))
        if len(text) == LENGTH and text.isdigit():
            return True
        return len(_DIGITS.findall(text)) >= LONG and not SIGNED.search(text)

    def _is_counted(self, row: Row, cells: Mapping[str, Cell]) -> bool:
        """Somebody has given the row a number, and there is a name: a line of the list that lacks its NIK."""
        counted = 0 <= self._number < len(row) and text_of(cleaned(row[self._number])).strip(". ").isdigit()
        name = text_of(cells.get("name", ""))
        return counted and any(sign.isalpha() for sign in name) and not TOTAL.match(name)

    def _is_told(self, cells: Mapping[str, Cell]) -> bool:
        """A name, and that there is no NIK yet, or what the person works: also of somebody who is "ketua RT".

        Where people sign, the name of another stands beside the first, so that work says nothing there.
        """
        name = text_of(cells.get("name", ""))
        if sum(map(str.isalpha, name)) < SHORTEST or SIGNED.search(name) or TITLE.match(name):
            return False
        nik = text_of(cells.get("nik", ""))
        if nik and (says_nothing(nik) or _DIGITS.search(nik)):
            return True
        return not self._signing and "work" in cells and not PLACE_AND_DAY.fullmatch(name)

    def _by_place(self, texts: Sequence[str], cells: Mapping[str, Cell]) -> str:
        """By what is filled: who has no name and no NIK is nobody, unless a birth or a telephone is there."""
        if self._signing and len(texts) < FULL:
            return "signature"
        if any(field in cells and not says_nothing(text_of(cells[field])) for field in OF_SOMEBODY):
            return ""
        return "empty" if cells or all(NUMBERING.fullmatch(text) for text in texts) else "note"

    def _heading(self, texts: Sequence[str], cells: Mapping[str, Cell]) -> bool:
        """A lone cell between the rows: "Dusun Melati", "RT 03", "Daftar tambahan". People follow it."""
        if len(texts) != 1 or len(_DIGITS.findall(texts[0])) >= LONG:
            return False
        if MORE.match(texts[0]):
            self._signing = False
            return True
        if "name" in cells and may_be_name(texts[0]):
            return False
        if found := UNIT.match(texts[0]):
            self.unit = found["name"].strip(" :.-")
            return True
        if "name" in cells and begins_with_name(texts[0], TITLE):
            return False
        return bool(TITLE.search(texts[0])) or len(texts[0]) > LONGEST_NAME


def _by_words(texts: Sequence[str]) -> str:
    if _is_numbering(texts):
        return "numbering"
    return "total" if any(TOTAL.match(text) for text in texts[:3]) else ""


def _is_signature(texts: Sequence[str]) -> bool:
    signed = any(SIGNED.search(text) or PLACE_AND_DAY.fullmatch(text) for text in texts)
    return signed and len(texts) <= FULL


def _is_numbering(texts: Sequence[str]) -> bool:
    """ "1 2 3 4" or "(1) (2) (3)" below the titles: each one more than the one before."""
    if len(texts) < 3 or not all(NUMBERING.fullmatch(text) for text in texts):
        return False
    numbers = [int(digits) for text in texts if (digits := "".join(_DIGITS.findall(text)))]
    if not numbers:  # a b c
        return all(len(text.strip("() .")) == 1 for text in texts) and list(texts) == sorted(texts)
    return len(numbers) >= 3 and all(after == before + 1 for before, after in pairwise(numbers))


def cells_of(row: Row, columns: Sequence[tuple[str, int]]) -> dict[str, Cell]:
    """The filled cells of a row by field; of several columns with the same title the first that is filled."""
    found: dict[str, Cell] = {}
    width = len(row)
    for field, at in columns:
        if at < width and (cell := row[at]) != "" and (cell := cleaned(cell)) != "" and cell != 0:
            if field not in found:
                found[field] = cell
            elif field in SEVERAL:
                found[field] = _both(found[field], cell)
    if "last_name" in found:
        found["name"] = f"{text_of(found.get('name', ''))} {text_of(found.pop('last_name'))}".strip()
    if "other_nik" in found and not says_nothing(text_of(found.get("nik", ""))):
        found["nik"] = _both(found["nik"], found["other_nik"])
    return found


def _both(one: Cell, other: Cell) -> Cell:
    """Both, where they differ and each of them tells something."""
    first, second = text_of(one), text_of(other)
    if first == second or says_nothing(second):
        return one
    return other if says_nothing(first) else f"{first} / {second}"


def columns_of(found: Layout) -> list[tuple[str, int]]:
    """The columns that are read, one after the other; running numbers and those in capitals are of no use
    here.

    Of several with the title of the NIK only the first is the person's own: what stands in another is never
    taken in its place.
    """
    columns = found.columns.items()
    return [
        ("other_nik" if field == "nik" and at != several[0] else field, at)
        for field, several in columns
        if field.islower() and field != "number"
        for at in several
    ]
