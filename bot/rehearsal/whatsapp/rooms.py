"""A chat as the person sees it: the bot's messages with what can be tapped under them. Knows no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.telegram.bell import Bell
from bot.rehearsal.whatsapp.media import Kept
from bot.rehearsal.whatsapp.people import Person

WINDOW_SECONDS = 86_400


@dataclass(frozen=True)
class Option:
    """What can be tapped. `kind`: reply, row, quick_reply; or contact, location, url, flow, which send no id.
    A row has a `description` in small letters.
    """

    id: str
    title: str
    description: str = ""
    kind: str = "reply"


@dataclass(frozen=True)
class BotMessage:
    """What the bot sent to one person. `text` is the body or the caption; `tracker` what the bot calls it;
    `file` what came with it; `by_phone`: it was addressed to the phone; `category`: what it is billed as.
    """

    id: str
    kind: str
    text: str
    options: tuple[Option, ...] = ()
    file: Kept | None = None
    tracker: str | None = None
    by_phone: bool = True
    category: str = "service"
    at: float = 0.0
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        """What stands on the options, in reading order."""
        return [option.title for option in self.options]

    @property
    def is_photo(self) -> bool:
        """Whether its file is shown as a picture."""
        return self.file is not None and self.file.kind == "image"

    def option(self, wanted: str) -> Option:
        """The option with this title, description or id. Raises LookupError."""
        for option in self.options:
            if wanted in (option.title, option.description, option.id):
                return option
        raise LookupError(f"no option {wanted!r} under {self.text[:60]!r}: {self.titles}")


@dataclass
class Room:
    """The chat of one person. `arrivals`: all that the bot wrote; `heard_at`: when the person wrote last, in
    seconds; `known`: the ids of the person's own messages; `read`, `typing`: what the bot showed.
    `unreachable`: nothing can be delivered; `away`: the phone is off; `reads`: it is looked at.
    """

    person: Person
    arrivals: list[BotMessage] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    typing: list[str] = field(default_factory=list)
    heard_at: float | None = None
    from_an_ad_at: float | None = None
    unreachable: bool = False
    away: bool = False
    reads: bool = True
    former: set[str] = field(default_factory=set)
    bell: Bell = field(default_factory=Bell)

    def open(self, now: float) -> bool:
        """Whether the bot may write whatever it wants: the person wrote within a day."""
        return self.heard_at is not None and now - self.heard_at < WINDOW_SECONDS

    def receive(self, message: BotMessage) -> None:
        """The bot's new message appears."""
        self.arrivals.append(message)
        self.bell.ring()

    def find(self, wamid: str) -> BotMessage | None:
        """The bot's message with this id, or None."""
        return next((message for message in reversed(self.arrivals) if message.id == wamid), None)

    def has(self, wamid: str) -> bool:
        """Whether such a message was written here, by whomever."""
        return wamid in self.known or self.find(wamid) is not None
