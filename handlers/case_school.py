"""A child's school is claimed for, each year anew (PP 82/2019); the papers follow as for any case.

Words: locales/*/LC_MESSAGES/report_scholarship.po; examples: tests/transcripts/case_scholarship/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Lookup, Outcome
from bot.conversation.messages import Option
from bot.conversation.question import Context
from bot.conversation.questions import PastDate, PersonName, Phone, Text
from handlers.cases import OTHER, of_case
from handlers.services import services
from rules.cases import Case

LEVELS = ("tk", "sd", "smp", "sma", "college")
TOLD = ("child_name", "born", "level", "school", "school_class", "guardian_phone")


def leads_to_school(case: Case) -> bool:
    """Only after a death or a disability are children sent to school (PP 82/2019)."""
    disabled = case.kind == "accident" and case.details.get("outcome") == "disabled"
    return (case.kind == "death" or disabled) and case.status not in ("refused", "withdrawn")


def earlier(context: Context) -> list[Case]:
    return [case for case in services(context).cases() if leads_to_school(case)]


def known(context: Context) -> str:
    return "some" if earlier(context) else "none"


def choices(context: Context) -> Sequence[Option]:
    """The cases of this chat that a scholarship may follow from, or another worker's name."""
    told = [Option(str(case.id), f"{case.number} {case.name}".strip()) for case in earlier(context)]
    return [*told, Option(OTHER, context.words("which.options.other"))]


def by_whom(context: Context) -> str:
    """case: one of this chat; name: the worker is named."""
    return "case" if context.answers.get("which", OTHER) != OTHER else "name"


def facts_of(answers: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """What the new case keeps: the child, and the worker whose rights they are."""
    told = {name: answers[name] for name in TOLD}
    case = next((one for one in earlier(context) if str(one.id) == answers.get("which")), None)
    if case is None:
        return {"name": answers["worker"], **told}
    return {"name": case.name, "nik": case.details.get("nik"), "follows": case.number, **told}


def reported(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Written at once; the papers are asked for next."""
    done = services(context).report("scholarship", facts_of(answers, context))
    details = {"number": done.case.number, "code": done.code, "name": str(answers["child_name"])}
    key = "joined" if done.joined else "done"
    return Outcome(key, details, then="case_documents", answers=of_case(done.case))


report_scholarship = Conversation(
    name="report_scholarship",
    of_events=True,
    questions=(
        Lookup("known", find=known),
        Choice("which", choices, when={"known": "some"}),
        Lookup("by", of=("which",), find=by_whom),
        PersonName("worker", when={"by": "name"}),
        PersonName("child_name"),
        PastDate("born"),
        Choice("level", LEVELS),
        Text("school", longest=80),
        Text("school_class", longest=40),
        Phone("guardian_phone"),
    ),
    finish=reported,
    says=("done", "joined"),
)
