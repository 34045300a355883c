"""Answers that were given before they were asked: in a form that was filled in elsewhere, or in one sentence
that said several things. They are given to a conversation's questions, one by one, as if they had been typed.
What is refused, doubted or left out is asked by chat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.answering import answer, start
from bot.conversation.keywords import folded
from bot.conversation.messages import Said
from bot.conversation.question import Context, Question
from bot.conversation.scene import Scene
from bot.conversation.session import FORM


def taken(scene: Scene, conversation: str, answers: Mapping[str, str]) -> Scene:
    """Begin or go on with the conversation of a form, and keep its answers until they are wanted."""
    if conversation not in scene.dialogue.conversations:
        return scene.say(scene.common("unread.other"))
    under_way = not scene.at_menu and scene.talk.conversation == conversation
    begun = scene if under_way else start(scene, conversation)
    return filled(begun.remember(**kept(conversation, answers)))


def kept(
    conversation: str, answers: Mapping[str, str], sure: Mapping[str, tuple[str, ...]] | None = None
) -> dict[str, Any]:
    """What the chat remembers of answers to questions that are still to come. `sure`: the doubts about each
    that were settled when it was read back.
    """
    settled = {name: list(doubts) for name, doubts in (sure or {}).items() if doubts}
    return {FORM: {"conversation": conversation, "answers": dict(answers), "sure": settled}}


def filled(scene: Scene) -> Scene:
    """Give what is kept to the questions that are asked, as far as they can be answered by it."""
    form = scene.session.known.get(FORM)
    if not form:
        return scene
    scene, left = given(scene, form["conversation"], form["answers"], form.get("sure"))
    going_on = any(talk.conversation == form["conversation"] for talk in scene.session.talks)
    waiting: Any = {**form, "answers": left} if left and going_on else None
    return scene.remember(**{FORM: waiting})


def given(
    scene: Scene,
    conversation: str,
    answers: Mapping[str, str],
    sure: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Scene, dict[str, str]]:
    """Answer what is pending, and what is asked after it, as long as there is an answer; what is left.

    `sure`: the doubts about each that were settled before.
    """
    left = dict(answers)
    while question := _wanted(scene, conversation, left):
        scene, before = _asking(scene, question), scene.said
        said = as_said(question, left.pop(question.name), scene.context(question))
        scene = answer(scene, question, said, tuple((sure or {}).get(question.name, ())))
        if scene.said != before and not scene.at_menu and scene.question is question:
            break  # refused, and told why
    return scene, left


def _wanted(scene: Scene, conversation: str, answers: Mapping[str, str]) -> Question | None:
    """The pending question, where there is an answer to it; else one that was answered before otherwise."""
    if scene.at_menu or scene.talk.conversation != conversation or scene.talk.doubt or scene.talk.changing:
        return None
    question = scene.question
    if question and question.name in answers:
        return question
    return next((q for q in scene.walk.questions if q.name in answers and q.name in scene.answers), None)


def _asking(scene: Scene, question: Question) -> Scene:
    return scene if scene.question is question else scene.with_talk(asking=question.name)


def as_said(question: Question, text: str, context: Context) -> Said:
    """A text as it would be said to a question: the option it names by id, label or synonym, else typed."""
    word = folded(text)
    for option in question.options(context):
        if text == option.id or word in (folded(option.label), *question.synonyms(option.id, context)):
            return Said(choice=option.id)
    return Said(text=text).typable()
