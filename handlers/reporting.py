"""What the reports of an accident and of a death share: whom it is about, where and how, the facts of it.

Knows no law and no words; handlers/reported.py tells what becomes of a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.derived import Lookup
from bot.conversation.question import Context, Question
from bot.conversation.question import When as Conditions
from bot.conversation.questions import Nik, PersonName, Phone, Text
from handlers.check import route
from handlers.whose import choices_and_other, mine, person_meant
from rules.regencies import provinces, regencies

ALWAYS: Conditions = MappingProxyType({})
ON_THE_JOB = ("at_work", "on_the_road", "elsewhere")
ON_THE_ROAD = ("commute", "on_the_road")
# Answered by the bot on its way to the facts.
ON_THE_WAY = ("mine", "whose", "route", "first_words", "condolence")

# Whom it is about: a person of this chat by a tap, anybody else by name, with the NIK where it is at hand.
ABOUT: tuple[Question, ...] = (
    mine,
    Choice("whose", choices_and_other, when={"mine": ("one", "several")}),
    Lookup("route", of=("mine", "whose"), find=route),
    Nik("nik", regencies=regencies(), provinces=provinces(), optional=True, when={"route": "other"}),
    PersonName("name", when={"route": "other"}),
)
# Known by the same names in both reports, so that nothing is asked twice where one becomes the other.
OF_THE_ACCIDENT = ("whose", "nik", "name", "happened", "place_kind", "place", "task", "traffic", "how")
OF_THE_NOTIFIER = ("notifier_name", "notifier_phone")

notifier_phone = Phone("notifier_phone")


def where_and_how(when: Conditions = ALWAYS) -> tuple[Question, ...]:
    """The rest of the least that the law asks of an accident besides its time (Permenaker 1/2025)."""
    job, road = {**when, "place_kind": ON_THE_JOB}, {**when, "place_kind": ON_THE_ROAD}
    return (
        Choice("place_kind", ("at_work", "commute", "on_the_road", "elsewhere"), when=when),
        Text("place", longest=120, when=when),
        Text("task", longest=120, when=job),
        Choice("traffic", ("yes", "no"), when=road),
        Text("how", when=when, undisturbed=True),
    )


def facts_of(answers: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """What the case keeps: the answers that were given, with NIK and name of a person of this chat. Whoever
    reports their own accident is the notifier.
    """
    told = {k: value for k, value in answers.items() if k not in ON_THE_WAY and value is not None}
    if answers["route"] == "own":
        person = person_meant(context)
        told |= {"nik": person.nik, "name": person.name}
    if told.get("for_whom") == "self":
        told |= {"notifier_name": told["name"], "notifier_relation": "self"}
    return told


def event_of(facts: Mapping[str, Any], context: Context) -> datetime:
    """When it happened, in the city's time: the accident, else the beginning of the day of the death. The
    limits are counted from here, and the cover counts on this day.
    """
    told = datetime.fromisoformat(facts.get("happened") or facts["died_on"])
    return told.replace(tzinfo=context.now.tzinfo)
