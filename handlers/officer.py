"""A person instead of the bot: the question is kept for the officers. Words: locales/*/*/officer.po."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from bot.conversation.questions import Text
from handlers.services import services


def kept(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome(details={"number": services(context).ask_officer(None, answers["message"])})


officer = Conversation(
    name="officer", questions=(Text("message", longest=1000),), finish=kept, review=False, progress=False
)
