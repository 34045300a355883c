"""The legal clocks of a case: what is due, until when, what settled it, by rules/deadlines.py.

Every moment is the city's own, without a zone, as people tell it ("2026-03-09T05:10"). A case's clocks:
`phase_one` and `phase_two` are the two reports of a work accident within 2 x 24 hours, `payment` the working
days of the branch office, `expiry` the end of the right to claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from rules.cases import BACK, GRANTED, JKK, OPEN, Case, benefit_of, latest, meant
from rules.dated import NoRate
from rules.deadlines import deadline
from rules.records import Event

NEVER = "9999-12-31T23:59"  # sorts behind every moment
SPOKEN = ("healed", "disabled")  # what a doctor may have said of an accident
EXPIRY = "expiry"
# What the clocks ask: of what was told, and of what has happened.
TOLD = ("happened", "died_on", "cause", "outcome", "doctor_date")
LOOKED_AT = ("notified", "sent", "accepted", "paid", "refused", *BACK)


@dataclass(frozen=True)
class Clock:
    """One of them: `until` its last moment, the rule's regulation; `done`: the day on which what was due has
    been done, None while it runs.
    """

    code: str
    until: datetime
    regulation: str
    done: date | None = None

    @property
    def kept(self) -> bool:
        """Was it done in time? A day counts as kept until its end."""
        return self.done is not None and self.done <= self.until.date()

    @property
    def written(self) -> str:
        """As it is stored and compared: minutes, sortable."""
        return self.until.isoformat(timespec="minutes")


def happened_on(event: Event, zone: tzinfo = UTC) -> date:
    """The day an officer has given with an event (when it was sent, paid ...), else that of its moment."""
    given = event.details.get("on")
    return date.fromisoformat(given) if given else datetime.fromtimestamp(event.at / 1000, zone).date()


def state_of(case: Case, clock: Clock, now: datetime) -> str:
    """running, late (not done, and its end is past), kept, missed (done too late), or over: the case was
    closed before it was done. `now` is the city's own, without a zone.
    """
    if clock.done is not None:
        return "kept" if clock.kept else "missed"
    if case.status not in OPEN:
        return "over"
    return "late" if clock.until < now else "running"


def next_clock(case: Case) -> Clock | None:
    """The one that ends first of those that still run; None for a case that is closed, or has none."""
    running = [one for one in clocks(case) if one.done is None] if case.status in OPEN else []
    return min(running, key=lambda one: one.until, default=None)


def clocks(case: Case) -> list[Clock]:
    """All of a case, in the order in which they begin; a scholarship, claimed anew each year, has none."""
    if case.kind == "scholarship":
        return []
    found = [*accident_clocks(case), payment(case), expiry(case)]
    return [one for one in found if one is not None]


def accident_clocks(case: Case) -> Iterator[Clock | None]:
    """Phase I and II (Permenaker 5/2021 jo. 1/2025). What was sent to the branch office reports it all, and
    stays told when the case is opened again.
    """
    if benefit_of(case) != JKK:
        return
    told, sent = case.details, [event for event in meant(case.events) if event.kind == "sent"]
    first = earliest(notified(case, "phase_one"), *sent)
    yield made("phase_one", "accident_report", moment(told.get("happened") or told.get("died_on")), first)
    died = told.get("died_on") if case.kind == "death" else None
    day = died or (told.get("doctor_date") if told.get("outcome") in SPOKEN else None)
    covers = [event for event in sent if day and happened_on(event).isoformat() >= day]
    second = earliest(notified(case, "phase_two"), *covers)
    yield made("phase_two", "phase_two_report", moment(day), second)


def earliest(*events: Event | None) -> Event | None:
    """The one of the earliest day, whenever it was noted."""
    return min((event for event in events if event), key=happened_on, default=None)


def payment(case: Case) -> Clock | None:
    """The working days in which JKK and JKM are paid, from the day the papers were handed in."""
    sent = sent_of(case)
    since = datetime.combine(happened_on(sent), time()) if sent else None
    return made("payment", payment_rule(case), since, paid_of(case))


def payment_rule(case: Case) -> str:
    """JKK pays within 7 working days, JKM within 3 (PP 44/2015, Permenaker 1/2025)."""
    return "jkk_payment" if benefit_of(case) == JKK else "jkm_payment"


def expiry(case: Case) -> Clock | None:
    """The end of the right to claim (PP 82/2019), counted from the day whose cover counts."""
    return made(EXPIRY, "claim_expiry", moment(event_day_of(case)), sent_of(case))


def event_day_of(case: Case) -> str | None:
    """The day whose cover and rules count (ISO): of the accident at work, else of the death."""
    at_work = case.kind == "accident" or case.details.get("cause") == "work_accident"
    told = (at_work and case.details.get("happened")) or case.details.get("died_on")
    return str(told)[:10] if told else None


def sent_of(case: Case) -> Event | None:
    """When the claim went to the branch office, unless it came back or the case was opened again since."""
    return latest(since_opened(case), "sent")


def since_opened(case: Case) -> Sequence[Event]:
    """What has happened since the case was opened again, or its papers came back, the last time; all, where
    they never did.
    """
    opened = [place for place, event in enumerate(case.events) if event.kind in BACK]
    return case.events[opened[-1] :] if opened else case.events


def paid_of(case: Case) -> Event | None:
    """When it was paid, unless the case was opened again since."""
    return latest(case.events, "paid") if case.status == "paid" else None


def decided_of(case: Case) -> Event | None:
    """With what the branch office decided: accepted, paid or refused, the first since the case was opened
    last. None while it has not, or where that was taken back.
    """
    if case.status == "refused":
        return latest(case.events, "refused")
    if case.status not in GRANTED:
        return None
    return next((event for event in since_opened(case) if event.kind in GRANTED), None)


def notified(case: Case, what: str) -> Event | None:
    """When the branch office was told, of phase I or of what the doctor said: as it was noted last."""
    found = (event for event in reversed(case.events) if event.kind == "notified")
    return next((event for event in found if event.details.get("what") == what), None)


def made(code: str, rule: str, since: datetime | None, done: Event | None) -> Clock | None:
    """None where nothing has begun it, or the tables do not go so far back."""
    if since is None:
        return None
    try:
        ends = deadline(rule, since.replace(tzinfo=UTC))  # any zone will do: none is left in the answer
    except NoRate:
        return None
    until = ends.until.replace(tzinfo=None)
    if until.time() == time():
        until -= timedelta(minutes=1)  # midnight belongs to the day before, as people say it
    return Clock(code, until, ends.regulation, happened_on(done) if done else None)


def moment(told: object) -> datetime | None:
    """ "2026-03-09T05:10"; a day alone begins at midnight, so that nobody is told an hour too many."""
    return datetime.fromisoformat(str(told)) if told else None
