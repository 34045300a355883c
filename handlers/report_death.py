"""A death is reported, perhaps from the phone of the one who died: little is asked, nothing twice.

Words: locales/*/LC_MESSAGES/report_death.po; examples: tests/transcripts/report_death/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Outcome, Tell
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import PastDate, PersonName, When
from handlers.reported import reported
from handlers.reporting import ABOUT, notifier_phone, where_and_how

RELATIONS = (
    "spouse", "child", "parent", "grandchild", "grandparent", "sibling", "parent_in_law", "other",
)  # fmt: skip
AT_WORK = {"cause": "work_accident"}


def not_after_death(happened: str, context: Context) -> None:
    """An accident comes before the death; where it does not, one of the two dates is mistyped."""
    died_on = context.answers.get("died_on")
    if died_on and happened[:10] > died_on:
        raise Invalid("after_death")


def finished(answers: Mapping[str, Any], context: Context) -> Outcome:
    return reported("death", answers, context)


report_death = Conversation(
    name="report_death",
    of_events=True,
    questions=(
        Tell("condolence"),
        Choice("relation", RELATIONS),
        *ABOUT,
        PastDate("died_on"),
        Choice("cause", ("illness", "work_accident", "other_accident", "unknown"), undisturbed=True),
        When("happened", when=AT_WORK, of=("died_on",), check=not_after_death, errors=("after_death",)),
        *where_and_how(AT_WORK),
        PersonName("notifier_name"),
        notifier_phone,
    ),
    finish=finished,
    says=("done", "joined"),
)
