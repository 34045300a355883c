"""One answer of a report is put right. Words: locales/*/LC_MESSAGES/case_correct.po."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import Outcome
from bot.conversation.messages import Option
from bot.conversation.question import Context, Invalid, Question
from bot.conversation.questions import PastDate, PersonName, Phone, Text, When
from handlers.case_papers import missing_of
from handlers.case_parts import RELATIONS
from handlers.case_school import LEVELS
from handlers.cases import case_meant, closed, heading, mine, none, open_while, which
from handlers.services import services
from rules.cases import CHANGEABLE, Case

CAUSES = ("illness", "work_accident", "other_accident", "unknown")
PLACES = ("at_work", "commute", "on_the_road", "elsewhere")
ACCIDENT = ("happened", "place_kind", "place", "task", "traffic", "how")
NOTIFIER = ("notifier_name", "notifier_phone")
FIELDS = {
    "accident": ("name", *ACCIDENT, "injury", "treated", "facility", *NOTIFIER),
    "death": ("name", "relation", "died_on", "cause", *NOTIFIER),
    "scholarship": ("child_name", "level", "school", "school_class", "guardian_phone"),
}


def fields_of(case: Case) -> tuple[str, ...]:
    """What can be put right; after a work accident also how it happened."""
    more = ACCIDENT if (case.kind, case.details.get("cause")) == ("death", "work_accident") else ()
    return (*FIELDS[case.kind], *more)


def fields(context: Context) -> Sequence[Option]:
    words = context.words
    return [Option(name, words(f"field.options.{name}")) for name in fields_of(case_meant(context))]


def corrected(answers: Mapping[str, Any], context: Context) -> Outcome:
    """One answer changed; which papers are needed may change with it."""
    case, field = case_meant(context), answers["field"]
    if case.status not in CHANGEABLE:
        return closed(answers, context)
    case = services(context).case_happens(case, "corrected", {field: answers[f"new_{field}"]})
    services(context).settle_case(case, missing_of(services(context), case, context.now.date()))
    return Outcome("corrected", {**heading(case), "field": context.words(f"field.options.{field}")})


def not_after_death(happened: str, context: Context) -> None:
    """An accident comes before the death."""
    died_on = case_meant(context).details.get("died_on")
    if died_on and happened[:10] > died_on:
        raise Invalid("after_death")


def not_before_accident(died_on: str, context: Context) -> None:
    told = case_meant(context).details
    if told.get("cause") == "work_accident" and died_on < (told.get("happened") or "")[:10]:
        raise Invalid("before_accident")


def new(kind: type[Question], field: str, *more: Any, **options: Any) -> Question:
    return kind(f"new_{field}", *more, when={"field": field}, **options)


case_correct = Conversation(
    name="case_correct",
    of_events=True,
    questions=(
        mine, none, which, *open_while(CHANGEABLE),
        Choice("field", fields, of=("which",)),
        new(PersonName, "name"),
        new(Choice, "relation", RELATIONS),
        new(PastDate, "died_on", check=not_before_accident, errors=("before_accident",)),
        new(Choice, "cause", CAUSES, undisturbed=True),
        new(When, "happened", check=not_after_death, errors=("after_death",)),
        new(Choice, "place_kind", PLACES),
        new(Text, "place", longest=120),
        new(Text, "task", longest=120),
        new(Choice, "traffic", ("yes", "no")),
        new(Text, "how", undisturbed=True),
        new(Text, "injury", longest=200, undisturbed=True),
        new(Choice, "treated", ("partner", "other", "not_yet")),
        new(Text, "facility", longest=120),
        new(PersonName, "notifier_name"),
        new(Phone, "notifier_phone"),
        new(PersonName, "child_name"),
        new(Choice, "level", LEVELS),
        new(Text, "school", longest=80),
        new(Text, "school_class", longest=40),
        new(Phone, "guardian_phone"),
    ),
    finish=corrected,
    says=("corrected", "closed"),
    review=False,
    progress=False,
)  # fmt: skip
