"""What goes into a conversation and what comes out, the same on every channel."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

LONGEST = 4096  # characters: no channel takes a longer message
OWN_NUMBER = "own_number"  # the tap that means the number of the telephone one writes from
AGAIN = "again"  # the tap that asks for what is pending once more
PAGE = "page:"  # the tap that asks for another page of the options: "page:2"
PHOTO = "photo"  # the kind of a file that is a picture
SHEET = "sheet"  # the kind of a file that holds a list: never one of several pages
# Nobody types these: controls, the marks that turn the direction of writing, halves of a character
_UNTYPED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Attachment:
    """A file the person sent. `document` is our own id of it, never the channel's; files sent as one album
    bear the same `group`.
    """

    document: str
    kind: str  # photo, document, sheet
    name: str = ""
    group: str | None = None


@dataclass(frozen=True)
class Said:
    """One thing a person did: typed, tapped, sent a file, shared a number; or a reminder that fell due.

    `choice` is the id of a tapped option ("17:yes"), `start` the code of a link, `phone` the
    sender's own number as the channel vouches for it, `unread` names what no conversation can
    read (voice, sticker, edited ...), `remind` the step a reminder belongs to. `news` is nothing the person
    did: something happened that the chat is to hear of ("photo:<document>"). `quotes`: what the message that
    it replies to has asked ("register/nik"). `form`: the answers of a form of the conversation `form_of`, by
    question. `read`: what was read on a photo of a card ("ktp:<document>" in `news`), from_photo.py.
    """

    text: str = ""
    choice: str | None = None
    attachment: Attachment | None = None
    phone: str | None = None
    start: str | None = None
    unread: str | None = None
    remind: int | None = None
    news: str | None = None
    quotes: str | None = None
    form: dict[str, str] | None = None
    form_of: str = ""
    read: dict[str, str] | None = None

    def typable(self) -> Said:
        """The same without what nobody types and no database takes (NUL, half a surrogate pair)."""
        text, start = _UNTYPED.sub("", self.text), self.start and _UNTYPED.sub("", self.start)
        return self if (text, start) == (self.text, self.start) else replace(self, text=text, start=start)

    def meaning(self, option: str | None) -> Said:
        """The same as the choice of an option, or of none."""
        if self.choice == option:
            return self
        return replace(self, choice=option)


@dataclass(frozen=True)
class Option:
    """One way to answer: `id` is stored and sent back by a tap, `label` is read; `short`: the same for little
    room.
    """

    id: str
    label: str
    short: str = ""


@dataclass(frozen=True)
class File:
    """A file of ours that goes with a reply: `source` is "shelf:<name>", "picture:<name>", "card:<number>",
    the card of that membership, or "spoken:<when>:<place>", the recording of a text.
    """

    name: str
    kind: str  # photo, document, audio
    source: str


@dataclass(frozen=True)
class Template:
    """What may be sent to somebody who has been silent for long: a text that the platform has approved, by
    its name in the words, and what it mentions.
    """

    name: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One message of the bot, at most `LONGEST` long, with at most one file.

    `question` names what is being asked, `ask` hints at the keyboard to offer; `numbered`: the options may
    also be answered by their number. `step` is that of the prompt, `page` which of the options are shown
    where not all fit; `own_number`: the number one writes from is known, and may be offered. `template`
    announces the reply to somebody who has been silent for long; `passing`: it says it all, and is of no use
    once the person writes. `form`: the conversation whose form may be offered in place of the questions.
    `broadcast`: said to many at once; it goes after all else.
    """

    text: str
    options: tuple[Option, ...] = ()
    conversation: str | None = None
    question: str | None = None
    ask: str | None = None
    language: str = "id"
    numbered: bool = True
    file: File | None = None
    step: int = 0
    page: int = 0
    own_number: bool = False
    template: Template | None = None
    passing: bool = False
    form: str | None = None
    broadcast: bool = False
