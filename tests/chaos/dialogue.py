"""One person talks with the bot on Telegram: waits for each answer, and takes a repeated message with patience."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.rehearsal.stage import PHOTO as JPEG
from bot.rehearsal.stage import Shown
from bot.rehearsal.telegram import FakeTelegram, Seat
from bot.rehearsal.telegram_stage import data_of, shown
from tests.chaos.people import PHOTO, Worker

PATIENCE = 60.0
NUMBER = re.compile(r"\b[A-Z]{3}-\d{6}\b")
TODAY = re.compile(r"^\d{1,2} \w+ \d{4}(?=: )", re.MULTILINE)


@dataclass
class Dialogue:
    """What one person heard, one entry an answer; `repeats` counts messages that came once more."""

    worker: Worker
    seat: Seat
    heard: list[str] = field(default_factory=list)
    repeats: int = 0

    async def play(self, patience: float = PATIENCE) -> None:
        """The whole script. Raises AssertionError where an answer never comes or has not the button."""
        for said in self.worker.script:
            try:
                await self.says(said)
                await self.hears(patience)
            except (TimeoutError, LookupError) as problem:
                raise AssertionError(f"person {self.worker.number}, {said}: {problem!r}") from None

    async def says(self, said: str) -> None:
        """One line of the script."""
        if said == PHOTO:
            await self.seat.sends_photo(JPEG)
        elif said.startswith("["):
            await self._taps(said.strip("[]"))
        else:
            await self.seat.says(said)

    async def _taps(self, label: str) -> None:
        message = self.seat.last
        data = data_of(message, label)
        if data is None:
            raise LookupError(f"there is no button [{label}] under: {message.text}")
        await self.seat.taps(data, message)

    async def hears(self, patience: float = PATIENCE) -> str:
        """The next answer, masked; the one before may come again first. Raises TimeoutError."""
        while True:
            message = masked(shown(await self.seat.next(patience), self.seat))
            if self.heard and message == self.heard[-1]:
                self.repeats += 1
                continue
            self.heard.append(message)
            return message

    def late(self) -> list[str]:
        """What came after the last answer and is not that answer once more."""
        rest = [masked(shown(message, self.seat)) for message in self.seat.room.arrivals[self.seat.taken :]]
        return [message for message in rest if message != self.heard[-1]]


def masked(seen: Shown) -> str:
    """A message without what differs from run to run: the number given, the day it was given."""
    return TODAY.sub("<today>", NUMBER.sub("<number>", seen.written()))


def dialogues(fake: FakeTelegram, people: Sequence[Worker]) -> list[Dialogue]:
    """Everybody's place at the stand-in."""
    return [Dialogue(one, fake.person(1000 + one.number, one.name.title())) for one in people]
