"""The job about threads in which nobody has written for a day: the bot comes back, told in waking hours.

What an officer has answered ends so; what nobody has answered yet stays in the queue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.case_tasks import AWAKE
from rules.threads import QUIET_ENDS, Thread
from storage import chats, jobs, threads
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App


async def end_quiet(app: App) -> None:
    """Let the bot come back where it has been silent for a day; each chat is told of it through the inbox."""
    if app.local(app.clock()).hour in AWAKE:
        await app.database.run(lambda tx: _ended(tx, app))


def _ended(tx: Tx, app: App) -> None:
    before = app.clock() - QUIET_ENDS
    for silent in threads.silent_since(tx, app.vault, before):
        one = threads.by_id(tx, app.vault, silent.id, lock=True)  # somebody may have written since
        if one and one.quiet and one.last_at < before:
            _tell(tx, app, one, _came_back(tx, app, one))


def _came_back(tx: Tx, app: App, one: Thread) -> str:
    """End what was answered, keep what waits; the news of it."""
    if one.waits:
        threads.left(tx, one.id)
        return f"thread:{one.id}:waits"
    threads.end(tx, one.id, "quiet", app.clock())
    return f"thread:{one.id}"


def _tell(tx: Tx, app: App, one: Thread, about: str) -> None:
    channel, address = chats.where(tx, one.chat)
    key = f"{about}:{one.last_at}"  # it may wait, be answered and wait once more
    payload = {"channel": channel, "address": address, "news": about, "key": key}
    jobs.add(tx, app.vault, "tell", payload, app.clock())
