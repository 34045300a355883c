"""A conversation's questions as a form (a Flow): the message that offers it, and what somebody has filled in.

The form is static, so nothing of ours is asked while it is filled in. What it holds fills the conversation.
"""

from __future__ import annotations

from typing import Any

import msgspec

from bot.channels.whatsapp_text import BODY, fits, plain
from bot.conversation.messages import Reply, Said
from bot.conversation.words import Words

FIRST_SCREEN = "SCREEN_A"
OF = "conversation"  # the field in which a filled form says whose it is
LONGEST = 300  # characters of one answer
MOST = 60  # answers
LANGUAGE = "id"  # a Flow has one language
Json = dict[str, Any]


def offer(reply: Reply, words: Words, flow: str) -> Json | None:
    """The message that offers the form of this id beside its first question; None where it does not fit."""
    text = f"{plain(reply.text)}\n\n{words('form.offer')}"
    if not (flow and reply.form) or reply.options or reply.language != LANGUAGE or not fits(text, BODY):
        return None
    parameters = {
        "flow_message_version": "3",
        "flow_id": flow,
        "flow_token": f"{reply.step}:{reply.form}",
        "flow_cta": words("form.button"),
        "flow_action": "navigate",
        "flow_action_payload": {"screen": FIRST_SCREEN},
    }
    action = {"name": "flow", "parameters": parameters}
    return {"type": "interactive", "interactive": {"type": "flow", "body": {"text": text}, "action": action}}


def filled(response: str) -> Said:
    """What was filled in, whose JSON stands in a text. Raises ValueError where it makes no sense."""
    found = msgspec.json.decode(response, type=dict[str, object])
    told = {name: value for name, value in found.items() if isinstance(value, str) and value.strip()}
    conversation = told.pop(OF, "")
    form = {name: value[:LONGEST] for name, value in list(told.items())[:MOST]}
    return Said(form=form, form_of=conversation)
