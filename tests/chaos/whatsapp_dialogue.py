"""One person talks with the bot on WhatsApp: waits for each answer, turns pages, does not mind a repeated one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.rehearsal.stage import Shown
from bot.rehearsal.whatsapp import BotMessage, FakeWhatsApp, Seat
from bot.rehearsal.whatsapp_screen import next_page, own
from tests.chaos.dialogue import PATIENCE, SMALL_PHOTO, masked
from tests.chaos.people import PHOTO, Worker


@dataclass(repr=False)
class Dialogue:
    """What one person heard, one entry an answer; `repeats` counts messages that came once more.

    A script never makes the bot say the very same twice: the ids of options name the step they are of.
    """

    worker: Worker
    seat: Seat
    heard: list[str] = field(default_factory=list)
    repeats: int = 0
    _known: list[BotMessage] = field(default_factory=list)

    async def play(self, patience: float = PATIENCE) -> None:
        """The whole script. Raises AssertionError where an answer never comes or has not the option."""
        for said in self.worker.script:
            try:
                await self.says(said, patience)
                await self.hears(patience)
            except (TimeoutError, LookupError) as problem:
                raise AssertionError(f"person {self.worker.number}, {said}: {problem!r}") from None

    async def says(self, said: str, patience: float = PATIENCE) -> None:
        """One line of the script."""
        if said == PHOTO:
            await self.seat.sends_photo(SMALL_PHOTO)
        elif said.startswith("["):
            await self._taps(said.strip("[]"), patience)
        else:
            await self.seat.says(said)

    async def _taps(self, label: str, patience: float) -> None:
        """On the newest answer; on its next page where it is not on this one."""
        message = self._known[-1]
        while label not in (titles := [option.title for option in own(message.options)]):
            more = next_page(message)
            if more is None:
                raise LookupError(f"there is no option [{label}] under {message.text}: {titles}")
            await self.seat.taps(more.id, message)
            message = await self._fresh(patience)
        await self.seat.taps(label, message)

    async def hears(self, patience: float = PATIENCE) -> str:
        """The next answer, masked. Raises TimeoutError."""
        message = await self._fresh(patience)
        titles = tuple(option.title for option in own(message.options))
        self.heard.append(masked(Shown(message.text, titles), self.worker))
        return self.heard[-1]

    async def _fresh(self, patience: float) -> BotMessage:
        """The next message; what was heard before may come again first."""
        while self._again(message := await self.seat.next(patience)):
            self.repeats += 1
        self._known.append(message)
        return message

    def _again(self, message: BotMessage) -> bool:
        return any((message.text, message.options) == (known.text, known.options) for known in self._known)

    def late(self) -> list[str]:
        """What came after the last answer and is not something heard once more."""
        rest = self.seat.messages[self.seat.taken :]
        return [message.text for message in rest if not self._again(message)]


def dialogues(fake: FakeWhatsApp, people: Sequence[Worker]) -> list[Dialogue]:
    """Everybody's place at the stand-in."""
    return [Dialogue(one, fake.person(1000 + one.number, one.name.title())) for one in people]
