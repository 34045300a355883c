"""Was the legal clock of a case kept? A report within 2 x 24 hours; a payment within its working days.

Counted as the chat tells it (handlers/case_told.py, bot/paper/facts.py): the report from the accident to the
moment it was reported here, the payment from the moment the branch office had the papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rules.dated import NoRate
from rules.deadlines import deadline, kept

KEPT, MISSED, RUNNING, NONE = "kept", "missed", "running", "none"
STATES = (KEPT, MISSED, RUNNING)  # NONE: no clock runs, or from when on is not known


@dataclass(frozen=True)
class Told:
    """What of a case the clocks ask; moments with a time zone, `happened` is None where it was not told."""

    kind: str
    cause: str | None
    happened: datetime | None
    reported: datetime
    sent: datetime | None
    paid: datetime | None


def report_clock(case: Told) -> str:
    """Of an accident: was it reported in time (Permenaker 5/2021)?"""
    if case.kind != "accident" or case.happened is None:
        return NONE
    return _state("accident_report", case.happened, case.reported, case.reported)


def payment_clock(case: Told, now: datetime) -> str:
    """JKK is paid within 7 working days, JKM within 3 (PP 44/2015, Permenaker 1/2025)."""
    if case.kind == "scholarship" or case.sent is None:
        return NONE
    jkm = case.kind == "death" and case.cause != "work_accident"
    return _state("jkm_payment" if jkm else "jkk_payment", case.sent, case.paid, now)


def _state(rule: str, since: datetime, done: datetime | None, now: datetime) -> str:
    try:
        until = deadline(rule, since)
    except NoRate:  # from before the first rule that is known
        return NONE
    if done is None and kept(until, now):
        return RUNNING
    return KEPT if done is not None and kept(until, done) else MISSED
