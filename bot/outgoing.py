"""The files of ours that go with replies, by their source: on the shelf, recorded, or drawn when asked for.

Knows no channel.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.conversation.messages import File
from bot.recordings import Recordings
from storage.documents import Shelf
from storage.errors import StorageDown, StorageError

log = logging.getLogger(__name__)


def _example() -> bytes:
    from bot.pictures import example  # drawing is slow to import: only when somebody asks for a picture

    return example()


PICTURES: Mapping[str, Callable[[], bytes]] = {"example": _example}


async def _no_card(membership: int) -> bytes:
    raise FileNotFoundError("no cards are drawn here")


class Outgoing:
    """Gives the bytes of a reply's file; `card` draws that of a membership, as it is at the moment; without
    `recordings` nothing is heard.
    """

    def __init__(
        self,
        shelf: Shelf,
        card: Callable[[int], Awaitable[bytes]] = _no_card,
        recordings: Recordings | None = None,
    ) -> None:
        self._shelf = shelf
        self._card = card
        self._recordings = recordings

    async def content(self, file: File) -> bytes:
        """The bytes. Raises FileNotFoundError for what is not there, StorageError for what was altered."""
        kind, _, name = file.source.partition(":")
        if kind == "card" and name.isdecimal():
            return await self._card(int(name))
        return await asyncio.to_thread(self._kept, kind, name)

    def _kept(self, kind: str, name: str) -> bytes:
        """Slow: it reads the disk, or draws."""
        if kind == "shelf" and name.isalnum():  # a keyed hash, never a path
            return self._shelf.get(name)
        if kind == "picture" and name in PICTURES:
            return PICTURES[name]()
        if kind == "spoken" and self._recordings:
            return self._recordings.content(name)
        raise FileNotFoundError(f"no such source: {kind}")

    async def found(self, file: File) -> bytes | None:
        """The bytes; None where they can't be had, which the log says: what goes with them must not wait."""
        try:
            return await self.content(file)
        except (OSError, StorageError, StorageDown) as problem:
            log.error("a reply's file cannot be had: %s", type(problem).__name__)
        return None
