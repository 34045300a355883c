"""What is told later of a case, part by part, each part saved at once.

Words: locales/*/LC_MESSAGES/case_more.po; examples: tests/transcripts/case_more/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import TICK, Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Many, Outcome
from bot.conversation.messages import Option
from bot.conversation.question import Context
from bot.conversation.questions import PastDate, PersonName, Phone, Text
from handlers.case_parts import (
    RELATIONS,
    SCHOOLS,
    a_number,
    after_the_day,
    after_the_start,
    begun,
    is_told,
    saved,
)
from handlers.cases import case_meant, heading, mine, none, of_case, open_while, which
from rules.cases import OPEN

PARTS = {
    "accident": ("phase_two", "off_work", "witnesses", "proof", "bank"),
    "death": ("heirs", "children", "proof", "bank"),
    "scholarship": ("bank",),
}


def parts(context: Context) -> Sequence[Option]:
    """What fits the kind of case; ticked what is told already."""
    case, words = case_meant(context), context.words
    named = [(part, words(f"part.options.{part}")) for part in PARTS[case.kind]]
    told = [Option(part, f"{TICK if is_told(case, part) else ''}{label}") for part, label in named]
    return [*told, Option("enough", words("part.options.enough"))]


def prepared(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Again from the top, with the rows that were told before."""
    case = case_meant(context)
    known = {**of_case(case), "ready": "yes", **begun(case)}
    return Outcome("heading", heading(case), then="case_more", answers=known)


def enough(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome("enough", heading(case_meant(context)))


case_more = Conversation(
    name="case_more",
    of_events=True,
    questions=(
        mine, none, which, *open_while(OPEN),
        Lookup("ready", of=("which",), find=lambda context: "no"),
        End("prepare", when={"ready": "no"}, finish=prepared, says=("heading",)),
        Choice("part", parts, of=("which",)),
        End("stop", when={"part": "enough"}, finish=enough, says=("enough",)),
        # Phase II: what became of an accident
        Choice("outcome", ("healed", "disabled", "not_yet"), when={"part": "phase_two"}),
        PastDate("doctor_date", when={"outcome": ("healed", "disabled")}, check=after_the_day,
                 errors=("before_event",)),
        Text("disability", when={"outcome": "disabled"}),
        # How long nothing could be earned
        PastDate("unable_from", when={"part": "off_work"}, check=after_the_day, errors=("before_event",)),
        PastDate("unable_until", when={"part": "off_work"}, optional=True, of=("unable_from",),
                 check=after_the_start, errors=("before_start",)),
        Many("witnesses", when={"part": "witnesses"}, most=5,
             questions=(PersonName("name"), Phone("phone", of_another=True, optional=True))),
        # A death: who is left
        Many("heirs", when={"part": "heirs"}, questions=(PersonName("name"), Choice("relation", RELATIONS))),
        Many("children", when={"part": "children"}, most=8,
             questions=(PersonName("name"), PastDate("born"), Choice("school", SCHOOLS))),
        # Proof of being near to the insured
        Text("proof", when={"part": "proof"}, longest=80),
        # Where the money is to go
        Text("bank", when={"part": "bank"}, longest=40),
        Text("account", when={"part": "bank"}, longest=40, check=a_number, errors=("account_digits",)),
        PersonName("account_owner", when={"part": "bank"}),
    ),
    finish=saved,
    says=("saved", "saved_heirs", "not_proved", "phase_two.kept", "phase_two.late", "phase_two.not_yet",
          "closed"),
    review=False,
    progress=False,
)  # fmt: skip
