"""A payment of a whole list that was noted by mistake is taken back: the cover that it began goes.

All of one person in one transaction, as a payment (till.py). What has gone on since stays, with the reason at
the row: a later payment, or a case that the branch office has granted by this cover.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.enrolment.telling import tell
from bot.enrolment.till import Days, Till
from rules.cases import GRANTED
from rules.enrolment import CASE_GRANTED, ON, PAID_FURTHER, Enrolment, Placed, taken_in, with_passed
from rules.records import Event, Membership, Registration
from rules.spans import DAY
from storage import cases, deaths, enrolment_receipts, enrolment_rows, memberships, registrations

UNPAID, DAYS_UNPAID = "unpaid", "days_unpaid"  # events of a registration
PAYING = ("enrolled", "renewed", "days_paid")


@dataclass(frozen=True)
class Mistake:
    """Which payment: for which days, both included, by which receipt; by whom and why (a code) it goes."""

    days: Days
    receipt: str
    officer: int | None
    reason: str


def take_back(till: Till, one: Enrolment, row: Placed, mistake: Mistake, place: int = 0) -> str:
    """Empty where it is taken back; else why it stays, a code that is kept at the row. `place`: how many come
    before in the same work.
    """
    known = registrations.by_id(till.tx, till.vault, row.registration)
    assert known
    others = [paid for paid in _paid_by(known.events, one) if paid.days != mistake.days]
    spans = _spans(till, one, row, mistake.days)
    if why := _stays(till, row, mistake.days, others, spans):
        enrolment_rows.give_reason(till.tx, row.id, with_passed(why, row.passed))
        return why
    first = max(
        [mistake.days[0], *(paid.days[1] + DAY for paid in others if paid.days[1] >= mistake.days[0])]
    )
    for span in spans:
        memberships.shorten(till.tx, span, first - DAY)
    _waits_again(till, row, first, others, spans)
    _happened(till, known, one, mistake, place)
    return ""


@dataclass(frozen=True)
class _Payment:
    """One that has come to a registration."""

    days: Days
    receipt: str | None


def _paid_by(events: Iterable[Event], one: Enrolment) -> list[_Payment]:
    """Each payment of the list that has come to the registration, and was not taken back."""
    paid: list[_Payment] = []
    for event in events:
        told = event.details
        if event.kind not in (*PAYING, UNPAID, DAYS_UNPAID) or told.get("list") != one.id:
            continue
        days = date.fromisoformat(told["from"]), date.fromisoformat(told["until"])
        paid = [other for other in paid if other.days != days]
        if event.kind in PAYING:
            paid.append(_Payment(days, told.get("receipt")))
    return paid


def _stays(
    till: Till, row: Placed, days: Days, others: Sequence[_Payment], spans: Sequence[Membership]
) -> str:  # fmt: skip
    """Why it can't be taken back; "" where it can."""
    ends = [row.paid_until, *(span.paid_until for span in spans)]
    built_on = any(
        paid.days[1] >= days[1] or (paid.days[1] >= days[0] and paid.days[0] > days[0]) for paid in others
    )
    if built_on or any(end is None or end > days[1] for end in ends):
        return PAID_FURTHER
    mine = cases.of_person(till.tx, till.vault, row.person)
    return CASE_GRANTED if any(case.status in GRANTED for case in mine) else ""


def _spans(till: Till, one: Enrolment, row: Placed, days: Days) -> list[Membership]:
    """The cover of the list's programme, from its payer, on some of these days."""
    known = memberships.of_person(till.tx, till.vault, row.person)
    mine = [span for span in known if (span.programme, span.payer) == (one.programme, one.payer)]
    return [span for span in mine if span.paid_from <= days[1] and span.paid_until >= days[0]]


def _waits_again(
    till: Till, row: Placed, first: date, others: Sequence[_Payment], spans: Sequence[Membership]
) -> None:  # fmt: skip
    """The row is paid for what was paid before the day `first`, or waits for a payment under its number."""
    last = max((paid.days[1] for paid in others if paid.days[1] < first), default=first - DAY)
    rest = (row.paid_from, last) if row.paid_from and row.paid_from < first else None
    receipt = others[-1].receipt if others else None
    enrolment_receipts.take_back(till.tx, row, rest, receipt, _kept(row))
    if row.state in ON and not rest and not row.kpj and spans:  # the number stood with the cover alone
        enrolment_rows.number(till.tx, till.vault, row.id, spans[0].kpj)


def _kept(row: Placed) -> str | None:
    """The reason that the row keeps: not why it could not be taken back before."""
    code = (row.reason or "").partition(":")[0]
    if code not in (PAID_FURTHER, CASE_GRANTED):
        return row.reason
    return taken_in(row.passed) if row.passed else None


def _happened(till: Till, known: Registration, one: Enrolment, mistake: Mistake, place: int) -> None:
    """The registration says so; whoever had become a member by it waits for a payment again."""
    first, last = (day.isoformat() for day in mistake.days)
    details = {
        "list": one.id,
        "from": first,
        "until": last,
        "why": mistake.reason,
        "officer": mistake.officer,
    }
    status = registrations.status_now(till.tx, known)
    begun = next((event for event in reversed(known.events) if event.kind == "enrolled"), None)
    by_this = begun is not None and _is_of(begun, one, mistake.days)
    spans = memberships.of_person(till.tx, till.vault, known.person)
    mine = [span for span in spans if span.programme == one.programme]
    later = any(span.paid_until >= mistake.days[0] for span in mine)  # another list has paid for them, too
    waits = not mine or (by_this and not later)
    kind = UNPAID if status == "enrolled" and waits else DAYS_UNPAID
    registrations.happen(till.tx, till.vault, known, Event(kind, till.now, "officer", details=details), None)
    if status == "enrolled" and not deaths.known(till.tx, known.person):  # nobody else has heard of cover
        tell(till.tx, till.vault, known.person, f"unpaid:{known.id}:{till.now}", place, till.now)


def _is_of(event: Event, one: Enrolment, days: Days) -> bool:
    told = event.details
    return (told.get("list"), told.get("from"), told.get("until")) == (
        one.id, days[0].isoformat(), days[1].isoformat(),
    )  # fmt: skip
