"""An accident is reported: help first, then the least that the law asks; papers come later.

Words: locales/*/LC_MESSAGES/report_accident.po; examples: tests/transcripts/report_accident/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Outcome, Tell
from bot.conversation.question import Context
from bot.conversation.questions import PersonName, Text, When
from handlers.city import hospitals_told
from handlers.reported import reported
from handlers.reporting import ABOUT, OF_THE_ACCIDENT, OF_THE_NOTIFIER, notifier_phone, where_and_how

RELATIONS = ("family", "coordinator", "colleague", "neighbour", "other")


def turned_to_death(answers: Mapping[str, Any], context: Context) -> Outcome:
    """It is a death: the other report goes on with what was answered here."""
    names = (*OF_THE_ACCIDENT, *OF_THE_NOTIFIER) if answers.get("for_whom") == "other" else OF_THE_ACCIDENT
    told = {name: answers[name] for name in names if answers.get(name) is not None}
    return Outcome("died.say", then="report_death", answers={**told, "cause": "work_accident"}, hands_on=True)


def finished(answers: Mapping[str, Any], context: Context) -> Outcome:
    return reported("accident", answers, context)


report_accident = Conversation(
    name="report_accident",
    of_events=True,
    variant="for_whom",
    questions=(
        Choice("help", ("needs_help", "safe", "died")),
        Tell("first_words", when={"help": "needs_help"}, more=hospitals_told),
        End("died", when={"help": "died"}, finish=turned_to_death, says=("died.say",)),
        Choice("for_whom", ("self", "other")),
        *ABOUT,
        When("happened"),
        *where_and_how(),
        Text("injury", longest=200),
        Choice("treated", ("partner", "other", "not_yet")),
        Text("facility", longest=120, optional=True, when={"treated": ("partner", "other")}),
        PersonName("notifier_name", when={"for_whom": "other"}),
        Choice("notifier_relation", RELATIONS, when={"for_whom": "other"}),
        notifier_phone,
    ),
    finish=finished,
    says=("done", "joined"),
)
