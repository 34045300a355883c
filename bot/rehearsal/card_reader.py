"""Reads the drawn cards of transcripts: by the real process, each picture once, however many channels and
processes play.
"""

from __future__ import annotations

import atexit
import tempfile
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from bot.ktp import installed
from bot.ktp.card import Ktp
from bot.ktp.process import COMMAND, ReadingProcess
from bot.ktp.reader import Reader

HEADER = ("Ktp", "read")
PATIENCE = 300.0  # seconds for a photo: many transcripts may be played at once


class Remembering(ReadingProcess):
    """Everybody here is invented, so what was read may be remembered."""

    def __init__(self) -> None:
        super().__init__(PATIENCE, command=(*COMMAND, "0"))  # nobody else is here to give way to
        self.folder: Path | None = None
        self._known: dict[tuple[bytes, date], Ktp | None] = {}
        atexit.register(super().close)

    def read(self, content: bytes, today: date) -> Ktp | None:
        if (content, today) not in self._known:
            self._known[content, today] = self._kept(content, today)
        return self._known[content, today]

    def _kept(self, content: bytes, today: date) -> Ktp | None:
        """Read, or what another process has read and kept in the folder."""
        if self.folder is None:
            return super().read(content, today)
        file = self.folder / f"{sha256(content).hexdigest()}-{today}.json"
        if not file.exists():
            found = msgspec.json.encode(super().read(content, today))
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as written:
                written.write(found)
            Path(written.name).replace(file)
        return msgspec.json.decode(file.read_bytes(), type=Ktp | None)

    def close(self) -> None:
        """It outlives each performance: loading takes longer than reading."""


class Patient(Reader):
    """The clock of a transcript stands still while a photo is read, so each comes at once."""

    def turn(self, now: int) -> int:
        return now


@cache
def _process() -> Remembering:
    return Remembering()


def remember_in(folder: Path) -> None:
    """Processes that name the same folder share what they read."""
    folder.mkdir(exist_ok=True)
    _process().folder = folder


def card_reader(world: tuple[tuple[str, str], ...]) -> Reader | None:
    """The reader of a transcript that says "Ktp: read". Raises ValueError where none is installed."""
    if HEADER not in world:
        return None
    if not installed():
        raise ValueError("Ktp: read: needs the extra ocr")
    return Patient(_process())
