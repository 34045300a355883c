"""One payment for everybody on a list: asked for here, noted by a job (paying.py)."""

from __future__ import annotations

from datetime import date

from bot.enrolment.till import Till
from rules.enrolment import Enrolment
from storage import jobs
from storage.statement import Tx

WHOLE = "pay_enrolment"  # the job
Days = tuple[date, date]


def pay_all(till: Till, one: Enrolment, days: Days, receipt: str) -> None:
    """Have everybody on the list who has a number paid for, by a job; the same once more does nothing."""
    payload = {"list": one.id, "from": days[0].isoformat(), "until": days[1].isoformat(), "receipt": receipt}
    jobs.add(till.tx, till.vault, WHOLE, payload, till.now, key_of(one.id, days))


def waits(tx: Tx, list: int, days: Days | None = None) -> bool:
    """Is a payment for the whole list asked for, for these days or any, that is not noted to its end?"""
    return jobs.waiting(tx, key_of(list, days))


def key_of(list: int, days: Days | None = None) -> str:
    """What the keys of such jobs begin with."""
    return f"{WHOLE}:{list}:" + (f"{days[0]}:{days[1]}:" if days else "")
