"""The program as most commands need it: its database and shelf, beside one that may be running."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import App


@asynccontextmanager
async def program(*parts: str) -> AsyncIterator[App]:
    """Opened with this machine's settings, without a key with that of the demo; stopped at the end.

    `parts`: what it runs meanwhile, else nothing. Raises BadSettings, StorageError.
    """
    from bot.app import open_app  # all of the program, which the help of a command does without
    from bot.settings import load

    settings = load()
    app = await open_app(settings, demo=not settings.data_key, only=frozenset(parts))
    try:
        yield app
    finally:
        await app.stop()
