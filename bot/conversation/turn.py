"""One message in, one message out: the order in which a message's meaning is looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.conversation import engine
from bot.conversation.answering import answer, finish, resume, start
from bot.conversation.commands import command, conversation_meant, folded, obey
from bot.conversation.conversation import Dialogue
from bot.conversation.messages import Reply, Said
from bot.conversation.prompt import finished
from bot.conversation.question import Question
from bot.conversation.scene import Scene
from bot.conversation.session import Doubt, Session


def turn(
    dialogue: Dialogue, session: Session, said: Said, now: datetime, services: Any
) -> tuple[Session, Reply | None]:
    """Play one message.

    `now` is the local time of the city; `services` are what the conversations look up and write with.
    Returns the session to store and the reply to send; no reply where a reminder is out of date.
    """
    scene = Scene(dialogue, released(dialogue, session), now, services)
    if said.remind is not None and (said.remind != session.step or not session.talks):
        return session, None
    if said.unread == "group":
        return in_group(scene)
    return finished(heard(scene, said))


def in_group(scene: Scene) -> tuple[Session, Reply | None]:
    """A group hears once that the bot works in private: what is said there is read by others."""
    if scene.session.known.get("group_told"):
        return scene.session, None
    told = scene.remember(group_told=True)
    return told.session, Reply(scene.common("unread.group"), language=scene.session.language)


def released(dialogue: Dialogue, session: Session) -> Session:
    """The session after a release: talks that exist no more are left, renamed answers found."""
    talks = tuple(
        replace(talk, answers=engine.renamed(dialogue.conversations[talk.conversation], talk.answers))
        for talk in session.talks
        if talk.conversation in dialogue.conversations
    )
    language = session.language if session.language in dialogue.languages else next(iter(dialogue.languages))
    return replace(session, talks=talks, language=language)


def heard(scene: Scene, said: Said) -> Scene:
    """What a message does to the scene."""
    if said.remind is not None:
        return scene.say(scene.common("reminder"))
    if not scene.dialogue.open_for(scene.session.known) and not at_gate(scene):
        return to_gate(scene, said)
    if said.unread:
        return scene.say(scene.common(f"unread.{said.unread}"))
    if said.start is not None:
        return follow(scene, said.start) if not at_gate(scene) else remembered(scene, said.start)
    if said.choice is not None and stale(scene, said.choice):
        return scene.say(scene.common("old_button"))
    return understood(scene, said)


def at_gate(scene: Scene) -> bool:
    return any(talk.conversation == scene.dialogue.gate for talk in scene.session.talks)


def to_gate(scene: Scene, said: Said) -> Scene:
    """The first thing a person writes is kept and answered after the gate."""
    first = {"text": said.text, "start": said.start}
    return start(scene.remember(first=first).with_session(talks=()), scene.dialogue.gate)


def remembered(scene: Scene, code: str) -> Scene:
    """A link opened at the gate is followed after it."""
    return scene.remember(first={"text": "", "start": code}) if code else scene


def stale(scene: Scene, choice: str) -> bool:
    """Is this a tap on an old message? The menu's buttons stay good as long as the menu is shown."""
    step, _, option = choice.partition(":")
    if step == str(scene.session.step):
        return False
    at_menu = scene.session.at_menu or not scene.session.talks
    return not (at_menu and option in scene.dialogue.menu)


def follow(scene: Scene, code: str) -> Scene:
    """A link was opened: go where it leads, or greet."""
    place = scene.dialogue.follow(code, scene.services) if code else None
    if place is None:
        return scene.say(scene.common("hello"))
    return start(scene, place.conversation, **place.answers)


def understood(scene: Scene, said: Said) -> Scene:
    """Options win over commands, commands over conversations' names, those over a free answer."""
    option = meant(scene, said)
    name = None if option else command(scene, said.text)
    if option == "skip" and pending_is_optional(scene):
        name = "skip"
    if name and not (scene.session.talks and at_gate(scene) and name in ("menu", "officer", "cancel")):
        return after_gate(obey(scene, name))
    if scene.session.at_menu or not scene.session.talks:
        return at_menu(scene, option, said)
    return after_gate(answered(scene, option, said))


