"""Which language the bot speaks. Words: locales/*/LC_MESSAGES/language.po."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Outcome
from bot.conversation.question import Context

LANGUAGES = ("id", "en")


def switched(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome(f"done_{answers['language']}", language=answers["language"])


language = Conversation(
    name="language",
    questions=(Choice("language", LANGUAGES),),
    finish=switched,
    says=("done_id", "done_en"),
    review=False,
    progress=False,
)
