"""What free text is taken for, where nothing that was offered fits. Who finds it out is not known here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.answering import leave, start
from bot.conversation.commands import about_question
from bot.conversation.conversation import Start
from bot.conversation.keywords import folded
from bot.conversation.messages import Said
from bot.conversation.scene import Scene


@dataclass(frozen=True)
class Meaning:
    """`say`: the answer to a question, after which what was pending is asked again; `start`: what begins.
    What was pending is left for good where it `leaves` it.
    """

    say: str = ""
    start: Start | None = None
    leaves: bool = False


def meant_by(scene: Scene, text: str) -> Scene | None:
    """The scene after what a text means; None where it means nothing that is known."""
    meant = scene.dialogue.meaning(text, scene) if text.strip() else None
    return done(scene, meant) if meant else None


def urgent(scene: Scene, text: str) -> Scene | None:
    """The scene after what goes before every answer; None where a text is nothing of that kind."""
    meant = scene.dialogue.urgent(text, scene) if text.strip() else None
    return done(scene, meant) if meant else None


def done(scene: Scene, meant: Meaning) -> Scene:
    """Say it, and begin what begins."""
    here = leave(scene) if meant.leaves else scene
    said = here.say(meant.say) if meant.say else here
    return start(said, meant.start.conversation, **meant.start.answers) if meant.start else said


def wished(scene: Scene, text: str) -> Scene | None:
    """What free text at the menu leads to; None where it is not understood."""
    if understood := meant_by(scene, text):
        return understood
    name = scene.keywords.mentioned(text)
    return start(scene, name) if name else None


def instead(scene: Scene, made: Scene, said: Said) -> Scene:
    """What was refused as an answer may be a question, or a wish: then that is answered, and what was pending
    is asked again afterwards. `made` is the scene with the refusal. Where anything may be told, a question is
    answered, but nothing else begins.
    """
    refused = made.session.talks == scene.session.talks and made.said != scene.said
    if not refused or said.attachment or said.choice or not said.text.strip():
        return made
    question = scene.question
    if question is not None and question.free_text and not question.undisturbed:
        return made  # what it means was asked before the answer
    meant = scene.dialogue.meaning(said.text, scene)
    told = question is not None and question.undisturbed
    return made if meant is None or (told and meant.start) else done(scene, meant)


def wonders(scene: Scene, text: str) -> bool:
    """Is it asked why, of the pending question ("kenapa harus NIK?")? Not where anything may be told."""
    question = scene.question
    if question is None or question.undisturbed or scene.talk.conversation == scene.dialogue.officer:
        return False
    whole_words = tuple(map("{} ".format, scene.common.listed("synonyms.why")))
    return f"{folded(text)} ".startswith(whole_words)


def explained(scene: Scene, text: str) -> Scene:
    """The answer to a question about the pending one: why it is asked, else what it wants."""
    return meant_by(scene, text) or scene.say(why(scene))


def why(scene: Scene) -> str:
    """Why the pending question is asked; where nothing is said of that, its help."""
    question = scene.question
    if question is None:
        return about_question(scene)
    kind = type(question).__name__.lower()
    known = (f"{question.words_key}.why", f"why.{kind}")
    return scene.words.first(*known) if any(map(scene.words.find, known)) else about_question(scene)
