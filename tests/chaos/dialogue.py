"""One person talks with the bot on Telegram: waits for each answer, does not mind a repeated one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.rehearsal.pictures import picture
from bot.rehearsal.stage import Shown
from bot.rehearsal.telegram import BotMessage, FakeTelegram, Seat
from bot.rehearsal.telegram_stage import data_of, shown
from tests.chaos.people import PHOTO, Worker

PATIENCE = 240.0
SMALL_PHOTO = picture("kecil")  # read by the bot in no time
NUMBER = re.compile(r"\b[A-Z]{3}-\d{6}\b")
TODAY = re.compile(r"^\d{1,2} \w+ \d{4}(?=: )", re.MULTILINE)


@dataclass(repr=False)
class Dialogue:
    """What one person heard, one entry an answer; `repeats` counts messages that came once more.

    A script never makes the bot say the very same twice: the data of buttons names the step they are of.
    """

    worker: Worker
    seat: Seat
    heard: list[str] = field(default_factory=list)
    repeats: int = 0
    _known: list[BotMessage] = field(default_factory=list)

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
            await self.seat.sends_photo(SMALL_PHOTO)
        elif said.startswith("["):
            await self._taps(said.strip("[]"))
        else:
            await self.seat.says(said)

    async def _taps(self, label: str) -> None:
        data = data_of(self._known[-1], label)
        if data is None:
            raise LookupError(f"there is no button [{label}] under: {self._known[-1].text}")
        await self.seat.taps(data, self._known[-1])

    async def hears(self, patience: float = PATIENCE) -> str:
        """The next answer, masked; what was heard before may come again first. Raises TimeoutError."""
        while True:
            message = await self.seat.next(patience)
            if self._again(message):
                self.repeats += 1
                continue
            self._known.append(message)
            self.heard.append(masked(shown(message, message), self.worker))
            return self.heard[-1]

    def _again(self, message: BotMessage) -> bool:
        return any((message.text, message.data) == (known.text, known.data) for known in self._known)

    def late(self) -> list[str]:
        """What came after the last answer and is not something heard once more."""
        rest = self.seat.room.arrivals[self.seat.taken :]
        return [message.text for message in rest if not self._again(message)]


def masked(seen: Shown, worker: Worker) -> str:
    """A message without what differs from person to person and from day to day."""
    text = TODAY.sub("<today>", NUMBER.sub("<number>", seen.written()))
    for name in ("nik", "name", "mother", "address", "phone"):
        text = text.replace(getattr(worker, name), f"<{name}>")
    grouped, hidden = " ".join(re.findall("....", worker.nik)), f"{worker.nik[:4]}{8 * '•'}{worker.nik[-4:]}"
    return text.replace(grouped, "<nik>").replace(hidden, "<nik>")


def dialogues(fake: FakeTelegram, people: Sequence[Worker]) -> list[Dialogue]:
    """Everybody's place at the stand-in."""
    return [Dialogue(one, fake.person(1000 + one.number, one.name.title())) for one in people]
