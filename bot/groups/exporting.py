"""A group as a spreadsheet for its coordinator: everybody with where they stand, and the lines that wait.

Slow to import (its library writes spreadsheets): only when somebody asks for one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.catalogues import languages
from bot.conversation.words import Words
from bot.lists.writing import sheet
from handlers.group_lines import reason_told
from rules.groups import Group, Member
from rules.lines import Line
from storage import members, waiting_lines
from storage.waiting_lines import FIRST, Place, place_of

if TYPE_CHECKING:
    from bot.app import App

COLUMNS = ("number", "name", "nik", "unit", "phone", "status", "agreed", "kpj", "paid_until", "note")
AT_ONCE = 500
LANGUAGE = "id"  # village offices and city offices read Indonesian


async def exported(app: App, group: Group) -> str:
    """The name of the spreadsheet on the shelf."""
    everyone: list[Member] = []
    while some := await _some(app, group, everyone[-1].registration if everyone else 0):
        everyone += some
    waiting: list[Line] = []
    while lines := await _lines(app, group, place_of(waiting[-1]) if waiting else FIRST):
        waiting += lines
    content = await asyncio.to_thread(_written, group, everyone, waiting)
    return await asyncio.to_thread(app.shelf.put, content)


async def _some(app: App, group: Group, after: int) -> list[Member]:
    """The next members; a few at a time, so that nobody waits long for the database."""
    return await app.database.read(lambda tx: members.some(tx, app.vault, group.id, "", after, AT_ONCE))


async def _lines(app: App, group: Group, after: Place) -> list[Line]:
    """The next lines that wait."""
    return await app.database.read(lambda tx: waiting_lines.some(tx, app.vault, group.id, after, AT_ONCE))


def _written(group: Group, everyone: Sequence[Member], waiting: Sequence[Line]) -> bytes:
    language = languages()[LANGUAGE]
    words = Words(language, "group_export")
    rows = [_row(member, words) for member in everyone]
    rows += [_waits(line, words, reason_told(line, language)) for line in waiting]
    return sheet(rows, [words(f"column.{name}") for name in COLUMNS], group.name)


def _row(member: Member, words: Words) -> list[str]:
    """One person; what is not known stays empty."""
    place = words("place", place=member.place) if member.place else ""
    agreed = "" if member.agreed is None else words("agreed.yes" if member.agreed else "agreed.no")
    until = words.language.formats.date(member.paid_until) if member.paid_until else ""
    return [
        member.number, member.name, member.nik, member.unit, member.phone or "",
        words(f"status.{member.status}"), agreed, member.kpj or "", until, place,
    ]  # fmt: skip


def _waits(line: Line, words: Words, reason: str) -> list[str]:
    """One line that is nobody's registration yet."""
    told = [
        line.typed.get("nik", ""),
        str(line.person.get("unit") or ""),
        str(line.person.get("phone") or ""),
    ]
    return ["", line.name, *told, words(f"status.{line.status}"), "", "", "", reason]
