"""What free text is taken for, where nothing that was offered fits. Who finds it out is not known here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.answering import start
from bot.conversation.conversation import Start
from bot.conversation.messages import Said
from bot.conversation.scene import Scene


@dataclass(frozen=True)
class Meaning:
    """`say`: the answer to a question, after which what was pending is asked again; `start`: what begins."""

    say: str = ""
    start: Start | None = None


def taken(scene: Scene, text: str) -> Scene | None:
    """The scene after what a text means; None where it means nothing that is known."""
    meant = scene.dialogue.meaning(text, scene) if text.strip() else None
    if meant is None:
        return None
    said = scene.say(meant.say) if meant.say else scene
    return start(said, meant.start.conversation, **meant.start.answers) if meant.start else said


def wished(scene: Scene, text: str) -> Scene | None:
    """What free text at the menu leads to; None where it is not understood."""
    if understood := taken(scene, text):
        return understood
    name = scene.keywords.mentioned(text)
    return start(scene, name) if name else None


def instead(scene: Scene, made: Scene, said: Said) -> Scene:
    """What was refused as an answer may be a question, or a wish: then that is answered, and what was pending
    is asked again afterwards. `made` is the scene with the refusal.
    """
    refused = made.session == scene.session and made.said != scene.said
    if not refused or said.attachment or said.choice:
        return made
    return taken(scene, said.text) or made
