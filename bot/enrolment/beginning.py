"""What follows from cover for the registration of whom it protects: the event, the news, the card.

In the transaction of its cause: a payment, or an officer who verifies somebody who is covered by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.cards.issuing import issue
from bot.enrolment.telling import MINUTE, spread, tell
from rules.records import Event, Membership, NotAllowed, Registration
from storage import deaths, memberships, registrations
from storage.statement import Tx
from storage.vault import Vault


def began(
    tx: Tx, vault: Vault, one: Registration, span: Membership | None, days: tuple[date, date], now: int,
    place: int = 0, **details: Any,
) -> bool:  # fmt: skip
    """These days of `span` are paid: the registration says so, and the chats hear of cover and card.

    False, and nobody is told, where it stands otherwise: withdrawn, or not verified (again) yet. The cover
    is a fact all the same, and what a list (in `details`) has paid is noted. `place`: how many come before in
    the same work.
    """
    told = {**details, **_written(days)}
    # locked: an officer may have verified, or asked again, since it was read
    kind = "enrolled" if registrations.status_now(tx, one) == "verified" else "renewed"
    try:
        registrations.happen(tx, vault, one, Event(kind, now, "officer", details=told), None)
    except NotAllowed:
        if "list" in details:  # else it would go with a mistake that is taken back (taking_back.py)
            registrations.happen(tx, vault, one, Event("days_paid", now, "officer", details=told), None)
        return False
    if deaths.known(tx, one.person):
        return True  # the family hears nothing of cover
    about = f"decided:{one.id}:enrolled" if kind == "enrolled" else f"renewed:{one.id}:{days[1]}"
    once = f"{about}:{now}"  # a payment may be taken back, and noted again
    tell(tx, vault, one.person, about, place, now, once)
    if span:  # the card comes a moment after the news, in the same waves, by day and in the morning
        issue(tx, vault, span, now, spread(place) + MINUTE, once)
    return True


def begins_late(tx: Tx, vault: Vault, one: Registration, today: date, now: int) -> bool:
    """Who has just been verified, and is covered by the programme already, is enrolled at once: no list takes
    them any more, and only who is enrolled is renewed.
    """
    known = memberships.of_person(tx, vault, one.person)
    runs = [span for span in known if span.programme == one.programme and span.paid_until >= today]
    span = min(runs, key=lambda each: each.paid_from, default=None)
    if span is None or registrations.status_now(tx, one) != "verified":
        return False
    return began(tx, vault, one, span, (span.paid_from, span.paid_until), now)


def _written(days: tuple[date, date]) -> Mapping[str, str]:
    return {"from": days[0].isoformat(), "until": days[1].isoformat()}
