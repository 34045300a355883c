"""The job about threads: one in which nobody has written for a day ends, and the bot comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.threads import QUIET_ENDS
from storage import chats, jobs, threads
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App


async def end_quiet(app: App) -> None:
    """Close what has been silent for a day; each chat is told of it through the inbox."""
    await app.database.run(lambda tx: _ended(tx, app))


def _ended(tx: Tx, app: App) -> None:
    now = app.clock()
    for thread in threads.silent_since(tx, app.vault, now - QUIET_ENDS):
        if threads.end(tx, thread.id, "quiet", now):
            channel, address = chats.where(tx, thread.chat)
            about = f"thread:{thread.id}"
            payload = {"channel": channel, "address": address, "news": about, "key": about}
            jobs.add(tx, app.vault, "tell", payload, now)
