"""The gate: what everybody is asked first; what a person wrote before it is kept, and answered after it."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.answering import start
from bot.conversation.commands import command
from bot.conversation.keywords import folded
from bot.conversation.meaning import Meaning, urgent, why, wished, wonders
from bot.conversation.messages import Said
from bot.conversation.misses import OFFICER
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


def in_place_of_consent(scene: Scene, made: Scene, said: Said) -> Scene:
    """What is written at the gate and is neither yes nor no: need is heard, a question that needs no data is
    answered, what leads somewhere is kept. `made` is the scene with the refusal.
    """
    text, refused = said.text, made.session.but(known=scene.session.known) == scene.session
    if not refused or said.attachment or said.choice or not text.strip():
        return made
    if urgently := scene.dialogue.urgent(text, scene):
        return kept(scene, text).say(urgently.say or scene.common("urgent.gate"))
    meant = scene.dialogue.meaning(text, scene)
    if leads(scene, text, meant):
        return kept(scene, text).say(scene.common("gate.kept"))
    if meant:
        return scene.say(meant.say)
    if wonders(scene, text):
        return scene.say(why(scene))
    return kept(made, text) if only_greeted(scene) else made


def leads(scene: Scene, text: str, meant: Meaning | None) -> bool:
    """Does it begin something, as soon as the gate is passed?"""
    named = scene.keywords.named(text) or scene.dialogue.typed(text, scene.services)
    return bool(named or (meant and meant.start))


def only_greeted(scene: Scene) -> bool:
    """Has nothing been said yet but a greeting?"""
    first = scene.session.known.get("first") or {}
    text = folded(first.get("text") or "")
    return not first.get("start") and (not text or text in scene.keywords.greetings)


def kept(scene: Scene, text: str) -> Scene:
    """The scene that answers this text after the gate; where a link was followed, that goes first."""
    first = scene.session.known.get("first") or {}
    return scene if first.get("start") else scene.remember(first={"text": text[:FIRST], "start": None})


def briefly(before: Scene, after: Scene, said: Said) -> Scene:
    """The text of the gate is long: where it stands right above, one sentence asks again."""
    if not (at_gate(before) and at_gate(after)) or said.remind is not None:
        return after
    here, there = before.session, after.session
    above = (here.asked, here.release, here.language) == (before.place, before.dialogue.mark, there.language)
    return replace(after, briefly=True) if above and command(before, said.text) != "help" else after


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
    officer = scene.dialogue.officer if command(scene, text) == OFFICER else None
    if name := officer or scene.keywords.named(text):
        return start(scene, name)
    greeted = folded(text) in scene.keywords.greetings
    return scene if greeted else urgent(scene, text) or wished(scene, text) or scene
