"""A bot that kills itself: once just before and once just after every commit that it has not met yet.

The commit that notes a reply as sent is one of them: just before it the reply was taken by Telegram.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from bot.app import App
from bot.keys import data_keys
from bot.settings import Settings
from storage.database import Blame, Connection, Database
from storage.lane import Lane
from storage.open import open_database
from storage.statement import Cursor
from storage.vault import Vault

T = TypeVar("T")
CHANGES = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM) (\w+)")


def mark(text: str, values: Mapping[str, Any]) -> str | None:
    """What a statement changes: the step of a message, the note of a reply, or only which table."""
    found = CHANGES.search(text)
    if found is None or text.rstrip().endswith("FOR UPDATE"):
        return None
    match found[1], found[2]:
        case "INSERT INTO", "inbox":
            return f"step {values['key']}"
        case "UPDATE", "outbox" if values.get("state") == "sent":
            return f"sent {values['row']}"
    return f"{found[1]} {found[2]}"


class Fate:
    """When to die: at every moment that is not in the book yet."""

    def __init__(self, book: Path) -> None:
        self._book = book
        self._met = set(book.read_text().splitlines()) if book.exists() else set()

    def meet(self, when: str, marks: set[str]) -> None:
        """`when` is "before" or "after" the commit of what bears these marks."""
        new = {f"{when} {mark}" for mark in marks} - self._met
        if new:
            with self._book.open("a") as book:
                book.writelines(f"{moment}\n" for moment in sorted(new))
            os.kill(os.getpid(), signal.SIGKILL)


class Mortal:
    """A connection whose commits are met by fate."""

    def __init__(self, connection: Connection, fate: Fate) -> None:
        self._connection = connection
        self._fate = fate
        self._marks: set[str] = set()
        self._execute = connection.tx.execute
        self.process = connection.process
        self.tx = replace(connection.tx, execute=self._noted)

    def _noted(self, text: str, values: Mapping[str, Any]) -> Cursor:
        if found := mark(text, values):
            self._marks.add(found)
        return self._execute(text, values)

    async def hop(self, function: Callable[[], T]) -> T:
        return await self._connection.hop(function)

    def begin(self) -> None:
        self._marks.clear()
        self._connection.begin()

    def commit(self) -> None:
        self._fate.meet("before", self._marks)
        self._connection.commit()
        self._fate.meet("after", self._marks)

    def rollback(self) -> None:
        self._connection.rollback()

    def blame(self, error: Exception) -> Blame:
        return self._connection.blame(error)

    async def close(self) -> None:
        await self._connection.close()


async def opened(settings: Settings, fate: Fate) -> App:
    """The program as ever, but for its connections."""
    database = await open_database(settings.database_url)
    make_mortal(database, fate)
    return App(settings, database, Vault(*data_keys(settings, demo=False)))


def make_mortal(database: Database, fate: Fate) -> None:
    for lane in database._writers:
        assert isinstance(lane, Lane)
        lane.connection = Mortal(lane.connection, fate)
