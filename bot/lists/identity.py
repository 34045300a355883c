"""Whose NIK a line has: it is read, compared with the birth date and the sex beside it, and never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.conversation.reading.nik import LENGTH, NikFacts, age
from bot.conversation.reading.unread import Unread
from bot.lists.births import Birth
from bot.lists.cells import Cell, says_nothing, shown, text_of
from bot.lists.columnwise import like_family
from bot.lists.combined import apart
from bot.lists.draft import Draft
from bot.lists.numbers import digits, number, without_letters
from bot.lists.readers import WOMEN, Readers
from bot.lists.split import JOINED

Sex = Literal["male", "female"]
ELSEWHERE = ("kk", "phone")  # the columns with numbers as long, or nearly so
SECOND = 10  # digits too many, from which they are another number
GROWN = 17  # years: before that nobody has a card, and a number with such a date is rather a family's
CENTURY = 100
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True)
class Beside:
    """What else the line tells of the person: it confirms a number, or doesn't."""

    birth: Birth
    sex: Sex | None

    def agrees(self, facts: NikFacts) -> bool:
        """The birth date that is written is that of the NIK, and the sex is no other."""
        return self.is_born(facts) and self.sex in (None, facts.sex)

    def is_born(self, facts: NikFacts) -> bool:
        birth, born = self.birth, facts.birth_date
        return born == birth.value or born == birth.swapped or born in birth.others


def identify(cells: dict[str, Cell], beside: Beside, draft: Draft, readers: Readers) -> NikFacts | None:
    """The facts of the line's NIK where it has one. Reasons and changes go into `draft`; where name and NIK
    stand in each other's column, `cells` has them in their places afterwards.
    """
    if cells.pop(JOINED, False):
        draft.change(JOINED, "nik")
    _place(cells, draft)
    draft.typed["nik"] = shown(cells.get("nik", ""))
    text, rounded = number(cells.get("nik", ""))
    if rounded:
        return _none(draft, "nik_rounded")
    try:
        facts = readers.nik(text)
    except Unread as unread:
        return _second_try(text, unread, cells, beside, draft, readers)
    return _doubted(facts, cells, beside, draft, readers)


def _place(cells: dict[str, Cell], draft: Draft) -> None:
    """A NIK in the column of names, and a name in that of the NIK: they change places. Both in one: taken
    apart.
    """
    name = cells.get("name", "")
    if (isinstance(name, str) and not _DIGIT.search(name)) or len(digits(text_of(name))) < LENGTH - 3:
        return
    there = text_of(cells.get("nik", ""))
    if any(sign.isdigit() for sign in there):
        return
    nik, rest = apart(name) if isinstance(name, str) else (name, "")
    if nik and not says_nothing(there):
        cells["name"], cells["nik"] = there, nik
        draft.change("columns_swapped")
    elif nik and rest:
        cells["name"], cells["nik"] = rest, nik


def _doubted(
    facts: NikFacts, cells: Mapping[str, Cell], beside: Beside, draft: Draft, readers: Readers
) -> NikFacts | None:
    """A number that is a NIK by its form may still be a family's, or stand in the other column."""
    if "kk" in cells and digits(number(cells["kk"])[0]) == facts.nik:
        return _none(draft, "nik_kk")
    if beside.is_born(facts):
        return facts
    if beside.birth.value and (other := _other_column(cells, beside, readers)):
        draft.change("columns_swapped", "nik")
        return other
    if _is_of_family(facts, beside, readers) or _kk_is_nik(facts, cells, beside, readers):
        return _none(draft, "nik_kk")
    return facts


def _other_column(cells: Mapping[str, Cell], beside: Beside, readers: Readers) -> NikFacts | None:
    """The number in another column, where the birth date in the line proves that it is the NIK."""
    for field in ELSEWHERE:
        text, rounded = number(cells.get(field, ""))
        try:
            facts = readers.nik(text)
        except Unread:
            continue
        if not rounded and beside.agrees(facts):
            return facts
    return None


def _is_of_family(facts: NikFacts, beside: Beside, readers: Readers) -> bool:
    """The date in it is of a child or of somebody over a hundred, and nothing in the line says so: the day of
    issue.
    """
    if int(facts.nik[6:8]) > WOMEN or beside.birth.year == facts.birth_date.year:
        return False
    years, written = age(facts.birth_date, readers.today), beside.birth.value
    if written is None:
        return years >= CENTURY
    born = facts.birth_date
    other = (written.day, written.month) != (born.day, born.month) and written.year != born.year
    return other and (years < GROWN or years >= CENTURY)


def _kk_is_nik(facts: NikFacts, cells: Mapping[str, Cell], beside: Beside, readers: Readers) -> bool:
    """Is the number here one that a family card may have, and that of the card one that only a person has? No
    birth date says which is which, so somebody must look.
    """
    if beside.birth.told or not _like_family(facts):
        return False
    try:
        other = readers.nik(number(cells.get("kk", ""))[0])
    except Unread:
        return False
    return not _like_family(other)


def _like_family(facts: NikFacts) -> bool:
    return like_family(facts.nik, facts.birth_date.isoformat())


def _second_try(
    text: str, unread: Unread, cells: Mapping[str, Cell], beside: Beside, draft: Draft, readers: Readers
) -> NikFacts | None:
    """What can't be read is a number in the other column, one with an O for a 0, or it waits."""
    if beside.birth.value and (other := _other_column(cells, beside, readers)):
        draft.change("columns_swapped", "nik")
        return other
    if mended := _without_letters(text, beside, readers):
        draft.change("nik_letters_read", "nik")
        return mended
    draft.told.update(unread.details)
    return _none(draft, _reason(text, unread))


def _without_letters(text: str, beside: Beside, readers: Readers) -> NikFacts | None:
    """O read as 0 and I as 1, where the birth date that is written says the same."""
    read = without_letters(text)
    if read is None:
        return None
    try:
        facts = readers.nik(read)
    except Unread:
        return None
    written = (beside.birth.value, *beside.birth.others)
    return facts if facts.birth_date in written and beside.agrees(facts) else None


def _reason(text: str, unread: Unread) -> str:
    """The reader's reason, where a list doesn't say it better."""
    if not any(sign.isdigit() for sign in text):
        return "nik_missing"
    if without_letters(text):
        return "nik_letters"
    if unread.reason == "nik_long" and int(unread.details.get("extra", 0)) >= SECOND:
        return "nik_two"
    return {"nik_empty": "nik_missing"}.get(unread.reason, unread.reason)


def _none(draft: Draft, reason: str) -> NikFacts | None:
    draft.wait(reason)
    return None
