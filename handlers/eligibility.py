"""Asks the rules, as soon as enough is known, whether the programme covers this person; no rule stands here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation.derived import Finish, Outcome
from bot.conversation.question import Context
from handlers.services import services
from rules import eligibility
from rules.eligibility import REFUSED, REVIEW, Facts

REFUSALS = (
    "CLOSED", "UNDERAGE", "OVERAGE", "MOVED", "VILLAGE_NOT_COVERED", "ALREADY_PU", "ASN_TNI_POLRI", "STUDENT",
    "NOT_WORKING",
)  # fmt: skip
Looked = Mapping[str, Any]


def is_open(context: Context) -> Looked:
    return decided(context, Facts())


def by_person(context: Context) -> Looked:
    return decided(context, Facts(birth_date=date.fromisoformat(context.answers["birth_date"])))


def by_home(context: Context) -> Looked:
    return decided(context, Facts(lives_in_region=context.answers["home"] == "here"))


def by_village(context: Context) -> Looked:
    return decided(context, Facts(village=context.answers.get("village")))


def by_work(context: Context) -> Looked:
    standing = context.answers["standing"]
    facts = Facts(
        payer_now=context.answers["payer"],
        works=standing != "not_working",
        is_civil_servant=standing == "civil_servant",
        is_student=standing == "student",
    )
    return decided(context, facts)


def decided(context: Context, facts: Facts) -> Looked:
    """The decision as an answer: its code, and what a sentence may mention with dates as people read them."""
    programme = services(context).programme(context.answers["programme"])
    decision = eligibility.decide(programme, facts, context.now.date())
    code = decision.code if decision.outcome == REFUSED else "OK"
    told = {name: readable(name, value, context) for name, value in decision.details.items()}
    look = decision.code if decision.outcome == REVIEW else ""
    return {"code": code, "look": look, "programme": programme.name[context.words.language.code], **told}


def readable(name: str, value: str, context: Context) -> str:
    if name in ("since", "opens", "closed"):
        return context.words.language.formats.date(date.fromisoformat(value))
    return services(context).region_name(value) if name == "village" else value


def refused(lookup: str) -> Finish:
    """Ends the conversation with the reason that a lookup found."""

    def tell(answers: Mapping[str, Any], context: Context) -> Outcome:
        found = answers[lookup]
        return Outcome(f"refused.{found['code']}", found)

    return tell
