"""What the bot talks about, one file a conversation: "handlers" are conversations here, not callbacks.

This list is the program: a conversation that stands here can be begun, its words and transcripts are checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from bot.conversation.conversation import Conversation, Dialogue, Start
from bot.conversation.words import Language
from handlers.check import check
from handlers.join import join
from handlers.language import language
from handlers.my_data import my_data
from handlers.officer import officer
from handlers.register import register
from handlers.services import Services
from handlers.status import status
from handlers.welcome import VERSION, welcome

CONVERSATIONS = (welcome, register, check, status, my_data, join, officer, language)
MENU = ("check", "register", "status", "my_data", "officer", "language")


def follow(code: str, services: Any) -> Start | None:
    """Where a link leads: a programme's name to its registration, a one-time code to joining phones."""
    offered = {programme.code for programme in cast(Services, services).programmes()}
    if code.lower() in offered:
        return Start("register", {"programme": code.lower()})
    known = cast(Services, services).code(code)[0] != "unknown"
    return Start("join", {"code": code}) if known else None


def dialogue(languages: Mapping[str, Language]) -> Dialogue:
    """All of it, in these languages; the first is the one when nothing is known."""
    return Dialogue(
        conversations={conversation.name: conversation for conversation in CONVERSATIONS},
        languages=languages,
        menu=MENU,
        gate=welcome.name,
        gate_key="consent",
        gate_value=VERSION,
        officer=officer.name,
        follow=follow,
    )


__all__ = ["CONVERSATIONS", "MENU", "Conversation", "dialogue"]
