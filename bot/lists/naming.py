"""Reads the name of a line, and whether the line says that its person has died."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.conversation.reading.unread import Unread
from bot.lists.cells import Cell, says_nothing, text_of
from bot.lists.draft import Draft
from bot.lists.readers import Readers
from bot.lists.words import ANOTHER_DIED, DEAD, DITTO, EMPLOYED, LEFT, NO_ONE_NAME, PLACE_FIRST

_DIED = re.compile(r"\b(?:alm|almh|almarhum|almarhumah|meninggal|wafat)\b", re.IGNORECASE)
_FATHER = re.compile(
    r"\b(bin|binti|b|bt|bte)\b\.?[ (]*\b(?:alm|almh|almarhum|almarhumah)\b\.?[ )]*", re.IGNORECASE
)
_ASIDE = re.compile(r"\(([^()]*)\)")
_COUNTED = re.compile(r"^[0-9]{1,4} ?[.)] *(?=[^\W\d_])")  # "1. SITI": the number of the row
_DASHED = re.compile(r"[\s\-–]+(?=\(?alm)", re.IGNORECASE)


def read_person_name(cells: Mapping[str, Cell], draft: Draft, readers: Readers) -> None:
    """The name in capitals without titles. That somebody has died goes before all other reasons."""
    text = text_of(cells.get("name", ""))
    if plain := readers.plain_name(text):
        draft.person["name"] = plain
        if "note" in cells:
            _read_note("", cells, draft)
    elif says_nothing(text) or text in DITTO:
        draft.wait("name_missing")
    elif text.startswith("="):  # a formula names nobody
        draft.wait("name_unread", "name")
    else:
        _read_more(_COUNTED.sub("", text), cells, draft, readers)


def _read_more(text: str, cells: Mapping[str, Cell], draft: Draft, readers: Readers) -> None:
    """A name with titles, with brackets behind it, with a father; or none, or two."""
    without, fathers = _FATHER.subn(r"\1 ", text)  # "bin (alm) Ahmad": the father has died, not the person
    if _DIED.search(without):
        draft.ways.insert(0, "deceased")
    else:
        _read_note(without, cells, draft)
    try:
        nobody = NO_ONE_NAME.search(text) or PLACE_FIRST.match(text)
        name = None if nobody else readers.name(_DASHED.sub(" ", without))
    except Unread:
        name = None
    if name is None:
        draft.wait("name_unread", "name")
        return
    draft.person["name"] = name.value
    if fathers or any(not _DIED.search(title) for title in name.titles):
        draft.change("title_left_out")


def _read_note(name: str, cells: Mapping[str, Cell], draft: Draft) -> None:
    """What stands beside the name, or behind it in brackets: that the person has died, or takes no part."""
    note = " ".join((*_ASIDE.findall(name), text_of(cells.get("note", ""))))
    if DEAD.search(ANOTHER_DIED.sub("", note).strip()):
        draft.ways.insert(0, "deceased")
    elif LEFT.search(note) or EMPLOYED.search(note):
        draft.wait("note_says_out")
