"""An announcement as each channel shows it: the very text that is sent, and what rings at WhatsApp before it.

Knows no chat; the words are those of the chats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.announcement_places import words_of
from console.visit import Visit
from handlers.announced import TEMPLATE, told
from handlers.announcement_services import Told
from rules.announcements import LIMITS


@dataclass(frozen=True)
class Bubble:
    """One message on the screen: `key` says when it comes, `button` is what stands below it."""

    key: str
    text: str
    button: str = ""


@dataclass(frozen=True)
class Preview:
    """What a channel shows, in order; `length` of `most` characters."""

    channel: str
    bubbles: Sequence[Bubble]
    length: int
    most: int


def length(text: str) -> int:
    """As the platforms count: halves of UTF-16."""
    return len(text.encode("utf-16-le", "replace")) // 2


def previews(visit: Visit, one: Told, language: str) -> list[Preview]:
    """Every channel, in one of the languages of the chats."""
    text = told(one, words_of(visit, language, "announced"))
    return [
        Preview(channel, _bubbles(visit, one, language, channel, text), length(text), most)
        for channel, most in LIMITS.items()
    ]


def _bubbles(visit: Visit, one: Told, language: str, channel: str, text: str) -> list[Bubble]:
    if channel != "whatsapp":
        return [Bubble("announcement.shows.at_once", text)]
    words = words_of(visit, language, "whatsapp")
    rings = words(f"template.{TEMPLATE}", city=one.city)
    return [
        Bubble("announcement.shows.within", text),
        Bubble("announcement.shows.rings", rings, words(f"template.{TEMPLATE}.button")),
        Bubble("announcement.shows.held", text),
    ]
