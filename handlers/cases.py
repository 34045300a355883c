"""Which case is meant, where a chat may see several: what the conversations about cases share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.case_papers import event_day
from handlers.services import services
from rules.cases import Case

OTHER = "other"


def how_many(context: Context) -> str:
    """none, one or several cases this chat may see."""
    return {0: "none", 1: "one"}.get(len(services(context).cases()), "several")


def choices(context: Context) -> Sequence[Option]:
    return [Option(str(one.id), f"{one.number} {told_of(one)}".strip()) for one in services(context).cases()]


def choices_and_other(context: Context) -> Sequence[Option]:
    return [*choices(context), Option(OTHER, context.words("which.options.other"))]


def only_one(context: Context) -> dict[str, str]:
    """How many there are; the only one stays the one that is meant, whatever is reported meanwhile."""
    known = services(context).cases()
    return {"code": how_many(context), "case": str(known[0].id) if len(known) == 1 else ""}


def case_meant(context: Context) -> Case:
    """The case picked, else the only one there was when the talk about it began."""
    known = services(context).cases()
    begun = context.answers.get("mine")
    picked = context.answers.get("which") or (begun["case"] if isinstance(begun, dict) else "")
    return next((case for case in known if str(case.id) == picked), known[0])


def told_of(case: Case) -> str:
    """Whose case it is: the worker's, or the child's whose school it is about."""
    return str(case.details.get("child_name") or case.name)


def kind(context: Context) -> str:
    """accident, death or scholarship: it picks the wording, and which questions fit."""
    return case_meant(context).kind


def heading(case: Case) -> dict[str, str]:
    """What a text may say of a case."""
    return {"number": case.number, "name": told_of(case)}


def of_case(case: Case) -> dict[str, str]:
    """The answer that tells another conversation which case is meant."""
    return {"which": str(case.id)}


def to_open(answers: Mapping[str, Any], context: Context) -> Outcome:
    """No case belongs to this chat yet: one may be opened with its number and code."""
    return Outcome("none", then="open_case")


def closed(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Too late for that."""
    return Outcome("closed", heading(case_meant(context)))


def not_yours(answers: Mapping[str, Any], context: Context) -> Outcome:
    """For whoever merely reported the same."""
    return Outcome("not_yours", heading(case_meant(context)))


def open_while(statuses: Sequence[str]) -> tuple[Lookup, End, End]:
    """What ends a conversation about a case that has another status, or that is somebody else's."""

    def state(context: Context) -> str:
        case = case_meant(context)
        if not case.private:
            return "not_yours"
        return "open" if case.status in statuses else "closed"

    return (
        Lookup("state", of=("which",), find=state),
        End("over", when={"state": "closed"}, finish=closed, says=("closed",)),
        End("private", when={"state": "not_yours"}, finish=not_yours, says=("not_yours",)),
    )


def day_of(case: Case, context: Context) -> date:
    """The local day whose cover and rules count: of the accident, else the death, else the report."""
    return event_day(case, datetime.fromtimestamp(case.created_at / 1000, context.now.tzinfo).date())


mine = Lookup("mine", find=only_one)
none = End("none", when={"mine": "none"}, finish=to_open, says=("none",))
which = Choice("which", choices, when={"mine": "several"})
