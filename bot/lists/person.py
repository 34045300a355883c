"""Reads the person of one line: each cell by its field, the facts against each other, what was changed by its
name.

It knows one line and the one above it, not the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.reading.nik import NikFacts
from bot.lists.births import Birth, birth_of
from bot.lists.cells import Cell, shown, text_of
from bot.lists.details import read_details
from bot.lists.draft import Draft
from bot.lists.identity import Beside, Sex, identify
from bot.lists.naming import read_person_name
from bot.lists.readers import Readers
from bot.lists.words import SEXES, TICKS


def read_person(cells: dict[str, Cell], readers: Readers, above: Mapping[str, Any], per: str = "") -> Draft:
    """`cells` by field, those that are blank left out; `above`: the person of the line above, for ditto
    marks; `per`: what an income is for, where the title of its column says so.
    """
    draft = Draft()
    birth, typed, place = birth_of(cells, readers)
    beside = Beside(birth, _sex(cells))
    facts = identify(cells, beside, draft, readers)
    draft.typed.update(name=shown(cells.get("name", "")), birth_date=shown(typed))
    read_person_name(cells, draft, readers)
    if facts:
        draft.person["nik"] = facts.nik
        if not facts.known_regency:
            draft.wait("nik_region", "nik")
    _settle_birth(facts, beside, draft)
    _settle_sex(facts, beside, draft)
    if place and "birth_place" not in cells:
        cells["birth_place"] = place
    read_details(cells, draft, readers, above, per)
    return draft


def _sex(cells: Mapping[str, Cell]) -> Sex | None:
    """By its letter or word, or by the tick in one of two columns."""
    told = SEXES.get(text_of(cells.get("sex", "")).lower())
    if told:
        return "male" if told == "male" else "female"
    male, female = (_ticked(cells.get(column, "")) for column in ("sex_male", "sex_female"))
    if male == female:
        return None
    return "male" if male else "female"


def _ticked(cell: Cell) -> bool:
    return cell == 1 or text_of(cell).lower() in TICKS


def _settle_birth(facts: NikFacts | None, beside: Beside, draft: Draft) -> None:
    """The birth date of the line: as it is written where it agrees with the NIK, else somebody must look at
    it.
    """
    birth = beside.birth
    if birth.unread:
        draft.wait("birth_unread", "birth_date")
    if facts is None:
        if birth.value:
            draft.person["birth_date"] = birth.value.isoformat()
        return
    if not birth.told or birth.year == facts.birth_date.year:
        draft.person["birth_date"] = facts.birth_date.isoformat()
    elif beside.is_born(facts):
        draft.person["birth_date"] = facts.birth_date.isoformat()
        draft.proven = True
        if birth.turned or _only_swapped(birth, facts):
            draft.change("day_month_swapped")
    else:
        draft.person["birth_date"] = (birth.value or facts.birth_date).isoformat()
        draft.wait("birth_differs", "birth_date")


def _only_swapped(birth: Birth, facts: NikFacts) -> bool:
    return facts.birth_date not in (birth.value, *birth.others)


def _settle_sex(facts: NikFacts | None, beside: Beside, draft: Draft) -> None:
    sex = beside.sex or (facts.sex if facts else None)
    if sex:
        draft.person["sex"] = sex
    if facts and beside.sex not in (None, facts.sex):
        draft.wait("sex_differs", "sex")
