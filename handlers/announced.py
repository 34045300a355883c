"""What many hear at once: an announcement, which always ends with how to stop them.

Words: announced.po. `about` is "announcement:NUMBER", or "tried_out:NUMBER" in the chat of an officer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from bot.conversation.messages import Template
from bot.conversation.news import News
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from handlers.announcement_services import Told
from handlers.services import Services

TEMPLATE = "announcement"


def told(one: Told, words: Words) -> str:
    """The whole message, as every channel shows it."""
    parts = (words("head", city=one.city), one.text(words.language.code), words("stop"))
    return "\n\n".join(parts)


def template(one: Told) -> Template:
    """What rings at somebody who has been silent for long."""
    return Template(TEMPLATE, {"city": one.city})


def announcement(rest: str, scene: Scene) -> News | None:
    """Nothing where this chat wants none, or is not meant any more."""
    one = cast(Services, scene.services).announcements.meant(int(rest))
    return News(told(one, words_of(scene)), template=template(one), broadcast=True) if one else None


def tried_out(rest: str, scene: Scene) -> News | None:
    """The same, marked as not sent yet."""
    one, words = cast(Services, scene.services).announcements.tried_out(int(rest)), words_of(scene)
    return News(f"{words('trial')}\n\n{told(one, words)}", template=template(one)) if one else None


def silence(services: Any, silent: bool) -> None:
    """STOP, or START again."""
    cast(Services, services).announcements.silence(silent)


def silent(services: Any) -> bool:
    """Has the person said STOP, in this chat or in another one of theirs?"""
    return cast(Services, services).announcements.silent()


def words_of(scene: Scene) -> Words:
    return Words(scene.dialogue.languages[scene.session.language], "announced")


ANNOUNCED: Mapping[str, Callable[[str, Scene], News | None]] = {
    "announcement": announcement, "tried_out": tried_out,
}  # fmt: skip
