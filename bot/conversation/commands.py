"""The words that every conversation understands alike: back, cancel, skip, menu, help, a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.conversation import engine
from bot.conversation.answering import keep, leave, resume, start
from bot.conversation.prompt import doubt_key
from bot.conversation.scene import Scene
from bot.conversation.words import Words


def folded(text: str) -> str:
    """For comparing words: lower case, single spaces, without the slash of a command and end marks."""
    return " ".join(text.lower().split()).strip(" /.!?*\"'")


def command(scene: Scene, text: str) -> str | None:
    """The command a text is, if it is one: "back" for "Kembali"."""
    word = folded(text).split("@")[0]
    return next((name for name in COMMANDS if word in scene.common.listed(f"commands.{name}")), None)


def obey(scene: Scene, name: str) -> Scene:
    """Do what a command says."""
    return COMMANDS[name](scene)


def back(scene: Scene) -> Scene:
    """Ask the question before; nothing is forgotten."""
    if not scene.session.talks or scene.session.at_menu:
        return scene.say(scene.common("back.none"))
    current = None if scene.talk.changing else scene.question
    if scene.talk.doubt:
        return scene.with_talk(doubt=None)
    earlier = engine.previous_question(scene.conversation, scene.answers, current)
    if earlier is None:
        return scene.say(scene.common("back.first"))
    return scene.with_talk(asking=earlier.name, changing=False)


def cancel(scene: Scene) -> Scene:
    """Leave the talk; what was answered is forgotten."""
    if not scene.session.talks:
        return scene.say(scene.common("cancel.none"))
    return resume(leave(scene.say(scene.words.first("cancelled", "cancel.done"))))


def skip(scene: Scene) -> Scene:
    """Leave an optional question without an answer."""
    question = None if not scene.session.talks or scene.session.at_menu else scene.question
    if question is None or not question.optional:
        return scene.say(scene.common("skip.none"))
    return keep(scene, question, None)


def menu(scene: Scene) -> Scene:
    """Show the menu; a talk under way waits."""
    return scene.with_session(at_menu=bool(scene.session.talks))


def help(scene: Scene) -> Scene:
    """Explain the question being asked, and the words that always work."""
    return scene.say(about_question(scene)).say(scene.common("help.commands"))


def about_question(scene: Scene) -> str:
    """The help of the question being asked; in general terms where there is none of its own."""
    if not scene.session.talks or scene.session.at_menu:
        return scene.common("help.menu")
    question = scene.question
    key = (
        doubt_key(scene, scene.talk.doubt)
        if scene.talk.doubt
        else question.words_key
        if question
        else "review"
    )
    kind = type(question).__name__.lower() if question else "review"
    return scene.words.first(f"{key}.help", f"help.{kind}", "help.text")


def officer(scene: Scene) -> Scene:
    """Bring a person; the talk under way waits."""
    return start(scene, scene.dialogue.officer)


COMMANDS: Mapping[str, Callable[[Scene], Scene]] = {
    "back": back, "cancel": cancel, "skip": skip, "menu": menu, "help": help, "officer": officer,
}  # fmt: skip


def conversation_meant(scene: Scene, text: str, exactly: bool) -> str | None:
    """The conversation whose start words a text is or, unless `exactly`, contains; the longest match wins."""
    said = f" {folded(text)} "
    matches: list[tuple[int, str]] = []
    for name in scene.dialogue.conversations:
        words = Words(scene.dialogue.languages[scene.session.language], name)
        for phrase in words.listed("start_words"):
            if said == f" {phrase} " or (not exactly and f" {phrase} " in said):
                matches.append((len(phrase), name))
    return max(matches)[1] if matches else None
