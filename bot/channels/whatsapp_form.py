"""The Flow JSON of a conversation: its questions that need no look into the records, as the fields of a form.

Nothing has to be filled in: what is left out is asked by chat. Meta's limits: labels of 20 characters,
choices of 30, helping texts of 80.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.channels.whatsapp_flow import FIRST_SCREEN, OF
from bot.channels.whatsapp_labels import titled
from bot.channels.whatsapp_text import cut
from bot.conversation.choices import Choice, Consent, MultiChoice, Region
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Option
from bot.conversation.money import Money
from bot.conversation.question import Question
from bot.conversation.questions import Nik, PastDate, PersonName, Phone, Text
from bot.conversation.words import Words

VERSION = "7.3"
LABEL, CHOICE, HELP, BUTTON = 20, 30, 80, 35
A_SCREEN = 7  # fields on one screen
KEYBOARDS = ((Nik, "number"), (Phone, "phone"))
TYPED = (Nik, PersonName, Text, PastDate, Money, Phone)
NOT_FIXED = (Consent, MultiChoice, Region)
Json = dict[str, Any]


def form(conversation: Conversation, words: Words, said: Words) -> Json:
    """The Flow JSON. `words` are those of the conversation, `said` those of WhatsApp."""
    asked = fields_of(conversation)
    parts = [asked[start : start + A_SCREEN] for start in range(0, len(asked), A_SCREEN)]
    screens = [
        _screen(parts, number, [_field(question, words, said) for question in part], said, conversation)
        for number, part in enumerate(parts)
    ]
    return {"version": VERSION, "screens": screens}


def fields_of(conversation: Conversation) -> list[Question]:
    """The questions of a form: from its first one on, those whose answers can be typed or picked unseen."""
    names = [question.name for question in conversation.questions]
    first = names.index(conversation.form) if conversation.form else len(names)
    return [question for question in conversation.questions[first:] if _can_be_filled_in(question)]


def _can_be_filled_in(question: Question) -> bool:
    if isinstance(question, Choice):
        return not callable(question.choices) and not isinstance(question, NOT_FIXED)
    return isinstance(question, TYPED)


def _field(question: Question, words: Words, said: Words) -> Json:
    label = cut(words(f"{question.words_key}.label"), LABEL)
    plain: Json = {"name": question.name, "label": label, "required": False}
    if isinstance(question, Choice) and not callable(question.choices):
        options = [Option(id, words.first(*question.label_keys(id))) for id in question.choices]
        source = [{"id": one.id, "title": one.title} for one in titled(options, CHOICE)]
        return {"type": "RadioButtonsGroup", **plain, "data-source": source}
    keyboard = next((name for kind, name in KEYBOARDS if isinstance(question, kind)), "text")
    helped = said.find(f"form.help.{question.name}")
    more = {"helper-text": cut(helped, HELP)} if helped else {}
    return {"type": "TextInput", **plain, "input-type": keyboard, **more}


def _screen(
    parts: Sequence[Sequence[Question]],
    number: int,
    fields: list[Json],
    said: Words,
    conversation: Conversation,
) -> Json:
    last = number == len(parts) - 1
    action = _complete(parts, conversation) if last else _next(number)
    button = said("form.done" if last else "form.next")
    footer = {"type": "Footer", "label": cut(button, BUTTON), "on-click-action": action}
    told = [] if number else [{"type": "TextBody", "text": said("form.about")}]
    inside = {"type": "Form", "name": "form", "children": [*told, *fields, footer]}
    title = said("form.screen", number=number + 1, count=len(parts))
    layout = {"type": "SingleColumnLayout", "children": [inside]}
    end = {"terminal": True, "success": True} if last else {}
    return {"id": _id(number), "title": title, **end, "layout": layout}


def _id(number: int) -> str:
    """Letters only: SCREEN_A, SCREEN_B ..."""
    return FIRST_SCREEN[:-1] + chr(ord(FIRST_SCREEN[-1]) + number)


def _next(number: int) -> Json:
    return {"name": "navigate", "next": {"type": "screen", "name": _id(number + 1)}, "payload": {}}


def _complete(parts: Sequence[Sequence[Question]], conversation: Conversation) -> Json:
    """Send what was filled in on every screen, and whose it is."""
    told = {
        question.name: f"${{screen.{_id(number)}.form.{question.name}}}"
        for number, part in enumerate(parts)
        for question in part
    }
    return {"name": "complete", "payload": {OF: conversation.name, **told}}
