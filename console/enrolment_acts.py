"""What officers do to an enrolment list: change, check, send back, fix as in a decree, cancel.

Who of its people stays on it: enrolment_people.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.enrolment.filling import again, source_of
from bot.enrolment.reckoned import Reckoned, reckon
from bot.enrolment.whole import waits
from console.answer import Answer, Go, said
from console.base import changed_since
from console.enrolment_lists import HERE
from console.enrolment_new import MANY, amount
from console.enrolment_page import base_of_list
from console.enrolment_places import Lists
from console.visit import Visit
from rules.contribution import NoRate
from rules.days import day_of, longer, reach
from rules.enrolment import RECORD, Enrolment, makers
from rules.records import Event, NotAllowed
from storage import enrolment, enrolment_filling, enrolment_paid, enrolment_review, registrations

LONGEST = 60  # letters of the number of a decree


def back(one: Enrolment, key: str, **details: object) -> Go:
    return Go(f"{HERE}/{one.id}", said(key, **details))


def happens(visit: Visit, one: Enrolment, kind: str, reason: str | None = None, **details: object) -> None:
    """The event, with who did it. Raises NotAllowed where somebody was faster."""
    enrolment.happen(visit.tx, visit.vault, one.id, visit.event(kind, reason, **details))


# While it is a draft


def fill_again(visit: Visit) -> Answer:
    """POST: whoever could be on it by now is put down too."""
    lists = Lists(visit)
    one = lists.found()
    visit.must("enrolment.make", lists.spot(one))
    try:
        again(visit.tx, visit.vault, one.id, visit.officer.id, visit.now)
    except NotAllowed:
        return back(one, "enrolment.moved_on")
    visit.noted("enrolment_filled", RECORD, one.id, lists.spot(one))
    return back(one, "enrolment.filling_again")


def set_budget(visit: Visit) -> Answer:
    """POST: the list's own budget; blank takes it away."""
    lists, typed = Lists(visit), visit.asked.one("budget")
    one = lists.found()
    visit.must("enrolment.make", lists.spot(one))
    budget = amount(typed, MANY)
    if typed and budget is None:
        return back(one, "enrolment.not_a_number")
    enrolment.lock(visit.tx, one.id)
    if _changed(visit, enrolment.history(visit.tx, visit.vault, one.id)):
        return back(one, "enrolment.moved_on")
    try:
        happens(visit, one, "budget", budget=budget)
    except NotAllowed:
        return back(one, "enrolment.moved_on")
    enrolment.set_budget(visit.tx, one.id, budget)
    visit.noted("enrolment_budget", RECORD, one.id, lists.spot(one), budget=budget)
    return back(one, "enrolment.budget_set")


# Two officers, and the decree


def check(visit: Visit) -> Answer:
    """POST: a second officer has looked at it; nobody who has made it."""
    lists = Lists(visit)
    one = lists.found()
    visit.must("enrolment.check", lists.spot(one))
    if problem := _not_now(visit, one, "draft"):
        return back(one, problem)
    aside = _looked_through(lists, one)
    _, problem = _reckoned(lists, one)
    if problem:  # the page says it too, beside the reckoning; who was put aside is said here alone
        return back(one, "enrolment.aside_unchecked" if aside else problem, count=aside)
    happens(visit, one, "checked")
    visit.noted("enrolment_checked", RECORD, one.id, lists.spot(one), aside=aside)
    return back(one, "enrolment.checked_aside" if aside else "enrolment.checked", count=aside)


def _not_now(visit: Visit, one: Enrolment, state: str) -> str:
    """Why this officer does not check or fix the list as it stands, a key of the words; "" where they may.

    Nobody else changes it until the commit.
    """
    registrations.lock(visit.tx, one.programme)  # two lists that are fixed at once share quota and people
    now = enrolment.lock(visit.tx, one.id)  # what was looked at is what is checked
    happened = enrolment.history(visit.tx, visit.vault, one.id)
    if visit.officer.id in makers(happened):
        return "enrolment.not_the_maker"
    return "enrolment.moved_on" if now.state != state or _changed(visit, happened) else ""


