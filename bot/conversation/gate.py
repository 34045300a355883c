"""The gate: what everybody is asked first; what a person wrote before it is kept, and answered after it."""

from __future__ import annotations

from bot.conversation.answering import start
from bot.conversation.keywords import folded
from bot.conversation.meaning import urgent, wished
from bot.conversation.messages import Said
from bot.conversation.scene import Scene

FIRST = 500  # characters that are remembered of the first thing a person writes
NOT_AT_GATE = ("menu", "officer", "cancel")  # commands that lead nowhere before the gate is passed


def at_gate(scene: Scene) -> bool:
    """Is the gate what is being asked?"""
    return not scene.open and not scene.at_menu and scene.talk.conversation == scene.dialogue.gate


def to_gate(scene: Scene, said: Said) -> Scene:
    """The first thing a person writes is kept and answered after the gate; what is under way waits.

    Somebody in despair, or hurt, is not met with a text about data alone.
    """
    text = said.text or chosen(scene, said)
    first = {"text": text[:FIRST], "start": said.start and said.start[:FIRST]}
    if meant := scene.dialogue.urgent(text, scene):
        scene = scene.say(meant.say or scene.common("urgent.gate"))
    return start(scene.remember(first=first), scene.dialogue.gate)


def chosen(scene: Scene, said: Said) -> str:
    """The label of a tapped button, as if it had been typed."""
    picked = (said.choice or "").partition(":")[2]
    return next((label for id, label in scene.session.shown if id == picked), "")


def followed(scene: Scene, code: str) -> Scene:
    """A link was opened; at the gate it is remembered and followed after it."""
    if not at_gate(scene):
        return follow(scene, code)
    return scene.remember(first={"text": "", "start": code[:FIRST]}) if code else scene


def follow(scene: Scene, code: str) -> Scene:
    """Go where a link leads, or greet."""
    place = scene.dialogue.follow(code, scene.services) if code else None
    if place is None:
        return scene.say(scene.common("unknown_link" if code else "hello"))
    return start(scene, place.conversation, **place.answers)


def after_gate(scene: Scene) -> Scene:
    """Once the gate is passed, the first thing the person wrote is answered; what waited goes on."""
    first = scene.session.known.get("first")
    if not first or not scene.open:
        return scene
    scene = scene.remember(first=None)
    if first.get("start"):
        return follow(scene, first["start"])
    text = "" if scene.session.talks else first.get("text") or ""
    cut = len(text) == FIRST  # of a pasted list: the rest is gone
    if place := None if cut else scene.dialogue.typed(text, scene.services):
        return start(scene, place.conversation, **place.answers)
    if name := scene.keywords.named(text):
        return start(scene, name)
    greeted = folded(text) in scene.keywords.greetings
    return scene if greeted else urgent(scene, text) or wished(scene, text) or scene
