"""Where a transcript is played: a channel's real adapter with invented people at the other end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.app import App
from storage.outbox import Queued


@dataclass(frozen=True)
class Shown:
    """One message as the person sees it. `file`: the file that came with it, as `brought` writes it; `first`:
    the number of the first option, where the channel has one of its own before it.
    """

    text: str
    options: tuple[str, ...] = ()
    file: str = ""
    first: int = 1

    def written(self) -> str:
        """As a transcript writes it: the file above the text, the options under it."""
        options = " ".join(f"[{option}]" for option in self.options)
        return "\n".join(line for line in (self.file, self.text, options) if line)


def brought(kind: str, name: str) -> str:
    """The line of a file that a reply brings: "(photo contoh.jpg)", "(file a.pdf)", "(audio nik.ask.ogg)"."""
    return f"({kind if kind in ('photo', 'audio') else 'file'} {name})"


@dataclass(frozen=True)
class Act:
    """What a person does. `kind`: text, tap, photo, file, contact, voice, sticker, edit, link."""

    kind: str
    value: str = ""
    old: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the photos or files; several were sent as one album."""
        return tuple(name.strip() for name in self.value.split(","))

    @property
    def messages(self) -> int:
        """How many messages of a channel it is: one for each file of an album."""
        return len(self.names) if self.kind in SENT else 1


SENT = ("photo", "file")
PATTERNS = (
    ("tap", re.compile(r"\[(.+?)\](?P<old> \(old\))?")),
    ("photo", re.compile(r"\(photo (.+)\)")),
    ("file", re.compile(r"\(file (.+)\)")),
    ("contact", re.compile(r"\((contact(?: of another)?)\)")),
    ("voice", re.compile(r"\((voice)\)")),
    ("sticker", re.compile(r"\((sticker)\)")),
    ("edit", re.compile(r"\(edit: (.+)\)")),
    ("link", re.compile(r"\(link (.+)\)")),
)


def act(said: str) -> Act:
    """What a line of a transcript does."""
    for kind, pattern in PATTERNS:
        if match := pattern.fullmatch(said):
            return Act(kind, match[1], "old" in match.groupdict() and match["old"] is not None)
    return Act("text", said)


class Stage(Protocol):
    """One channel. `phone` names a person's phone; replies come in the order they were shown."""

    async def prepare(self) -> dict[str, Any]:
        """What the settings have to say for this stage."""
        ...

    async def open(self, app: App) -> None: ...

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        """Do it, once or (again) the very same message once more; what the person sees then."""
        ...

    async def since(self, phone: str, queued: Sequence[Queued]) -> list[Shown]:
        """What the person sees of replies that nobody asked for."""
        ...

    async def close(self) -> None:
        """The bot stops; it may be opened again."""
        ...

    async def end(self) -> None:
        """Nobody plays here any more."""
        ...


class Impossible(Exception):
    """This channel has no such thing (a browser has no stickers): the transcript is not for it."""
