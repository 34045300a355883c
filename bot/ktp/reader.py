"""Reads photos for the service without holding it up: one after the other, off the event loop."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.ktp import installed
from bot.ktp.card import Ktp
from bot.ktp.process import ReadingProcess

EACH = 3_000  # milliseconds for which a photo is expected to keep the others waiting


class Reader:
    """`turn` tells each photo when to come, so that many photos at once do not all wait here, in the place of
    other work.
    """

    def __init__(self, process: ReadingProcess | None = None) -> None:
        self._process = process or ReadingProcess()
        self._free_at = 0

    def turn(self, now: int) -> int:
        """The moment (milliseconds) at which a photo that comes `now` is likely to be read at once."""
        begins = max(now, self._free_at)
        self._free_at = begins + EACH
        return begins

    async def read(self, content: bytes, today: date) -> Ktp | None:
        """What ReadingProcess.read gives. Raises NotRead. Whoever is cancelled ends the process."""
        try:
            return await asyncio.to_thread(self._process.read, content, today)
        except asyncio.CancelledError:
            self._process.kill()
            raise

    async def close(self) -> None:
        """The process is gone when this returns."""
        await asyncio.to_thread(self._process.close)


def reader_if_installed() -> Reader | None:
    """None without the extra `ocr`. Nothing is loaded yet."""
    return Reader() if installed() else None
