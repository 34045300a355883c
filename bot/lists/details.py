"""Reads what a line tells beside the person: telephone, income, places, work. None of it keeps a line from
being taken; what can't be read is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation.reading.unread import Unread
from bot.lists.cells import ABSENT, Cell, text_of, whole
from bot.lists.draft import Draft
from bot.lists.readers import Readers
from bot.lists.words import DITTO

DAYS, WEEKS = 26, 4  # of work in a month, as the chat reckons (bot/conversation/questions.py, Money)
LEAST = 300_000  # rupiah; less is hardly what somebody earns in a month
LONGEST = 200  # signs of an address
LONGEST_PLACE = 60
TEXTS = ("address", "village", "district", "unit", "work", "work_place", "mother_name", "note")
READ = frozenset((*TEXTS, "birth_place", "rt", "rw", "rt_rw", "phone", "income"))
REPEATED = READ - {"mother_name"}
SHORT = 20  # signs; longer than any ditto mark or "tidak ada"
_BETWEEN = re.compile(r"\s*(?:[/,;&|]|\bdan\b|\batau\b|\s-\s|\s{2,})\s*", re.IGNORECASE)
_TWO = re.compile(r"([0-9]{1,3})[^0-9]+([0-9]{1,3})")
_NUMBER = re.compile(r"(?:(?:rt|rw)[ .:]*)?([0-9]{1,3})(?:\.0+)?", re.IGNORECASE)


def read_details(
    cells: dict[str, Cell], draft: Draft, readers: Readers, above: Mapping[str, Any], per: str
) -> None:
    """`above`: the person of the line above, where a ditto mark points to."""
    for field, cell in cells.items():
        if field not in READ:
            continue
        text = text_of(cell)
        word = text.lower() if len(text) <= SHORT else ""
        if word in DITTO:
            _repeat(field, draft, above)
        elif word not in ABSENT or not word:
            _read(field, cell, text, draft, readers, per)


def _repeat(field: str, draft: Draft, above: Mapping[str, Any]) -> None:
    """The same as in the line above; a mother's name is never repeated so."""
    fields = ("rt", "rw") if field == "rt_rw" else (field,)
    known = {each: above[each] for each in fields if each in above and field in REPEATED}
    if known:
        draft.person.update(known)
        draft.change("ditto_filled")


def _read(field: str, cell: Cell, text: str, draft: Draft, readers: Readers, per: str) -> None:
    if field == "phone":
        _phone(whole(text), draft, readers)
    elif field == "income":
        _income(whole(text), draft, readers, per)
    elif field == "birth_place":
        _place(text, draft)
    elif field in ("rt", "rw", "rt_rw"):
        _neighbourhood(field, cell, text, draft)
    elif len(text) > LONGEST:
        draft.change("place_left_out")
    else:
        draft.person[field] = text


def _phone(text: str, draft: Draft, readers: Readers) -> None:
    try:
        draft.person["phone"] = readers.phone(text).value
    except Unread as unread:
        first = _first_phone(text, readers) if unread.reason == "phone_two" else None
        if first:
            draft.person["phone"] = first
        draft.change("second_phone_left_out" if first else "phone_left_out")


def _first_phone(text: str, readers: Readers) -> str | None:
    for part in (*_BETWEEN.split(text), *text.split()):
        try:
            return readers.phone(part).value
        except Unread:
            continue
    return None


def _income(text: str, draft: Draft, readers: Readers, per: str) -> None:
    """Rupiah a month. By the day or the week it is multiplied, which is named; what may be either is left
    out.
    """
    try:
        read = readers.money(text)
    except Unread:
        draft.change("income_left_out")
        return
    period = read.per or per
    times = {"day": DAYS, "week": WEEKS}.get(period, 1)
    if read.rupiah == 0:
        return
    if not read.sure or period == "year" or (not period and read.rupiah < LEAST):
        draft.change("income_left_out")
        return
    draft.person["income"] = read.rupiah * times
    if times > 1:
        draft.change("income_by_day")


def _place(text: str, draft: Draft) -> None:
    if len(text) > LONGEST_PLACE or any(sign.isdigit() for sign in text) or not any(map(str.isalpha, text)):
        draft.change("place_left_out")
    else:
        draft.person["birth_place"] = text


def _neighbourhood(field: str, cell: Cell, text: str, draft: Draft) -> None:
    """RT and RW, in one cell or two. Spreadsheets take "03/05" for a day, and nobody knows any more which it
    was.
    """
    if field == "rt_rw":
        found = None if isinstance(cell, date) else _TWO.search(text)
        if found:
            draft.person.update(rt=found[1], rw=found[2])
        elif only := _NUMBER.fullmatch(text):
            draft.person["rt"] = only[1]
        else:
            draft.change("place_left_out")
    elif found := _NUMBER.fullmatch(text):
        draft.person[field] = found[1]
    elif found := _TWO.search(text):
        draft.person.update(rt=found[1], rw=found[2])
    else:
        draft.change("place_left_out")
