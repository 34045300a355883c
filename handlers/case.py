"""A case that was reported: how it stands, and what can be done with it.

Words: locales/*/LC_MESSAGES/case.po; examples: tests/transcripts/case/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome, Tell
from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.case_more import prepared
from handlers.case_school import leads_to_school
from handlers.case_sum import sum_told
from handlers.case_told import summary, timeline
from handlers.cases import (
    OTHER,
    case_meant,
    choices_and_other,
    heading,
    how_many,
    mine,
    none,
    of_case,
)
from handlers.services import services
from rules.cases import ANY, CHANGEABLE, KINDS, OPEN, Case

DECIDED = ("accepted", "paid")
SUMS = ("sum", *(f"sum.no_cover.{kind}" for kind in KINDS))


@dataclass(frozen=True)
class Action:
    """What can be done with a case of these kinds, while it stands so; some only by whoever reported it, and
    what is `private` not by somebody who merely reported the same.
    """

    name: str
    statuses: tuple[str, ...]
    kinds: tuple[str, ...] = KINDS
    reporter: bool = False
    private: bool = True

    def fits(self, case: Case) -> bool:
        mine = case.role == "reporter" if self.reporter else case.private or not self.private
        quiet = self.name == "quiet" and case.quiet
        school = self.name != "scholarship" or leads_to_school(case)
        return case.status in self.statuses and case.kind in self.kinds and mine and school and not quiet


ACTIONS = (
    Action("documents", OPEN, private=False),
    Action("more", OPEN, ("accident", "death")),
    Action("status", ANY, private=False),
    Action("sum", OPEN),
    Action("scholarship", DECIDED, ("accident", "death")),
    Action("paper", (*OPEN, "paid"), ("accident", "death")),
    Action("correct", CHANGEABLE),
    Action("quiet", CHANGEABLE),
    Action("withdraw", CHANGEABLE, reporter=True),
    Action("another", ANY, private=False),
)


def actions(context: Context) -> Sequence[Option]:
    """What fits the case as it stands now."""
    case, words = case_meant(context), context.words
    return [Option(one.name, words(f"action.options.{one.name}")) for one in ACTIONS if one.fits(case)]


def said_as(action: str, context: Context) -> tuple[str, ...]:
    """What else people call an action."""
    return context.words.listed(f"action.words.{action}")


def seen(context: Context) -> dict[str, str]:
    """The case in a few lines."""
    case = case_meant(context)
    return {**heading(case), "told": summary(case, context)}


def goes_to(conversation: str, **known: str) -> Any:
    """The end that hands the case on to another conversation."""

    def finish(answers: Mapping[str, Any], context: Context) -> Outcome:
        case = case_meant(context)
        return Outcome("heading", heading(case), then=conversation, answers={**of_case(case), **known})

    return finish


def status_seen(answers: Mapping[str, Any], context: Context) -> Outcome:
    case = case_meant(context)
    return Outcome("timeline", {"told": summary(case, context), "lines": timeline(case, context)})


def sum_seen(answers: Mapping[str, Any], context: Context) -> Outcome:
    return sum_told(case_meant(context), context)


def on_paper(answers: Mapping[str, Any], context: Context) -> Outcome:
    case = case_meant(context)
    services(context).ask_paper(case)
    return Outcome("paper", heading(case))


def silenced(answers: Mapping[str, Any], context: Context) -> Outcome:
    case = case_meant(context)
    services(context).case_happens(case, "quiet")
    return Outcome("quiet", heading(case))


def another(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Another case of this chat, or one whose number and code are known."""
    several = how_many(context) == "several"
    return Outcome("another", then="case" if several else "open_case")


def elsewhere(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome("elsewhere", then="open_case")


def withdrawn(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Only of whoever reported it, and as long as nobody decides on it."""
    case = case_meant(context)
    if case.status not in CHANGEABLE or case.role != "reporter":
        return Outcome("moved_on", heading(case))
    services(context).case_happens(case, "withdrawn")
    return Outcome("withdrawn", heading(case))


case = Conversation(
    name="case",
    of_events=True,
    questions=(
        mine, none,
        Choice("which", choices_and_other, when={"mine": "several"}),
        End("elsewhere", when={"which": OTHER}, finish=elsewhere, says=("elsewhere",)),
        Lookup("seen", of=("which",), find=seen),
        Tell("summary", of=("which",)),
        Choice("action", actions, of=("which",), also=said_as),
        End("documents", when={"action": "documents"}, says=("heading",),
            finish=goes_to("case_documents", listed="yes")),
        End("more", when={"action": "more"}, finish=prepared, says=("heading",)),
        End("correct", when={"action": "correct"}, finish=goes_to("case_correct"), says=("heading",)),
        End("scholarship", when={"action": "scholarship"}, says=("heading",),
            finish=goes_to("report_scholarship")),
        End("status", when={"action": "status"}, finish=status_seen, says=("timeline",)),
        End("sum", when={"action": "sum"}, finish=sum_seen, says=SUMS),
        End("paper", when={"action": "paper"}, finish=on_paper, says=("paper",)),
        End("quiet", when={"action": "quiet"}, finish=silenced, says=("quiet",)),
        End("another", when={"action": "another"}, finish=another, says=("another",)),
        Choice("sure", ("no", "yes"), when={"action": "withdraw"}),
        End("kept", when={"sure": "no"}),
    ),
    finish=withdrawn,
    says=("withdrawn", "moved_on"),
    review=False,
    progress=False,
)  # fmt: skip
