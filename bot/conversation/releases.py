"""A new release in the middle of a chat: what was remembered under the old one, found again under the new.

Answers are kept by the names of their questions and all else is derived from them, so there is little to do,
and it is done once: a session carries the mark of the release that wrote it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversation import engine
from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.question import Question
from bot.conversation.scene import Scene
from bot.conversation.session import Answers, Doubt, Session, Talk
from bot.conversation.words import Language, Words


def released(dialogue: Dialogue, session: Session) -> Session:
    """The session as this release has it; the very same where the same release wrote it.

    Talks that exist no more are left, renamed answers are found, those that hold no longer are asked again.
    """
    if session.release == dialogue.mark:
        return session
    known = dialogue.conversations
    language = session.language if session.language in dialogue.languages else next(iter(dialogue.languages))
    name, _, question = session.asked.partition("/")
    return session.but(
        language=language,
        talks=tuple(
            translated(known[talk.conversation], talk, dialogue.languages[language])
            for talk in session.talks
            if talk.conversation in known
        ),
        asked=f"{name}/{renamed(known[name], question)}" if name in known else session.asked,
    )


def translated(conversation: Conversation, talk: Talk, language: Language) -> Talk:
    """A talk with the names that its questions have now, and the answers that still hold."""
    answers = holding(conversation, renamed_answers(conversation, talk.answers))
    asking = talk.asking and renamed(conversation, talk.asking)
    doubt = talk.doubt and replace(talk.doubt, question=renamed(conversation, talk.doubt.question))
    alive = doubt if doubt and raised(conversation, answers, doubt, language) else None
    return talk.but(answers=answers, asking=asking, doubt=alive)


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


def holding(conversation: Conversation, answers: Answers) -> Answers:
    """Without the answers of another kind, to another version, or with an option that is offered no more."""
    gone = {question.name for question in conversation.questions if lapsed(question, answers)}
    left = {name: answer for name, answer in answers.items() if name not in gone}
    rows = {question.name for question in engine.unfolded(conversation, left) if lapsed(question, left)}
    return {name: answer for name, answer in left.items() if name not in rows}


def lapsed(question: Question, answers: dict[str, Any]) -> bool:
    """Is there an answer to this question that does not hold?"""
    if question.name not in answers:
        return False
    answer = answers[question.name]
    return not (question.optional or question.silent) if answer is None else not question.keeps(answer)


def raised(conversation: Conversation, answers: Answers, doubt: Doubt, language: Language) -> bool:
    """Are there still words for a pending doubt?"""
    questions = engine.path(conversation, answers)
    question = next((question for question in questions if question.name == doubt.question), None)
    if question is None:
        return False
    words = Words(language, conversation.name)
    keys = (f"{question.words_key}.doubts.{doubt.reason}", f"doubts.{doubt.reason}")
    return any(words.find(key) is not None for key in keys)


def caught_up(scene: Scene) -> Scene:
    """Where a release has put another question before the one that was shown, ask that one first."""
    if scene.session.release == scene.dialogue.mark or scene.at_menu:
        return scene
    conversation, _, name = scene.session.asked.partition("/")
    shown = conversation == scene.talk.conversation and scene.walk.find(name)
    return scene.with_talk(asking=name) if shown and scene.session.asked != scene.place else scene


def lost(scene: Scene) -> bool:
    """Is what was shown not to be asked any more, by a release? Then what the person says answers nothing."""
    if scene.session.release == scene.dialogue.mark or scene.at_menu:
        return False
    silent = scene.question is not None and scene.question.silent
    return silent or scene.session.asked not in ("", scene.place)
