"""An officer's own chat, to try announcements out in: joined by a code from the console.

Words: locales/*/LC_MESSAGES/officer_chat.po; examples: tests/transcripts/officer_chat/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context
from bot.conversation.questions import Text
from handlers.services import services


def code_state(context: Context) -> str:
    """good, used, expired or unknown."""
    return services(context).announcements.officer_code(context.answers["code"])[0]


def joined(answers: Mapping[str, Any], context: Context) -> Outcome:
    ours = services(context).announcements
    name = ours.officer_code(answers["code"])[1]
    ours.join_officer(answers["code"])
    return Outcome("done", {"name": name})


officer_chat = Conversation(
    name="officer_chat",
    questions=(
        Text("code", longest=40),
        Lookup("state", of=("code",), find=code_state),
        End("unknown", when={"state": "unknown"}),
        End("over", when={"state": ("used", "expired")}),
    ),
    finish=joined,
    review=False,
    progress=False,
)
