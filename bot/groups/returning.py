"""A list goes back to its coordinator: the same file, with a column of what became of each line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.catalogues import languages
from bot.conversation.words import Words
from bot.lists.apart import returned_apart
from bot.lists.bad import BadList
from handlers.group_lines import changes_told, reason_told, remarks_told
from rules.lines import Line
from storage import receipts
from storage.lists import GroupList
from storage.receipts import Verdict
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

AT_ONCE = 500
LANGUAGE = "id"  # the file is worked on in a village office
Told = tuple[str, str]


async def returned(app: App, one: GroupList) -> str | None:
    """The name of the file on the shelf; None where it can't be written: the receipt goes without it."""
    words = Words(languages()[LANGUAGE], "group_export")
    content = await asyncio.to_thread(app.shelf.get, one.file or "")
    try:
        made = await returned_apart(content, await _all_told(app, one, words), words("column.result"))
    except BadList:
        return None
    return await asyncio.to_thread(app.shelf.put, made)


async def _all_told(app: App, one: GroupList, words: Words) -> list[Told]:
    """What is said of each line, in order; read a few at a time, so that nobody waits for the database."""
    found: list[Told] = []
    after = 0
    while some := await app.database.read(partial(_some, app, one.id, after)):
        found += [(verdict.line.status, told(verdict, words)) for verdict in some]
        after = some[-1].line.number
    return found


def _some(app: App, id: int, after: int, tx: Tx) -> Sequence[Verdict]:
    return receipts.verdicts(tx, app.vault, id, after, AT_ONCE)


def told(verdict: Verdict, words: Words) -> str:
    """What became of a line, in its row; nothing beside a title or a total."""
    line = verdict.line
    if line.status in ("waiting", "asked"):
        return " ".join(filter(None, (asked(line, words), reason_told(line, words.language))))
    if line.status == "nobody":
        return ""
    came = line.status in ("accepted", "changed")
    became = "waiting_list" if came and verdict.registered == "waiting_list" else line.status
    more = (changes_told(line, words.language), remarks_told(line, words.language))
    return " ".join(filter(None, (words(f"result.{became}", **line.told), *more)))


def asked(line: Line, words: Words) -> str:
    return words("result.asked") if line.status == "asked" else ""
