"""No more reminders about a case, asked for in so many words wherever one is.

Words: locales/*/LC_MESSAGES/case_quiet.po; examples: tests/transcripts/case_quiet/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.cases import heading, told_of
from handlers.services import services
from rules.cases import CHANGEABLE, Case


def reminded(context: Context) -> list[Case]:
    """What this chat is reminded of and may silence: no case that is decided on; a witness has no say."""
    known = services(context).cases()
    return [case for case in known if case.status in CHANGEABLE and case.private and not case.quiet]


def how_many(context: Context) -> str:
    """none, one or several."""
    return {0: "none", 1: "one"}.get(len(reminded(context)), "several")


def choices(context: Context) -> Sequence[Option]:
    return [Option(str(one.id), f"{one.number} {told_of(one)}".strip()) for one in reminded(context)]


def silenced(answers: Mapping[str, Any], context: Context) -> Outcome:
    """The case picked, or the only one; none where it was closed meanwhile."""
    picked = answers.get("which")
    case = next((case for case in reminded(context) if picked in (None, str(case.id))), None)
    if case is None:
        return Outcome("none.say")
    services(context).case_happens(case, "quiet")
    return Outcome("done", heading(case))


case_quiet = Conversation(
    name="case_quiet",
    of_events=True,
    questions=(
        Lookup("mine", find=how_many),
        End("none", when={"mine": "none"}),
        Choice("which", choices, when={"mine": "several"}),
    ),
    finish=silenced,
    review=False,
    progress=False,
)