def pending_is_optional(scene: Scene) -> bool:
    talking = scene.session.talks and not scene.session.at_menu
    return bool(talking and scene.question and scene.question.optional)


def meant(scene: Scene, said: Said) -> str | None:
    """The option meant: tapped, or typed as its number, its label or a synonym."""
    if said.choice is not None:
        return said.choice.partition(":")[2]
    word = folded(said.text)
    shown = scene.session.shown
    if word.isascii() and word.isdigit() and numbers_count(scene) and 1 <= int(word) <= len(shown):
        return shown[int(word) - 1][0]
    return next((id for id, label in shown if word and word in names_of(scene, id, label)), None)


def numbers_count(scene: Scene) -> bool:
    """Does a number mean an option here? Not where only "skip" is offered beside a free answer."""
    return any(id != "skip" for id, _ in scene.session.shown)


def names_of(scene: Scene, option: str, label: str) -> tuple[str, ...]:
    """What an option may be called."""
    plain = folded(label.removeprefix("✓"))
    if scene.session.at_menu or not scene.session.talks:
        return plain, *scene.common.listed(f"menu.synonyms.{option}")
    question = None if scene.talk.changing else scene.question
    if question is None or scene.talk.doubt:
        return plain, *scene.words.listed(f"synonyms.{option}")
    return plain, *question.synonyms(option, scene.context(question))


def at_menu(scene: Scene, option: str | None, said: Said) -> Scene:
    if option == "resume":
        return resume(scene.with_session(at_menu=False))
    name = option or conversation_meant(scene, said.text, exactly=False)
    if name and name in scene.dialogue.conversations:
        return start(scene, name)
    greeted = folded(said.text) in scene.common.listed("greetings")
    return scene.say(scene.common("hello" if greeted else "not_understood"))


def answered(scene: Scene, option: str | None, said: Said) -> Scene:
    """The message as an answer to what is pending."""
    aside = None if option else conversation_meant(scene, said.text, exactly=True)
    if aside and not at_gate(scene):
        return start(scene, aside)
    if scene.talk.doubt:
        return settled(scene, scene.talk.doubt, option, said)
    if scene.talk.changing:
        return picked(scene, option)
    if scene.question is None:
        return reviewed(scene, option)
    return answer(scene, scene.question, replace(said, choice=option))


def settled(scene: Scene, doubt: Doubt, option: str | None, said: Said) -> Scene:
    """A doubt's option reads its text again; anything else is a new answer."""
    question = in_doubt(scene, doubt)
    cleared = scene.with_talk(doubt=None)
    if question is None:
        return cleared
    if option is None:
        return answer(cleared, question, replace(said, choice=None))
    text = doubt.texts.get(option)
    if text is None:
        return cleared.with_talk(asking=question.name)
    return answer(cleared, question, option_named(cleared, question, text), (*doubt.sure, doubt.reason))


def option_named(scene: Scene, question: Question, text: str) -> Said:
    """The text of a settled doubt, as a choice where it is the label of one."""
    options = question.options(scene.context(question))
    return Said(text, choice=next((o.id for o in options if o.label == text), None))


def in_doubt(scene: Scene, doubt: Doubt) -> Question | None:
    questions = engine.path(scene.conversation, scene.answers)
    return next((q for q in questions if q.name == doubt.question), None)


def picked(scene: Scene, option: str | None) -> Scene:
    """Which answer is to be changed."""
    if option is None:
        return scene.say(scene.common("errors.not_an_option"))
    return scene.with_talk(asking=option, changing=False)


def reviewed(scene: Scene, option: str | None) -> Scene:
    if option == "send":
        return finish(scene)
    if option == "change":
        return scene.with_talk(changing=True)
    return scene.say(scene.common("errors.not_an_option"))


def after_gate(scene: Scene) -> Scene:
    """Once the gate is passed, the first thing the person wrote is answered."""
    first = scene.session.known.get("first")
    if not first or scene.session.talks or not scene.dialogue.open_for(scene.session.known):
        return scene
    scene = scene.remember(first=None)
    if first.get("start"):
        return follow(scene, first["start"])
    name = conversation_meant(scene, first.get("text") or "", exactly=False)
    return start(scene, name) if name else scene
