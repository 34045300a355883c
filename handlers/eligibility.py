"""Asks the rules, as soon as enough is known, whether the programme covers this person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
    return decided(context, Facts(lives_in_region=context.answers["home"]["code"] == "here"))


def by_village(context: Context) -> Looked:
    return decided(context, Facts(village=context.answers.get("village")))


def by_standing(context: Context) -> Looked:
    return decided(context, standing(context))


def by_payer(context: Context) -> Looked:
    return decided(context, replace(standing(context), payer_now=context.answers["payer"]))


def standing(context: Context) -> Facts:
    answer = context.answers["standing"]
    return Facts(
        works=answer != "not_working",
        is_civil_servant=answer == "civil_servant",
        is_student=answer == "student",
    )


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
        unknown = found["code"] == "CLOSED" and not found.get("opens")
        return Outcome("refused.CLOSED_NOW" if unknown else f"refused.{found['code']}", found)

    return tell
