"""One payment for everybody on a list: asked for here, with its event, and noted by a job (paying.py).

Also whether one is being taken back (unpaying.py): until that is done, no other may be noted.
"""

from __future__ import annotations

from datetime import date

from bot.enrolment.till import Till
from rules.enrolment import Enrolment
from rules.records import Event
from storage import enrolment, enrolment_review, jobs
from storage.statement import Tx

WHOLE = "pay_enrolment"  # the job
UNPAY = "unpay_enrolment"  # the job that takes one back
Days = tuple[date, date]


def pay_all(
    till: Till, one: Enrolment, days: Days, receipt: str, officer: int | None = None, held: int | None = None
) -> None:
    """Have everybody on the list who has a number, and may be on it, paid for by a job. Raises NotAllowed
    where the list is not sent.

    `officer`: None for the command line; `held`: how many may not be on it any more, where that was counted.
    Whoever calls it has locked the list and seen that nothing `waits`: one payment has one event.
    """
    first, last = (day.isoformat() for day in days)
    if held is None:
        held = sum(enrolment_review.held(till.tx, one.id).values())
    told = {"officer": officer, "receipt": receipt, "first": first, "last": last, "held": held}
    enrolment.happen(till.tx, till.vault, one.id, Event("paid", till.now, "officer", details=told))
    payload = {"list": one.id, "from": first, "until": last, "receipt": receipt}
    jobs.add(till.tx, till.vault, WHOLE, payload, till.now, key_of(one.id, days))


def waits(tx: Tx, list: int, days: Days | None = None) -> bool:
    """Is a payment for the whole list asked for, for these days or any, that is not noted to its end?"""
    return jobs.waiting(tx, key_of(list, days))


def key_of(list: int, days: Days | None = None) -> str:
    """What the keys of such jobs begin with."""
    return f"{WHOLE}:{list}:" + (f"{days[0]}:{days[1]}:" if days else "")


def takes_back(tx: Tx, list: int) -> bool:
    """Is a payment of the list being taken back?"""
    return jobs.waiting(tx, unpay_key(list))


def unpay_key(list: int) -> str:
    """What the keys of the jobs that take one back begin with."""
    return f"{UNPAY}:{list}:"
