"""'Am I covered?' In full for a person of this chat; by NIK and birth date only until when, or not found.

Words: locales/*/LC_MESSAGES/check.po; examples: tests/transcripts/check/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.conversation.choices import Choice
from bot.conversation.conversation import Conversation
from bot.conversation.derived import End, Lookup, Outcome
from bot.conversation.question import Context, Invalid
from bot.conversation.questions import Nik, PastDate
from handlers.left_list import explained
from handlers.services import services
from handlers.whose import OTHER, choices_and_other, mine, person_meant
from rules.records import ENDED, Membership, Person, Registration
from rules.regencies import provinces, regencies

HANDED_IN = ("submitted", "returned", "verified", "enrolled")
BEST_FIRST = ("active", "not_started", "lapsed")


def route(context: Context) -> str:
    """own: a person of this chat; other: whoever knows NIK and birth date."""
    return "own" if context.answers.get("whose", OTHER) != OTHER else "other"


def not_locked(nik: str, context: Context) -> None:
    """Too many wrong tries close the question for a while, for the chat and for the NIK."""
    until = services(context).locked_until(nik)
    if until is not None:
        moment = datetime.fromtimestamp(until / 1000, context.now.tzinfo)
        raise Invalid("locked", until=context.words.language.formats.instant(moment))


def own_seen(answers: Mapping[str, Any], context: Context) -> Outcome:
    """Everything, for a person of this chat; whom a coordinator has listed meanwhile is asked about it."""
    seen = own_cover(answers, context)
    return replace(seen, then="listed") if services(context).groups.listings() else seen


def own_cover(answers: Mapping[str, Any], context: Context) -> Outcome:
    person = person_meant(context)
    memberships = still_told(services(context).memberships(person), context.now.date())
    if memberships:
        lines = [membership_told(membership, context) for membership in memberships]
        lines += [why for one in services(context).registrations(person) if (why := explained(one, context))]
        return Outcome("own", {"name": person.name, "lines": "\n\n".join(lines)})
    registrations = services(context).registrations(person)
    if registrations:
        return registered_told(person, registrations[-1], context)
    return Outcome("own_nothing", {"name": person.name})


def registered_told(person: Person, one: Registration, context: Context) -> Outcome:
    """No member yet: how far it is; or why the first contribution is not paid, and what can be done."""
    about = {"name": person.name, "number": one.number}
    if why := explained(one, context):
        return Outcome("own_left_list", {**about, "why": why})
    return Outcome("own_registered", {**about, "status": context.words(f"status.{one.status}")})


def still_told(known: Sequence[Membership], today: date) -> list[Membership]:
    """What counts today first; without spans of a KPJ that are over while another one of it runs, will begin,
    or ended later.
    """

    def over(one: Membership) -> bool:
        same = [other for other in known if other.kpj == one.kpj and other.paid_until > one.paid_until]
        return one.cover(today) == "lapsed" and bool(same)

    left = [one for one in known if not over(one)]
    return sorted(left, key=lambda one: BEST_FIRST.index(one.cover(today)))


def membership_told(membership: Membership, context: Context) -> str:
    """One membership in plain words: state, KPJ, who pays, what it covers, the next date."""
    words, formats = context.words, context.words.language.formats
    state = membership.cover(context.now.date())
    return words(
        f"membership.{state}",
        kpj=membership.kpj,
        payer=words(f"payer.{membership.payer}"),
        package=words(f"package.{'_'.join(membership.package)}"),
        since=formats.date(membership.paid_from),
        until=formats.date(membership.paid_until),
    )


def short_cover(answers: Mapping[str, Any], context: Context) -> Outcome:
    """For whoever knows NIK and birth date: registered, active until, or not found. Never more."""
    nik, born = answers["nik"], answers["birth_date"]
    person = services(context).person_by_nik(nik)
    if person is None or person.details.get("birth_date") != born:
        services(context).wrong_try(nik)
        return Outcome("not_found")
    return found(person, context)


def found(person: Person, context: Context) -> Outcome:
    today = context.now.date()
    best = best_of(services(context).memberships(person), today)
    if best:
        until = context.words.language.formats.date(best.paid_until)
        since = context.words.language.formats.date(best.paid_from)
        return Outcome(f"short_{best.cover(today)}", {"until": until, "since": since})
    told = any(vouched(one) for one in services(context).registrations(person))
    return Outcome("short_registered" if told else "not_found")


def vouched(registration: Registration) -> bool:
    """Is it the person's own, or has the coordinator who listed the person vouched for it?"""
    if registration.status in ENDED:
        return False
    return registration.group is None or registration.status in HANDED_IN


def best_of(memberships: Sequence[Membership], today: date) -> Membership | None:
    """The one that protects today, else the one that will, else the one that did; the longest of several."""
    return min(
        memberships,
        key=lambda one: (BEST_FIRST.index(one.cover(today)), -one.paid_until.toordinal()),
        default=None,
    )


SHORT = ("short_active", "short_not_started", "short_lapsed", "short_registered", "not_found")

check = Conversation(
    name="check",
    questions=(
        mine,
        Choice("whose", choices_and_other, when={"mine": ("one", "several")}),
        Lookup("route", of=("mine", "whose"), find=route),
        End(
            "own_cover",
            when={"route": "own"},
            finish=own_seen,
            says=("own", "own_registered", "own_left_list", "own_nothing"),
        ),
        Nik(
            "nik",
            regencies=regencies(),
            provinces=provinces(),
            read_back=False,
            check=not_locked,
            errors=("locked",),
        ),
        PastDate("birth_date", birth=True, of=("nik",)),
    ),
    finish=short_cover,
    says=SHORT,
    review=False,
    progress=False,
)
