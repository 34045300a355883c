"""The bot, made so that it kills itself: once just before and once just after every commit that it has not met.

`python -m tests.chaos.crashing BOOK`: its deaths stand in BOOK. Each life is forked from a process that has
everything imported already; it knows nothing of the lives before but what is in the database and the book.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

import uvloop

from bot.app import App
from bot.channels import telegram_start
from bot.commands.serve import listen, serve
from bot.keys import data_keys
from bot.logs import set_up
from bot.settings import Settings, load
from storage.database import Blame, Connection, Database
from storage.lane import Lane
from storage.open import open_database
from storage.statement import Cursor
from storage.vault import Vault

T = TypeVar("T")
IMPORTED = telegram_start


class Fate:
    """When to die: at a moment that is not in the book yet."""

    def __init__(self, book: Path) -> None:
        self._book = book
        self._met = set(book.read_text().splitlines()) if book.exists() else set()

    def meet(self, when: str, marks: set[str]) -> None:
        """`when` is before or after a commit that bears these marks."""
        moments = {f"{when} {mark}" for mark in marks}
        if moments <= self._met:
            return
        with self._book.open("a") as book:
            book.writelines(f"{moment}\n" for moment in sorted(moments - self._met))
        os.kill(os.getpid(), signal.SIGKILL)


def mark(text: str, values: Mapping[str, Any]) -> str | None:
    """What a statement is there for; None where it only looks."""
    if text.startswith("INSERT INTO inbox"):
        return f"step {values['key']}"
    if text.startswith("UPDATE outbox SET state") and "row" in values:
        return f"sent {values['row']}"
    verb = next((word for word in ("INSERT INTO", "UPDATE", "DELETE FROM") if word in text), None)
    if verb is None or (verb == "UPDATE" and "SELECT" in text and "UPDATE" not in text.split("SELECT")[0]):
        return None
    return f"{verb} {text.split(verb)[1].split()[0]}"


class Mortal:
    """A connection whose commits are met by fate."""

    def __init__(self, connection: Connection, fate: Fate) -> None:
        self._connection = connection
        self._fate = fate
        self._marks: set[str] = set()
        self._execute = connection.tx.execute
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


def live(book: Path) -> int:
    """One life, to its end; the exit code of one that ended in peace."""
    settings = load()
    set_up(settings.log_level, settings.log_format)
    with listen(settings) as listening:
        return uvloop.run(serve(opened(settings, Fate(book)), listening))


def main() -> int:
    """One life after the other until one ends in peace."""
    lives = 0
    while True:
        lives += 1
        child = os.fork()
        if child == 0:
            os._exit(live(Path(sys.argv[1])))
        code = raised(child)
        if code != -signal.SIGKILL:
            return code


def raised(child: int) -> int:
    """Wait for the end of a life; a wish to stop is passed on."""

    def pass_on(which: int, frame: FrameType | None) -> None:
        os.kill(child, which)

    signal.signal(signal.SIGTERM, pass_on)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
