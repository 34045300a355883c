"""A case in plain words: where it stands, what is missing, the next date, and what happened so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import groupby

from bot.conversation.question import Context
from handlers.case_papers import missing_of, paper_line, paper_name
from handlers.cases import day_of, told_of
from handlers.services import services
from rules.case_clock import happened_on, payment_rule
from rules.cases import CHANGEABLE, Case, given_back
from rules.dated import NoRate
from rules.deadlines import deadline
from rules.records import Event

WAITING = (*CHANGEABLE, "with_branch")
FEW = 3  # papers named in one line
# Not worth a line of the timeline.
QUIETLY = ("reminded", "quiet", "page", "unclear", "written", "handed_over", "tied")


def summary(case: Case, context: Context) -> str:
    """Number, whose, status, what is missing in one line, the next date."""
    words = context.words
    head = words("head", number=case.number, name=told_of(case))
    lines = [head, status_told(case, context), missing_told(case, context), next_told(case, context)]
    return "\n".join(line for line in lines if line)


def status_told(case: Case, context: Context) -> str:
    """Where the case stands; why, where it was refused."""
    if given_back(case):
        return context.words("status.given_back")
    reason = reason_told(latest(case, "refused"), context) if case.status == "refused" else ""
    return context.words.first(f"status.{case.status}", reason=reason)


def reason_told(event: Event | None, context: Context) -> str:
    return context.words.first(f"reason.{event.reason if event else None}", "reason.unknown")


def latest(case: Case, kind: str) -> Event | None:
    return next((event for event in reversed(case.events) if event.kind == kind), None)


def missing_told(case: Case, context: Context) -> str:
    """The first papers that are missing, and how many more; nothing once the branch office has decided."""
    if case.status not in WAITING:
        return ""
    missing = missing_of(services(context), case, context.now.date())
    if not missing:
        key = "missing.given_back" if given_back(case) else "missing.none"
        return "" if case.status == "complete" else context.words(key)
    named = [paper_line(case, paper, context.words.language) for paper in missing[:FEW]]
    more = context.words("missing.more", count=len(missing) - FEW) if len(missing) > FEW else ""
    return context.words("missing", papers=", ".join(named) + more)


def next_told(case: Case, context: Context) -> str:
    """What comes next, with its date where the law names one."""
    words, until = context.words, next_date(case, context)
    if until is None:
        return words.first(f"next.{case.status}.no_date", "next.none")
    when = words.language.formats.date(until)
    if until < context.now.date():
        return words(f"next.past.{case.status}", until=when)
    if case.details.get("outcome") in ("healed", "disabled"):
        return words(f"next.{case.status}.until", until=when)
    return words.first(f"next.{case.status}.{case.kind}", f"next.{case.status}.until", until=when)


def next_date(case: Case, context: Context) -> date | None:
    """Until when money may be claimed; once the branch has the papers, until when it is paid."""
    zone = context.now.tzinfo
    if case.status == "with_branch" and case.kind != "scholarship":
        sent = latest(case, "sent")
        day = happened_on(sent, zone or UTC) if sent else day_of(case, context)
        return ends(payment_rule(case), datetime.combine(day, time(), zone))
    if case.status == "reported" and case.kind != "scholarship":
        return ends("claim_expiry", datetime.combine(day_of(case, context), time(), zone))
    return None


def ends(rule: str, since: datetime) -> date | None:
    """The last day; None where the tables do not go so far back."""
    try:
        return deadline(rule, since).until.date()
    except NoRate:
        return None


def timeline(case: Case, context: Context) -> str:
    """One line for each day and kind of event, oldest first."""
    told = [event for event in case.events if event.kind not in QUIETLY]
    return "\n".join(
        line for (day, kind), events in groupby(told, key=lambda one: (day_told(one, context), one.kind))
        if (line := event_told(day, kind, events, context))
    )  # fmt: skip


def day_told(event: Event, context: Context) -> str:
    """The day it happened, as an officer has given it or as it was noted here."""
    return context.words.language.formats.date(happened_on(event, context.now.tzinfo or UTC))


def event_told(day: str, kind: str, events: Iterable[Event], context: Context) -> str:
    """What happened that day; the papers by their names, a refusal with its reason."""
    together, language = list(events), context.words.language
    papers = [
        paper_name(event.details["document"], language) for event in together if kind in ("document", "asked")
    ]
    return context.words(
        f"event.{kind}",
        when=day,
        papers=", ".join(dict.fromkeys(papers)),
        reason=reason_told(together[-1], context) if kind == "refused" else "",
    )