def _looked_through(lists: Lists, one: Enrolment) -> int:
    """Its people are seen anew: who has died, withdrawn or the like since is put aside; how many that were.

    Who has two payers is marked anew, too: another programme may have listed somebody meanwhile.
    """
    visit = lists.visit
    source = source_of(one, visit.house.local(visit.now).date())
    aside = enrolment_review.put_aside(visit.tx, source)
    if aside:
        event = Event("put_aside", visit.now, "system", details={"count": aside})
        enrolment.happen(visit.tx, visit.vault, one.id, event)
        visit.noted("enrolment_put_aside", RECORD, one.id, lists.spot(one), count=aside)
    enrolment_filling.mark_doubles(visit.tx, source, 0, enrolment_filling.last_row(visit.tx, one.id))
    return aside


def _reckoned(lists: Lists, one: Enrolment) -> tuple[Reckoned | None, str]:
    """As it stands now, and why its people, quota or budget speak against it, a key of the words; "" where
    nothing does.
    """
    try:
        made = reckon(lists.visit.tx, one, lists.programmes[one.programme])
    except NoRate:
        return None, "enrolment.objection.no_rate"
    return made, f"enrolment.objection.{made.objection}" if made.objection else ""


def _changed(visit: Visit, happened: Sequence[Event]) -> bool:
    """Has anything happened to the list since the page was made that the form stood on?"""
    return changed_since(visit, base_of_list(happened))


def send_back(visit: Visit) -> Answer:
    """POST: it is a draft again."""
    lists = Lists(visit)
    one = lists.found()
    visit.must("enrolment.check", lists.spot(one))
    try:
        happens(visit, one, "sent_back")
    except NotAllowed:
        return back(one, "enrolment.moved_on")
    visit.noted("enrolment_sent_back", RECORD, one.id, lists.spot(one))
    return back(one, "enrolment.sent_back")


def fix(visit: Visit) -> Answer:
    """POST: fixed by the decree of that number and day; never over the quota or the budget."""
    lists, decree = Lists(visit), visit.asked.one("decree")
    one = lists.found()
    visit.must("enrolment.fix", lists.spot(one))
    day = day_of(visit.asked.one("decreed_on"))
    if not decree or len(decree) > LONGEST or day is None or not _decreed(visit, one, day):
        return back(one, "enrolment.no_decree", most=reach().before_list)
    if problem := _not_now(visit, one, "checked"):
        return back(one, problem)
    if aside := _looked_through(lists, one):  # the decree may name them: whoever fixes it looks first
        return back(one, "enrolment.put_aside", count=aside)
    made, problem = _reckoned(lists, one)
    if made is None or problem:
        return back(one, problem)
    bill = made.bill
    happens(visit, one, "fixed", decree=decree, cost=bill.total)
    enrolment.set_fixed(visit.tx, one.id, bill.months, decree, day)
    visit.noted("enrolment_fixed", RECORD, one.id, lists.spot(one), cost=bill.total)
    return back(one, "enrolment.fixed")


def _decreed(visit: Visit, one: Enrolment, day: date) -> bool:
    """May the decree be of that day: not after today, and no older than one that still counts?"""
    return day <= visit.house.local(visit.now).date() and not longer(day, one.starts, reach().before_list)


def cancel(visit: Visit) -> Answer:
    """POST: nothing comes of a list that nobody has fixed yet."""
    return _cancelled(visit, "enrolment.make", ("draft", "checked"))


def revoke(visit: Visit) -> Answer:
    """POST: nothing comes of a list that was fixed; not where somebody is paid for."""
    return _cancelled(visit, "enrolment.fix", ("fixed", "sent"))


def _cancelled(visit: Visit, act: str, states: tuple[str, ...]) -> Answer:
    lists = Lists(visit)
    one = lists.found()
    visit.must(act, lists.spot(one))
    if enrolment.lock(visit.tx, one.id).state not in states:
        return back(one, "enrolment.moved_on")
    if enrolment_paid.any_paid(visit.tx, one.id):
        return back(one, "enrolment.paid_already")
    if waits(visit.tx, one.id):
        return back(one, "enrolment.paying_now")
    happens(visit, one, "cancelled")
    visit.noted("enrolment_cancelled", RECORD, one.id, lists.spot(one))
    return back(one, "enrolment.cancelled")
