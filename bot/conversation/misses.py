"""How often in a row a person was not understood at one place; after some times a person is offered instead.

The count is kept in what the chat remembers. Whatever is understood ends it.
"""

from __future__ import annotations

from bot.conversation.scene import Scene

MISSES, MOST = "misses", 3
OFFICER = "officer"  # the option that brings a person, beside those of the question


def missed(scene: Scene) -> Scene:
    """Once more; the sentence that offers a person, where it has been often enough."""
    last = scene.session.known.get(MISSES) or {}
    count = last["count"] + 1 if last.get("at") == _place(scene) else 1
    counted = scene.remember(**{MISSES: {"at": _place(scene), "count": count}})
    return counted.say(scene.common("misses.offer")) if offered(counted) else counted


def offered(scene: Scene) -> bool:
    """Is a person offered here? Not before the gate, and not by who brings one anyway."""
    last = scene.session.known.get(MISSES)
    if not last or last["count"] < MOST or last["at"] != _place(scene) or not scene.open:
        return False
    return scene.at_menu or scene.talk.conversation != scene.dialogue.officer


def times(scene: Scene) -> int:
    """How often in a row nothing was understood here."""
    last = scene.session.known.get(MISSES) or {}
    return last["count"] if last.get("at") == _place(scene) else 0


def settled(before: Scene, after: Scene) -> Scene:
    """After a message of the person: what was no miss has ended the count."""
    last = after.session.known.get(MISSES)
    return after.remember(**{MISSES: None}) if last and last == before.session.known.get(MISSES) else after


def _place(scene: Scene) -> str:
    return "" if scene.at_menu else scene.place
