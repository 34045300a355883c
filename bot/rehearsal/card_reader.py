"""Reads the drawn cards of transcripts: by the real process, each picture once, whatever the channel."""

from __future__ import annotations

import atexit
from datetime import date
from functools import cache

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
        self._known: dict[tuple[bytes, date], Ktp | None] = {}
        atexit.register(super().close)

    def read(self, content: bytes, today: date) -> Ktp | None:
        if (content, today) not in self._known:
            self._known[content, today] = super().read(content, today)
        return self._known[content, today]

    def close(self) -> None:
        """It outlives each performance: loading takes longer than reading."""


class Patient(Reader):
    """The clock of a transcript stands still while a photo is read, so each comes at once."""

    def turn(self, now: int) -> int:
        return now


@cache
def _process() -> Remembering:
    return Remembering()


def card_reader(world: tuple[tuple[str, str], ...]) -> Reader | None:
    """The reader of a transcript that says "Ktp: read". Raises ValueError where none is installed."""
    if HEADER not in world:
        return None
    if not installed():
        raise ValueError("Ktp: read: needs the extra ocr")
    return Patient(_process())
