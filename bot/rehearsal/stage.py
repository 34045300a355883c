"""Where a transcript is played: a channel's real adapter with invented people at the other end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from bot.app import App

PHOTO = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")  # the smallest thing that is a JPEG
PDF = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True)
class Shown:
    """One message as the person sees it."""

    text: str
    options: tuple[str, ...] = ()

    def written(self) -> str:
        """As a transcript writes it: the options under the text."""
        return self.text if not self.options else f"{self.text}\n{' '.join(f'[{o}]' for o in self.options)}"


@dataclass(frozen=True)
class Act:
    """What a person does. `kind`: text, tap, photo, file, contact, voice, sticker, edit, link."""

    kind: str
    value: str = ""
    old: bool = False


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

    async def close(self) -> None:
        """The bot stops; it may be opened again."""
        ...

    async def end(self) -> None:
        """Nobody plays here any more."""
        ...


class Impossible(Exception):
    """This channel has no such thing (a browser has no stickers): the transcript is not for it."""
