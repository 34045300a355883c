"""What the branch office says of a case, noted by an officer: event, row of the trail and news in one commit.

Whoever comes second sees what happened, and changes nothing: a form names the status it was filled in under.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from console import case_death, case_others
from console.answer import Answer, Go, said
from console.case_desk import Desk, opened
from console.case_page import page, phases, times_notified
from console.case_queue import HERE as QUEUE
from console.case_story import by, told
from console.case_telling import tell_all
from console.form import Form, Problem
from console.typed import whole
from console.visit import Visit
from handlers.case_decided import BACK, CAME_BACK, NOTIFIED, STATUS
from handlers.case_papers import missing_of
from rules.case_clock import event_day_of, happened_on, sent_of
from rules.case_clock import notified as notified_of
from rules.case_reasons import REASONS
from rules.cases import JKK, JKM
from rules.days import day_of
from rules.records import NotAllowed
from storage import case_standing, cases

LONGEST_NAME = 80
MOST = 10_000_000_000  # rupiah of one payment: more is mistyped
BRANCH = (
    "notified",
    "sent",
    "given_back",
    "not_sent",
    "accepted",
    "refused",
    "paid",
    "reopened",
)  # noted as "case_<name>"
OF_OFFICERS = (*BRANCH, "asked", "handed_over", "written")


@dataclass(frozen=True)
class Given:
    """What an officer filled in: `details` of the event, `reason` a code, `codes` for the audit trail."""

    details: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    codes: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)


def notified(visit: Visit) -> Answer:
    """POST: the branch office was told, of the accident or of what the doctor said (Permenaker 5/2021)."""
    return happened(visit, "notified", read_notified)


def sent(visit: Visit) -> Answer:
    """POST: the papers were handed to the branch office; from that day on its working days count."""
    return happened(visit, "sent", read_sent)


def accepted(visit: Visit) -> Answer:
    """POST: the branch office has accepted the claim."""
    return happened(visit, "accepted", read_accepted)


def refused(visit: Visit) -> Answer:
    """POST: it has not, for one reason."""
    return happened(visit, "refused", read_refused)


def paid(visit: Visit) -> Answer:
    """POST: how much was paid, when and to whom."""
    return happened(visit, "paid", read_paid)


def given_back(visit: Visit) -> Answer:
    """POST: the branch office wants the papers completed first, and has given them back."""
    return happened(visit, "given_back", read_given_back)


def not_sent(visit: Visit) -> Answer:
    """POST: that the papers were handed in was noted by mistake."""
    return happened(visit, "not_sent", lambda desk: Given())


def reopened(visit: Visit) -> Answer:
    """POST: a case that was closed goes on."""
    return happened(visit, "reopened", lambda desk: Given(problems=case_others.unseen(desk)))


def happened(visit: Visit, kind: str, read: Callable[[Desk], Given]) -> Answer:
    """Let it happen, once; all that follows from it in the same commit."""
    desk = opened(visit, lock=True)
    if moved_on(desk):
        return second(desk)
    if kind == "notified" and told_before(desk):
        return second(desk)
    given = read(desk)
    if given.problems:
        values = {name: visit.asked.one(name) for name in visit.asked.form if name != "mark"}
        return page(desk, Form(values, given.problems), status=422)
    if not happen(desk, kind, given.details, given.reason):
        return second(desk)
    desk.noted(f"case_{kind}", **given.codes)
    if kind == "not_sent":
        settle(desk)  # it may have been complete
    follow(desk, kind, given)
    return Go(page_after(desk), said(f"case.done.{kind}"))


def happen(desk: Desk, kind: str, details: Mapping[str, Any], reason: str | None = None) -> bool:
    """An event with the officer's number; False where it can't follow what has happened meanwhile."""
    event = desk.visit.event(kind, reason, **details)
    try:
        cases.happen(desk.visit.tx, desk.visit.vault, desk.case, event, None)
    except NotAllowed:
        return False
    return True


def settle(desk: Desk) -> None:
    """Whether its papers are complete may be another matter now."""
    case = cases.by_id(desk.visit.tx, desk.visit.vault, desk.case.id)
    assert case
    desk.records.settle_case(case, missing_of(desk.records, case, desk.today))


def page_after(desk: Desk) -> str:
    """The case; the queue, where it lies in another area since its insured is known."""
    now = case_standing.of(desk.visit.tx, desk.case.id)
    return desk.here if now and desk.visit.sees(now.spot) else QUEUE


def moved_on(desk: Desk) -> bool:
    """Has the case another status than the page that was filled in had shown?"""
    return desk.visit.asked.one("seen") != desk.standing.status


def second(desk: Desk) -> Go:
    """Somebody was faster, if only one's own first click: what was done is told, and nothing changes."""
    done = [event for event in desk.case.events if event.kind in OF_OFFICERS and event.actor == "officer"]
    if done and done[-1].details.get("officer") == desk.visit.officer.id:
        return Go(desk.here, said("case.noted_already", what=told(desk, done[-1])))
    what = f"{told(desk, done[-1])} ({by(desk, done[-1])})" if done else ""
    return Go(desk.here, said("case.moved_on", what=what))


