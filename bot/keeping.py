"""Looks at the files that people send and keeps them, one at a time: memory stays bounded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.files import Unreadable, kind_of
from storage.documents import Shelf

# Which problem is told where a photo has several: what a second try mends most easily.
FIRST_TOLD = ("cut_off", "dark", "bright", "blurred", "small")


@dataclass(frozen=True)
class Kept:
    """A file on the shelf. `problem`: why it is hard to read, if it is."""

    file: str
    kind: str
    size: int
    problem: str | None


class Keeper:
    """Keeps what can be opened, without metadata."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._turn = asyncio.Semaphore(1)

    async def keep(self, content: bytes, lists: bool = False) -> Kept:
        """Look at a file and keep it. `lists`: who sent it may bring lists of people, which are else unknown.

        Raises files.Unreadable with the reason.
        """
        if not lists and kind_of(content) == "sheet":
            raise Unreadable("unknown")
        async with self._turn:
            return await asyncio.to_thread(self._keep, content)

    def _keep(self, content: bytes) -> Kept:
        from bot.photos import looked  # Pillow is slow to import

        found = looked(content)
        problem = next((problem for problem in FIRST_TOLD if problem in found.problems), None)
        return Kept(self.shelf.put(found.content), found.kind, len(found.content), problem)
