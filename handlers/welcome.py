"""The first meeting: what this is, who keeps which data and why, yes or no. Words: locales/*/*/welcome.po.

UU 27/2022 art. 21 (information), 22 (recorded, plain, separate), 24 (proof).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Consent
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from handlers.services import services

VERSION = "2026-11"  # a new text of the consent gets a new version, and everybody is asked again
OTHER_LANGUAGE = {"id": "en", "en": "id"}


def agreed(answers: Mapping[str, Any], context: Context) -> Outcome:
    language = context.words.language.code
    match answers["consent"]["code"]:
        case "yes":
            services(context).consent("service", VERSION, language)
            return Outcome("done", remember={"consent": VERSION})
        case "switch":
            return Outcome("switched", language=OTHER_LANGUAGE[language], then="welcome")
    return Outcome("declined")


welcome = Conversation(
    name="welcome",
    questions=(Consent("consent", ("yes", "no", "switch"), version=VERSION),),
    finish=agreed,
    says=("done", "switched", "declined"),
    review=False,
    progress=False,
)
