"""What somebody reads on WhatsApp, as the other channels would show it: whole labels in place of short ones,
the options of a numbered text, the pages of a list put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.channels.whatsapp_replies import FEW
from bot.channels.whatsapp_text import LIKE
from bot.conversation.messages import OWN_NUMBER, PAGE, Reply
from bot.rehearsal.stage import Shown, brought
from bot.rehearsal.whatsapp import BotMessage, Option, Seat

NUMBERED = re.compile(r"(\d+)\. (.+)")
MARKS = {ord(like): mark for mark, like in LIKE.items()}


@dataclass(frozen=True)
class Screen:
    """The messages that one reply came in: a file before its text, a page of its options after the other."""

    messages: Sequence[BotMessage]
    reply: Reply

    @property
    def shown(self) -> Shown:
        """As a transcript writes it."""
        file = next((message.file for message in self.messages if message.file), None)
        line = brought("photo" if file.kind == "image" else file.kind, file.name) if file else ""
        labels = tuple(label for label, _, _ in self._options())
        return Shown(_marked(self._apart[0]), labels, line, first=1 + self._offers_own)

    async def tap(self, seat: Seat, label: str) -> bool:
        """Tap the option of this label, or type its number where it stands in the text; was there one?"""
        for known, said, message in self._options():
            if known == label:
                await (seat.taps(said, message) if message else seat.says(said))
                return True
        return False

    def _options(self) -> Iterator[tuple[str, str, BotMessage | None]]:
        """Each with its whole label, the id or the number that means it, and the message it is tapped on."""
        for number, label in enumerate(self._apart[1], 1):
            if number > self._offers_own:
                yield label, str(number), None
        for message in self.messages:
            for option in own(message.options):
                yield self._label(option), option.id, message

    def _label(self, option: Option) -> str:
        """In the small letters of a row, in its title, or known by the short form on a button."""
        known = next((one for one in self.reply.options if one.id == option.id), None)
        short = known and known.label if known and option.title == known.short else ""
        return option.description or short or option.title

    @property
    def _offers_own(self) -> int:
        """How many options stand before those of the conversation: the number one writes from, or none."""
        return int(self.reply.own_number and len(self.reply.options) < FEW)

    @property
    def _apart(self) -> tuple[str, list[str]]:
        """The text, and the options that stand below it, to be answered by number."""
        words = next((message for message in self.messages if message.text), self.messages[0])
        text, _, below = words.text.rpartition("\n\n")
        found = [NUMBERED.fullmatch(line) for line in below.split("\n")]
        numbers = [int(match[1]) for match in found if match]
        count = len(self.reply.options) + self._offers_own
        if words.options or not numbers or numbers != list(range(1, count + 1)):
            return words.text, []
        return text, [_marked(match[2]) for match in found if match]


def next_page(message: BotMessage) -> Option | None:
    """The row that leads to more options, if there is one."""
    return next((option for option in message.options if f":{PAGE}" in option.id), None)


def own(options: Sequence[Option]) -> Iterator[Option]:
    """Those of the conversation: not the row that turns the page, nor what only WhatsApp offers."""
    for option in options:
        apart = f":{PAGE}" in option.id or option.id.endswith(f":{OWN_NUMBER}")
        if option.kind in ("reply", "row") and not apart:
            yield option


def _marked(text: str) -> str:
    """With the marks that WhatsApp would have taken for formatting."""
    return text.translate(MARKS)
