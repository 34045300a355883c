"""Texts that somebody has read aloud: one file a text, DATA_DIR/spoken/id/register/nik.ask.ogg (or .mp3).

Whoever puts a file there has recorded the text; there is nothing to set up. How to: docs/spoken.md.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from bot.conversation.messages import File
from bot.sounds import ENDINGS, LARGEST, sound_of

FOLDER = "spoken"
PLACE = re.compile(r"[a-z]{2}/\w+/\w+(?:\.\w+)*(?:@\w+)?")
HEAD = 64  # bytes that tell what kind of sound it is

log = logging.getLogger(__name__)


class Recordings:
    """Those in a folder, which may be missing; looked at whenever one is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, place: str) -> File | None:
        """The recording of the text that stands at a place ("id/register/nik.ask@other")."""
        for file in self._files(place):
            if problem := trouble(file):
                log.warning("a recording cannot be played, %s: %s", problem, place)
                continue
            changed = file.stat().st_mtime_ns
            return File(file.name, "audio", f"{FOLDER}:{changed:x}:{place}{file.suffix}")
        return None

    def _files(self, place: str) -> Iterator[Path]:
        """What may be it, and is there."""
        if PLACE.fullmatch(place):
            paths = (self.folder / f"{place}.{ending}" for ending in ENDINGS)
            yield from (path for path in paths if path.is_file())

    def content(self, name: str) -> bytes:
        """The bytes of a recording by the rest of its source. Raises FileNotFoundError."""
        _, _, path = name.partition(":")
        place, dot, ending = path.rpartition(".")
        if not dot or ending not in ENDINGS or not PLACE.fullmatch(place):
            raise FileNotFoundError("no such recording")
        return (self.folder / path).read_bytes()


def trouble(file: Path) -> str | None:
    """Why a file cannot be played: empty, too_large, or of a kind that not every channel plays."""
    size = file.stat().st_size
    if not 0 < size <= LARGEST:
        return "too_large" if size else "empty"
    with file.open("rb") as opened:
        return None if sound_of(opened.read(HEAD)) else "unknown_kind"
