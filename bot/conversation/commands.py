"""The words that every conversation understands alike: back, cancel, skip, menu, help, a person; and no more
announcements, or again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.conversation import engine
from bot.conversation.answering import keep, leave, resume, start
from bot.conversation.keywords import folded
from bot.conversation.listening import listen, recorded
from bot.conversation.news import ANNOUNCED, SILENT
from bot.conversation.question import Question
from bot.conversation.scene import Scene
from bot.conversation.session import THREAD

MUCH = 5  # answers that are asked about before they are forgotten
CANCELLING = "cancelling"  # in `known`: where it was asked


def command(scene: Scene, text: str) -> str | None:
    """The command a text is, if it is one: "back" for "Kembali"; a number that is an answer is none."""
    name = scene.keywords.commands.get(word_of(text))
    name = MEANT[name](scene) if name and name in MEANT else name
    return None if name and read_as_answer(scene, text) else name


def word_of(text: str) -> str:
    """A text as a command is looked up: "/menu@PayungBot" is "menu"."""
    return folded(text).split("@")[0]


def read_as_answer(scene: Scene, text: str) -> bool:
    """Is it the number of a command (0) where any number is an answer?"""
    word = word_of(text)
    return word.isdecimal() and word in scene.keywords.commands and number_answers(scene)


def halt(scene: Scene) -> str:
    """ "Stop" is what an announcement tells to answer: it means that where one has come since it was said
    last, or where nothing is under way; else it means what is under way.
    """
    told = not scene.session.talks or scene.session.known.get(ANNOUNCED)
    return "stop" if scene.dialogue.silence and told else "cancel"


def stop_word(scene: Scene) -> str | None:
    return "stop" if scene.dialogue.silence else None


def again_word(scene: Scene) -> str | None:
    """Only who has stopped them, in whatever chat, lets them begin again: "start" is also a greeting."""
    stopped = scene.session.known.get(SILENT) or scene.dialogue.silent(scene.services)
    return "again" if stopped else None


# What some words mean depends on what has been said.
MEANT: Mapping[str, Callable[[Scene], str | None]] = {
    "halt": halt, "stop": stop_word, "again": again_word,
}  # fmt: skip


def number_answers(scene: Scene) -> bool:
    """Is a question pending to which any number is an answer, such as an income of 0?"""
    return (question := scene.awaited) is not None and question.counts


def obey(scene: Scene, name: str) -> Scene:
    """Do what a command says."""
    return COMMANDS[name](scene)


def back(scene: Scene) -> Scene:
    """One step back: from the menu to what waits, from a doubt to its question, else to the question before.

    Who came from the review to change an answer goes back to it. Nothing is forgotten.
    """
    if scene.at_menu:
        return resume(scene.with_session(at_menu=False)) if scene.session.talks else nothing_before(scene)
    if scene.talk.doubt:
        return scene.with_talk(doubt=None)
    if scene.talk.changing:
        return scene.with_talk(changing=not scene.talk.picking, asking=None)
    earlier = engine.previous_question(scene.conversation, scene.answers, scene.question)
    if earlier is None:
        return scene.say(scene.common("back.first"))
    return scene.with_talk(asking=earlier.name)


def nothing_before(scene: Scene) -> Scene:
    return scene.say(scene.common("back.none"))


def cancel(scene: Scene) -> Scene:
    """Leave the talk; what was answered is forgotten. Much is not forgotten for one word."""
    if not scene.session.talks:
        return scene.say(scene.common("cancel.none"))
    count = answered_so_far(scene)
    if count >= MUCH and scene.session.known.get(CANCELLING) != scene.place:
        return scene.remember(**{CANCELLING: scene.place}).say(scene.common("cancel.sure", count=count))
    scene = scene.remember(**{CANCELLING: None})
    return resume(leave(scene.say(scene.words.first("cancelled", "cancel.done"))))


def answered_so_far(scene: Scene) -> int:
    """How many answers of the talk were given by the person."""
    given = {question.name for question in scene.walk.questions if not question.silent}
    return sum(name in given and answer is not None for name, answer in scene.answers.items())


def skip(scene: Scene) -> Scene:
    """Leave an optional question without an answer."""
    question = pending(scene)
    if question is None or not question.optional:
        return scene.say(scene.common("skip.none"))
    return keep(scene, question, question.skipped(scene.answers.get(question.name)))


def menu(scene: Scene) -> Scene:
    """Show the menu; a talk under way waits."""
    return scene.with_session(at_menu=bool(scene.session.talks))


def help(scene: Scene) -> Scene:
    """Explain the question being asked, and the words that always work."""
    explained = scene.say(about_question(scene))
    if recorded(scene):
        explained = explained.say(scene.common("listen.offer"))
    return explained.say(scene.common("help.commands")) if scene.open else explained


def about_question(scene: Scene) -> str:
    """The help of the question being asked; in general terms where there is none of its own."""
    if scene.at_menu:
        return scene.common("help.menu")
    question = pending(scene)
    if question is None:
        return scene.words.first("review.help", "help.review")
    kind = type(question).__name__.lower()
    return scene.words.first(f"{question.words_key}.help", f"help.{kind}", "help.text")


def pending(scene: Scene) -> Question | None:
    """The question that is asked or in doubt; None at the menu, at the review and where one is picked."""
    if scene.at_menu or scene.talk.picking:
        return None
    return scene.walk.find(scene.talk.doubt.question) if scene.talk.doubt else scene.question


def officer(scene: Scene) -> Scene:
    """Bring a person; the talk under way waits."""
    return start(scene, scene.dialogue.officer)


def stop(scene: Scene) -> Scene:
    """No more announcements; what is under way stays, and it is said how to leave that."""
    silenced(scene, True)
    said = scene.remember(**{SILENT: True, ANNOUNCED: None}).say(scene.common("stop.done"))
    waits = scene.session.talks and scene.open and not scene.session.known.get(THREAD)
    return said.say(scene.common("stop.under_way")) if waits else said


def again(scene: Scene) -> Scene:
    """Announcements from now on."""
    silenced(scene, False)
    return scene.remember(**{SILENT: None}).say(scene.common("again.done"))


def silenced(scene: Scene, silent: bool) -> None:
    if scene.dialogue.silence:
        scene.dialogue.silence(scene.services, silent)


ALWAYS = ("stop", "again")  # also by who has not passed the gate, or has to pass it anew
COMMANDS: Mapping[str, Callable[[Scene], Scene]] = {
    "back": back, "cancel": cancel, "skip": skip, "menu": menu, "help": help, "officer": officer,
    "stop": stop, "again": again, "listen": listen,
}  # fmt: skip
