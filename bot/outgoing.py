"""The files of ours that go with replies, by their source: kept on the shelf, or drawn when asked for.

Knows no channel.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from bot.conversation.messages import File
from storage.documents import Shelf
from storage.errors import StorageError

log = logging.getLogger(__name__)


def _example() -> bytes:
    from bot.pictures import example  # drawing is slow to import: only when somebody asks for a picture

    return example()


PICTURES: Mapping[str, Callable[[], bytes]] = {"example": _example}


class Outgoing:
    """Gives the bytes of a reply's file. Slow (it reads the disk, or draws): call it off the event loop."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def content(self, file: File) -> bytes:
        """The bytes. Raises FileNotFoundError for what is not there, StorageError for what was altered."""
        kind, _, name = file.source.partition(":")
        if kind == "shelf" and name.isalnum():  # a keyed hash, never a path
            return self._shelf.get(name)
        if kind == "picture" and name in PICTURES:
            return PICTURES[name]()
        raise FileNotFoundError(f"no such source: {kind}")

    def found(self, file: File) -> bytes | None:
        """The bytes; None where they can't be had, which the log says: what goes with them must not wait."""
        try:
            return self.content(file)
        except (OSError, StorageError) as problem:
            log.error("a reply's file cannot be had: %s", type(problem).__name__)
        return None
