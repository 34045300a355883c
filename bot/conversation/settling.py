"""A doubt is settled: by picking one of its options, or by answering anew."""

from __future__ import annotations

from bot.conversation.answering import answer
from bot.conversation.forms import given
from bot.conversation.from_photo import OFFERS, kept_as_paper
from bot.conversation.messages import Said
from bot.conversation.question import Question
from bot.conversation.scene import Scene
from bot.conversation.session import FORM, Doubt


def settled(scene: Scene, doubt: Doubt, option: str | None, said: Said) -> Scene:
    """A doubt's option reads its text again; anything else is a new answer."""
    question = scene.walk.find(doubt.question)
    cleared = scene.with_talk(doubt=None)
    if question is None:
        return cleared
    if option is None:
        return answer(cleared, question, said.meaning(None))
    text = doubt.texts.get(option)
    if text is None:
        return cleared.with_talk(asking=question.name)
    done = answer(cleared, question, reread(cleared, question, option, text), (*doubt.sure, doubt.reason))
    return confirmed(done, question, doubt) if doubt.reason in OFFERS else done


def confirmed(scene: Scene, question: Question, doubt: Doubt) -> Scene:
    """What stands on the same card is answered too, where the number was taken and the talk goes on; among
    its answers come those that wait here already. Nothing of the card waits: the next person has another.
    """
    if scene.at_menu or scene.talk.doubt or question.name not in scene.answers:
        return scene
    form = scene.session.known.get(FORM)
    waits = form if form and form["conversation"] == scene.talk.conversation else {"answers": {}}
    answers = {**doubt.more, **waits["answers"]}
    return given(kept_as_paper(scene), scene.talk.conversation, answers, waits.get("sure"))[0]


def reread(scene: Scene, question: Question, picked: str, text: str) -> Said:
    """The text of a settled doubt, as a choice where it is one; of two with one label, the one picked."""
    options = question.options(scene.context(question))
    ids = [option.id for option in options if text in (option.id, option.label)]
    return Said(text, choice=picked if picked in ids else next(iter(ids), None))
