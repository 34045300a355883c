"""What became of a registration, step by step. Words: locales/*/LC_MESSAGES/status.po."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Outcome
from bot.conversation.question import Context
from handlers.left_list import explained, standing
from handlers.services import services
from handlers.whose import mine, person_meant, whose
from rules.records import Event, Registration


def told(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Every registration of the person with its events."""
    person = person_meant(context)
    registrations = services(context).registrations(person)
    if not registrations:
        return Outcome("nothing", {"name": person.name})
    lines = "\n\n".join(registration_told(registration, context) for registration in registrations)
    return Outcome("done", {"name": person.name, "lines": lines})


def nothing_sent(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Who has not registered here but reported something asks about the report."""
    return Outcome("cases", then="case") if services(context).cases() else Outcome("none.say")


def registration_told(registration: Registration, context: Context) -> str:
    """Number, programme, status in plain words, what comes next, and the timeline."""
    words = context.words
    programme = services(context).programme(registration.programme)
    head = words(
        "registration",
        number=registration.number,
        programme=programme.name[words.language.code],
        status=standing(registration, context),
        next=next_step(registration, context),
    )
    told = [event_told(event, context) for event in registration.events]
    return "\n".join([head, *(line for line, _ in groupby(told))])  # three answers a day are one line


def next_step(registration: Registration, context: Context) -> str:
    if registration.status == "waiting_list":
        place = services(context).place_on_list(registration)
        return context.words("next.waiting_list", place=place)
    why = explained(registration, context)
    if why and registration.status == "verified":
        return why
    return "\n".join(part for part in (context.words(f"next.{registration.status}"), why) if part)


def event_told(event: Event, context: Context) -> str:
    moment = datetime.fromtimestamp(event.at / 1000, context.now.tzinfo)
    when = context.words.language.formats.date(moment.date())
    reason = context.words.first(f"reason.{event.reason}", "reason.OTHER") if event.reason else ""
    told = context.words.first(
        f"event.{event.kind}.{event.actor}", f"event.{event.kind}", when=when, reason=reason
    )
    return told.strip()


status = Conversation(
    name="status",
    questions=(
        mine,
        End("none", when={"mine": "none"}, finish=nothing_sent, says=("none.say", "cases")),
        whose,
    ),
    finish=told,
    says=("done", "nothing"),
    review=False,
    progress=False,
)
