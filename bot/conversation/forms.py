"""A form that was filled in elsewhere: its answers are given to a conversation's questions, one by one, as if
they had been typed. What is refused, doubted or left out is asked by chat.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.answering import answer, start
from bot.conversation.messages import Said
from bot.conversation.question import Question
from bot.conversation.scene import Scene

KNOWN = "form"


def taken(scene: Scene, conversation: str, answers: Mapping[str, str]) -> Scene:
    """Begin or go on with the conversation of a form, and keep its answers until they are wanted."""
    if conversation not in scene.dialogue.conversations:
        return scene.say(scene.common("unread.other"))
    under_way = not scene.at_menu and scene.talk.conversation == conversation
    begun = scene if under_way else start(scene, conversation)
    return filled(begun.remember(**{KNOWN: {"conversation": conversation, "answers": dict(answers)}}))


def filled(scene: Scene) -> Scene:
    """Give what a form holds to the questions that are asked, as far as they can be answered by it."""
    form = scene.session.known.get(KNOWN)
    if not form:
        return scene
    left: dict[str, str] = dict(form["answers"])
    while question := _wanted(scene, form["conversation"], left):
        before = scene.said
        scene = answer(scene, question, _said(scene, question, left.pop(question.name)))
        if scene.said != before and scene.question is question:
            break  # refused, and told why
    going_on = any(talk.conversation == form["conversation"] for talk in scene.session.talks)
    kept: Any = {**form, "answers": left} if left and going_on else None
    return scene.remember(**{KNOWN: kept})


def _wanted(scene: Scene, conversation: str, answers: Mapping[str, str]) -> Question | None:
    """The pending question, where the form has an answer to it."""
    if scene.at_menu or scene.talk.conversation != conversation or scene.talk.doubt or scene.talk.changing:
        return None
    question = scene.question
    return question if question and question.name in answers else None


def _said(scene: Scene, question: Question, text: str) -> Said:
    ids = {option.id for option in question.options(scene.context(question))}
    return Said(choice=text) if text in ids else Said(text=text).typable()