def told_before(desk: Desk) -> bool:
    """Is this day noted already, or one that the page had not shown? No status shows it."""
    asked, known = desk.visit.asked, notified_of(desk.case, desk.visit.asked.one("what"))
    if known is None:
        return False
    return known.details.get("on") == asked.one("on") or asked.one("times") != str(times_notified(desk))


def follow(desk: Desk, kind: str, given: Given) -> None:
    """The chats hear of it, and of a death the registrations."""
    if kind == "notified":
        tell_all(desk, f"{NOTIFIED}:{desk.case.id}:{given.details['what']}")
        return
    if kind in CAME_BACK:
        tell_all(desk, f"{BACK}:{desk.case.id}:{kind}")
        return
    after = {"sent": "with_branch", "reopened": "reported"}.get(kind, kind)
    tell_all(desk, f"{STATUS}:{desk.case.id}:{after}")
    case_death.follow(desk, kind)


# What was filled in


def read_day(desk: Desk) -> tuple[str, dict[str, Problem]]:
    """The day of the act (ISO), not before the event nor after today."""
    typed, first = desk.visit.asked.one("on"), event_day_of(desk.case) or ""
    read = day_of(typed)
    day = read.isoformat() if read else ""
    good = bool(day) and first <= day <= desk.today.isoformat()
    return day, {} if good else {"on": ("case.bad_day", {})}


def read_day_of_answer(desk: Desk) -> tuple[str, dict[str, Problem]]:
    """The same of what the branch office answers: not before the day on which it was handed the papers."""
    (day, problems), handed_in = read_day(desk), sent_of(desk.case)
    first = happened_on(handed_in, desk.zone) if handed_in else None
    if not problems and first and day < first.isoformat():
        problems = {"on": ("case.before_sent", {"day": desk.language.formats.date(first)})}
    return day, problems


def read_notified(desk: Desk) -> Given:
    what, (day, problems) = desk.visit.asked.one("what"), read_day(desk)
    if what not in dict(phases(desk)):
        problems["what"] = ("case.bad_what", {})
    return Given({"on": day, "what": what}, codes={"what": what, "on": day}, problems=problems)


def read_given_back(desk: Desk) -> Given:
    day, problems = read_day_of_answer(desk)
    return Given({"on": day}, codes={"on": day}, problems=problems)


def read_sent(desk: Desk) -> Given:
    return read_benefit(desk, *read_day(desk))


def read_accepted(desk: Desk) -> Given:
    return read_benefit(desk, *read_day_of_answer(desk))


def read_benefit(desk: Desk, day: str, problems: dict[str, Problem]) -> Given:
    """Of a death also as what the branch office takes it: JKK and JKM have other working days and sums."""
    benefit = desk.visit.asked.one("benefit")
    if desk.case.kind != "death":
        return Given({"on": day}, codes={"on": day}, problems=problems)
    if benefit not in (JKK, JKM):
        problems["benefit"] = ("case.bad_benefit", {})
    told = {"on": day, "benefit": benefit}
    return Given(told, codes=told, problems=problems)


def read_refused(desk: Desk) -> Given:
    reason, (day, problems) = desk.visit.asked.one("reason"), read_day_of_answer(desk)
    if reason not in REASONS:
        problems["reason"] = ("case.bad_reason", {})
    return Given({"on": day}, reason, {"reason": reason, "on": day}, problems)


def read_paid(desk: Desk) -> Given:
    """How much, in whole rupiah, to whom and when."""
    (day, problems), to = read_day_of_answer(desk), desk.visit.asked.one("to")
    amount = whole(desk.visit.asked.one("amount"), len(str(MOST))) or 0
    if not 0 < amount <= MOST:
        problems["amount"] = ("case.bad_amount", {})
    if not to or len(to) > LONGEST_NAME:
        problems["to"] = ("case.bad_to", {"most": LONGEST_NAME})
    problems.update(case_others.unseen(desk))
    return Given(
        {"on": day, "amount": amount, "to": to}, codes={"amount": amount, "on": day}, problems=problems
    )
