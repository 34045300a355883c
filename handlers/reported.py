"""What becomes of a report, told in one message: number and code, the time limit, what is known of the cover.

Knows no amount and no period: the limits come from rules/deadlines.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.derived import Outcome
from bot.conversation.question import Context
from handlers.check import best_of
from handlers.city import hospitals_told
from handlers.reporting import event_of, facts_of
from handlers.services import services
from rules.cases import Case
from rules.dated import NoRate
from rules.deadlines import Deadline, deadline, kept
from rules.records import ENDED, Membership, Person, Registration

A_DAY = timedelta(hours=24)
A_MONTH = timedelta(days=30)


def reported(kind: str, answers: Mapping[str, Any], context: Context) -> Outcome:
    """Write the report and say what came of it; one about the same event joins the first."""
    facts = facts_of(answers, context)
    done = services(context).report(kind, facts)
    remind_of_expiry(done.case, context)
    details = {
        "number": done.case.number,
        "code": done.code,
        "when": context.words.language.formats.instant(noted(done.case, context)),
        "limit": limit_told(done.case, context),
        "cover": cover_told(facts, context),
        "hospitals": where_to_go(facts, context),
    }
    return Outcome("joined" if done.joined else "done", details)


def where_to_go(facts: Mapping[str, Any], context: Context) -> str:
    """Whoever has not seen a doctor yet hears of the city's first hospitals, where it names any."""
    return hospitals_told(context, facts.get("nik") or "") if facts.get("treated") == "not_yet" else ""


def remind_of_expiry(case: Case, context: Context) -> None:
    """A month before the right to claim ends (PP 82/2019), in case nothing has come of it."""
    expiry = last_moment("claim_expiry", event_of(case.details, context))
    if expiry and expiry.until - A_MONTH > context.now:
        services(context).remind_at(case, "expiry", expiry.until - A_MONTH)


def noted(case: Case, context: Context) -> datetime:
    """When the case was first reported, in the city's time."""
    return datetime.fromtimestamp(case.created_at / 1000, context.now.tzinfo)


def limit_told(case: Case, context: Context) -> str:
    """Until when it had to be reported and may be claimed; a report that is late is taken all the same."""
    words, expiry = context.words, last_moment("claim_expiry", event_of(case.details, context))
    if expiry is None:
        return words("limit.officer")
    expires = words.language.formats.date(expiry.until.date())
    if not kept(expiry, noted(case, context)):
        return words("limit.expired", expires=expires)
    cause = case.details.get("cause", "work_accident")
    if cause != "work_accident":
        return words(f"limit.{cause}", expires=expires)
    return report_limit_told(case, expires, context)


def report_limit_told(case: Case, expires: str, context: Context) -> str:
    """In time or late, after an accident at work; in days of 24 hours, as everybody names the limit."""
    since = event_of(case.details, context)
    limit = last_moment("accident_report", since)
    if limit is None:
        return context.words("limit.officer")
    state = "kept" if kept(limit, noted(case, context)) else "missed"
    until = context.words.language.formats.instant(limit.until)
    days = round((limit.until - since) / A_DAY)
    return context.words(f"limit.{state}", days=days, until=until, expires=expires)


def last_moment(rule: str, since: datetime) -> Deadline | None:
    """The limit, or None for an event from before the first row that is known."""
    try:
        return deadline(rule, since)
    except NoRate:
        return None


def cover_told(facts: Mapping[str, Any], context: Context) -> str:
    """What is known of the cover on that day. Whatever it is, the report stands and an officer looks."""
    person = known(facts, context)
    if person is None:
        return context.words("cover.not_found" if facts.get("nik") else "cover.no_nik")
    best = best_of(services(context).memberships(person), event_of(facts, context).date())
    if best is None:
        running = [one for one in services(context).registrations(person) if one.status not in ENDED]
        return without_membership(running, context)
    return membership_told(best, facts, context)


def without_membership(running: Sequence[Registration], context: Context) -> str:
    return context.words("cover.registered" if running else "cover.not_found")


def membership_told(membership: Membership, facts: Mapping[str, Any], context: Context) -> str:
    """A membership as it stood on the day of the event."""
    words, formats, day = context.words, context.words.language.formats, event_of(facts, context).date()
    return words(
        f"cover.{membership.cover(day)}",
        day=formats.date(day),
        since=formats.date(membership.paid_from),
        until=formats.date(membership.paid_until),
        package=words(f"package.{'_'.join(membership.package)}"),
    )


def known(facts: Mapping[str, Any], context: Context) -> Person | None:
    """The insured, told only to whoever speaks for them, or knows NIK and name and has not been guessing."""
    records, nik = services(context), facts.get("nik")
    person = records.insured(facts)
    if person is None and nik and records.person_by_nik(nik):
        records.wrong_try(nik)
    if person is None or records.speaks_for(person):
        return person
    return None if records.locked_until(person.nik) else person
