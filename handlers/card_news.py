"""What a chat hears when a card has been issued. Words: news.po.

`about` is "card:MEMBERSHIP"; nothing is said where the membership has ended since, its person has died,
or the chat no longer speaks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from bot.conversation.news import News
from bot.conversation.scene import Scene
from bot.conversation.words import Words
from handlers.card import picture
from handlers.services import Services


def issued(rest: str, scene: Scene) -> News | None:
    """The card, and until when it is good."""
    services = cast(Services, scene.services)
    words = Words(scene.dialogue.languages[scene.session.language], "news")
    for person in services.people():
        for one in services.memberships(person):
            state = one.cover(services.today())
            if str(one.id) == rest and state != "lapsed" and not services.known_dead(person):
                days = {"since": words.language.formats.date(one.paid_from),
                        "until": words.language.formats.date(one.paid_until)}  # fmt: skip
                return News(words(f"card.{state}", name=person.name, **days), picture(one))
    return None


CARDS: Mapping[str, Callable[[str, Scene], News | None]] = {"card": issued}
