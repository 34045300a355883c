"""A new release in the middle of a chat: what was remembered under the old one, found again under the new.

Answers are kept by the names of their questions and all else is derived from them, so there is little to do.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.scene import Scene
from bot.conversation.session import Answers, Session, Talk


def released(dialogue: Dialogue, session: Session) -> Session:
    """The session as this release has it: talks that exist no more are left, renamed answers are found."""
    if _current(dialogue, session):
        return session
    known = dialogue.conversations
    talks = tuple(renamed_talk(known[t.conversation], t) for t in session.talks if t.conversation in known)
    language = session.language if session.language in dialogue.languages else next(iter(dialogue.languages))
    name, _, question = session.asked.partition("/")
    asked = f"{name}/{renamed(known[name], question)}" if name in known else session.asked
    return replace(session, talks=talks, language=language, asked=asked)


def _current(dialogue: Dialogue, session: Session) -> bool:
    """Is there nothing to translate?"""
    known = dialogue.conversations
    kept = all(talk.conversation in known and not known[talk.conversation].older for talk in session.talks)
    return kept and session.language in dialogue.languages


def renamed_talk(conversation: Conversation, talk: Talk) -> Talk:
    """A talk with the names that its questions have now."""
    doubt = talk.doubt and replace(talk.doubt, question=renamed(conversation, talk.doubt.question))
    asking = talk.asking and renamed(conversation, talk.asking)
    return replace(talk, answers=renamed_answers(conversation, talk.answers), asking=asking, doubt=doubt)


def renamed_answers(conversation: Conversation, answers: Answers) -> Answers:
    """Answers kept under a question's older name are found under its new one."""
    found = {renamed(conversation, name): answer for name, answer in answers.items()}
    return found | {name: answer for name, answer in answers.items() if name in found}


def renamed(conversation: Conversation, name: str) -> str:
    """What a question is called now, also one of a row ("kids.1.age" is "children.1.born")."""
    head, *row = name.split(".")
    head = conversation.older.get(head, head)
    last = [conversation.older.get(f"{head}.{part}", part) for part in row[-1:]]
    return ".".join([head, *row[:-1], *last])


def caught_up(scene: Scene) -> Scene:
    """Ask on what was asked, even where a release has put another question before it."""
    if scene.at_menu:
        return scene
    if scene.talk.doubt and not worded(scene):
        scene = scene.with_talk(doubt=None)
    conversation, _, name = scene.session.asked.partition("/")
    if scene.session.asked == scene.place or conversation != scene.talk.conversation:
        return scene
    return scene.with_talk(asking=name) if scene.walk.find(name) else scene


def worded(scene: Scene) -> bool:
    """Does anybody still raise the pending doubt?"""
    doubt = scene.talk.doubt
    question = scene.walk.find(doubt.question) if doubt else None
    if doubt is None or question is None:
        return False
    keys = (f"{question.words_key}.doubts.{doubt.reason}", f"doubts.{doubt.reason}")
    return any(scene.words.find(key) is not None for key in keys)


def lost(scene: Scene) -> bool:
    """Is what was asked last not to be asked any more? Then what the person says answers nothing."""
    if scene.at_menu:
        return False
    silent = scene.question is not None and scene.question.silent
    return silent or scene.session.asked not in ("", scene.place)
