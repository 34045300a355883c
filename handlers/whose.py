"""Whose matter it is, where one phone speaks for several people: questions that conversations share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.derived import Lookup
from bot.conversation.messages import Option
from bot.conversation.question import Context
from handlers.services import services
from rules.records import Person

OTHER = "other"


def how_many(context: Context) -> str:
    """none, one or several people this chat speaks for."""
    return {0: "none", 1: "one"}.get(len(services(context).people()), "several")


def choices(context: Context) -> Sequence[Option]:
    return [Option(str(person.id), person.name) for person in services(context).people()]


def choices_and_other(context: Context) -> Sequence[Option]:
    return [*choices(context), Option(OTHER, context.words("whose.options.other"))]


def person_meant(context: Context, answers: dict[str, Any] | None = None) -> Person:
    """The person picked, or the only one this chat speaks for."""
    people = services(context).people()
    picked = (answers or context.answers).get("whose")
    return next((person for person in people if str(person.id) == picked), people[0])


mine = Lookup("mine", find=how_many)
whose = Choice("whose", choices, when={"mine": "several"})
