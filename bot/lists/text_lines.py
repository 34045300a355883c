"""The lines of a text, each as a person or as nobody: greetings, titles and remarks are nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.conversation.reading.name_words import SENTENCE
from bot.lists import headings, places, split
from bot.lists.cells import Cell, text_of
from bot.lists.combined import LENGTH, fields_of
from bot.lists.draft import Draft
from bot.lists.numbers import digits
from bot.lists.person import read_person
from bot.lists.readers import Readers
from bot.lists.remarks import remarked
from bot.lists.words import (
    BANJAR,
    GREETING,
    MORE,
    NUMBERED,
    SIGNED,
    TITLE,
    TOTAL,
    begins_with_name,
    may_be_name,
)

Found = tuple[Draft | None, str, int]  # the person, or why it is nobody; the row from 1
LONGEST = 1_000  # signs; no line of one person is so long, and to read it anyway takes long
_DAY, _HOUR = r"[0-9]{1,2}[/.\-][0-9]{1,2}(?:[/.\-][0-9]{2,4})?", r"[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?"
_SENT = re.compile(
    rf"\s*(?:\[?(?:{_DAY}[, ]+{_HOUR}|{_HOUR}[, ]+{_DAY})\]?\s*-?|{_HOUR}\s+-)\s*[^:;\t\n]{{1,40}}:\s+"
)
_NAMED = re.compile(r"(?:^|[\t;,|])\s*nama(?: lengkap)?\s*[:=]\s*[^\W\d_]", re.IGNORECASE)
MOST_WORDS = 6  # of a name that stands alone


def one_line(text: str, row: int, readers: Readers) -> Found:
    """A line as a person, or why it is nobody."""
    text = without_sender(text)
    if len(text) > LONGEST:
        return None, "note", row
    fields = fields_in(text, readers)
    reason = why_nobody(text, fields)
    return (None, reason, row) if reason else (read_person(fields, readers, {}), "", row)


def without_sender(text: str) -> str:
    """A line that was forwarded, without the day, the hour and the sender that stand before it."""
    return _SENT.sub("", text, count=1)


def fields_in(text: str, readers: Readers) -> dict[str, Cell]:
    """What a line holds by field; a NIK in two parts is one, and marked."""
    whole = split.of_line(text, readers)
    found = fields_of(whole or text)
    places.part(found)
    return {**found, split.JOINED: True} if whole else found


def has_number(text: str) -> bool:
    """Does something in the line look like a NIK?"""
    return len(text) <= LONGEST and any(map(str.isdigit, text_of(fields_of(text).get("nik", ""))))


def why_nobody(text: str, fields: Mapping[str, Cell]) -> str:
    """Why a line is of nobody; "" where it is a person, or may be meant for one."""
    if number := text_of(fields.get("nik", "")):
        officer = SIGNED.search(text) and "nip" in text.lower() and len(digits(number)) != LENGTH
        return "signature" if officer else ""
    if any(
        field.startswith("OTHER") and len(digits(text_of(cell))) >= LENGTH for field, cell in fields.items()
    ):
        return ""
    if TOTAL.match(text.strip()):
        return "total"
    if MORE.match(text):
        return "title"
    named = "name" in fields
    if named and (NUMBERED.match(text) or _NAMED.search(text)):
        return ""
    if SIGNED.search(text):
        return "" if named and begins_with_name(text, SIGNED) else "signature"
    return "" if named and _is_beside(text, fields) else _by_words(text, fields)


def _is_beside(text: str, fields: Mapping[str, Cell]) -> bool:
    """A name, although words of titles stand beside it or in it."""
    placed = places.beside_place(fields) and not TITLE.search(text_of(fields["name"]))
    return placed or remarked(text) or may_be_name(text)


def _by_words(text: str, fields: Mapping[str, Cell]) -> str:
    """Titles of columns, a greeting, a heading, a remark; "" for what may be a name."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    if headings.field(text) or (len(words) > 1 and all(headings.field(word) for word in words)):
        return "header"
    if BANJAR.match(text) and fields.keys() == {"name"}:
        return "title"
    titled = TITLE.search(text) and not ("name" in fields and begins_with_name(text, TITLE))
    if GREETING.search(text) or titled:
        return "title"
    return "" if _may_be_name(fields, words) else "note"


def _may_be_name(fields: Mapping[str, Cell], words: list[str]) -> bool:
    told = "name" in fields and not any(word in SENTENCE for word in words)
    return told and (len(words) <= MOST_WORDS or "phone" in fields or "birth" in fields)
