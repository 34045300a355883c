"""What officers do to an enrolment list: change, check, send back, fix as in a decree, cancel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.enrolment.filling import again, source_of
from bot.enrolment.reckoned import reckon
from bot.enrolment.whole import waits
from console.answer import Answer, Go, said
from console.base import seen_other
from console.enrolment_lists import HERE
from console.enrolment_new import MANY, amount
from console.enrolment_page import base_of_list
from console.enrolment_places import Lists
from console.visit import Visit
from rules.contribution import NoRate
from rules.days import day_of, longer, reach
from rules.enrolment import OFF, ON, RECORD, TAKEN_IN, Enrolment, makers
from rules.records import Event, NotAllowed
from storage import enrolment, enrolment_filling, enrolment_rows, registrations

MOST = 200  # rows of one request
LONGEST = 60  # letters of the number of a decree
DO = {"keep": "kept", "off": "taken_off", "in": "taken_in"}


def back(one: Enrolment, key: str, **details: object) -> Go:
    return Go(f"{HERE}/{one.id}", said(key, **details))


def happens(visit: Visit, one: Enrolment, kind: str, reason: str | None = None, **details: object) -> None:
    """The event, with who did it. Raises NotAllowed where somebody was faster."""
    event = Event(kind, visit.now, "officer", reason, {"officer": visit.officer.id, **details})
    enrolment.happen(visit.tx, visit.vault, one.id, event)


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


def rows(visit: Visit) -> Answer:
    """POST: who is ticked stays though another pays too, is taken off for a reason, or taken in again."""
    lists = Lists(visit)
    one = lists.found()
    visit.must("enrolment.make", lists.spot(one))
    do, reason = visit.asked.one("do"), visit.asked.one("reason")
    ids = sorted(
        {int(id) for id in visit.asked.many("row") if id.isascii() and id.isdigit() and len(id) < 19}
    )
    if do not in DO or not ids or len(ids) > MOST:
        return back(one, "enrolment.nothing_ticked")
    if do == "off" and reason not in OFF:
        return back(one, "enrolment.no_reason")
    if enrolment.lock(visit.tx, one.id).state != "draft":
        return back(one, "enrolment.moved_on")
    count = sum(_settled(visit, one, id, do, reason) for id in ids)
    if not count:
        return back(one, "enrolment.rows_as_they_are")
    happens(visit, one, DO[do], reason if do == "off" else None, count=count)
    visit.noted("enrolment_rows", RECORD, one.id, lists.spot(one), rows=count, done=do, reason=reason)
    return back(one, "enrolment.rows_done", count=count)


def _settled(visit: Visit, one: Enrolment, id: int, do: str, reason: str) -> bool:
    """Did it change anything?"""
    row = enrolment_rows.lock(visit.tx, visit.vault, one.id, id)
    if row is None:
        return False
    if do == "keep" and row.state in ON and row.double == 1:
        enrolment_rows.settle(visit.tx, id, row.state, row.reason, 2)
    elif do == "off" and row.state in ON:
        enrolment_rows.settle(visit.tx, id, "taken_off", reason, row.double)
    elif do == "in" and row.state in ("taken_off", "left_out"):
        begins = "numbered" if one.kind == "renewal" or row.kpj else "listed"
        enrolment_rows.settle(visit.tx, id, begins, TAKEN_IN, row.double)
    else:
        return False
    return True


# Two officers, and the decree


def check(visit: Visit) -> Answer:
    """POST: a second officer has looked at it; nobody who has made it."""
    lists = Lists(visit)
    one = lists.found()
    visit.must("enrolment.check", lists.spot(one))
    if problem := _objection(lists, one):
        return back(one, problem)
    try:
        happens(visit, one, "checked")
    except NotAllowed:
        return back(one, "enrolment.moved_on")
    visit.noted("enrolment_checked", RECORD, one.id, lists.spot(one))
    return back(one, "enrolment.checked")


def _objection(lists: Lists, one: Enrolment) -> str:
    """Why it can't be checked or fixed now, a key of the words; "" where it can.

    Who has two payers is seen anew: another programme may have listed somebody meanwhile.
    """
    visit = lists.visit
    registrations.lock(visit.tx, one.programme)  # two lists that are fixed at once share the quota
    enrolment.lock(visit.tx, one.id)  # what was looked at is what is checked
    happened = enrolment.history(visit.tx, visit.vault, one.id)
    if visit.officer.id in makers(happened):
        return "enrolment.not_the_maker"
    if _changed(visit, happened):
        return "enrolment.moved_on"
    source = source_of(one, visit.house.local(visit.now).date())
    enrolment_filling.mark_doubles(visit.tx, source, 0, enrolment_filling.last_row(visit.tx, one.id))
    try:
        objection = reckon(visit.tx, one, lists.programmes[one.programme]).objection
    except NoRate:
        objection = "no_rate"
    return f"enrolment.objection.{objection}" if objection else ""


def _changed(visit: Visit, happened: Sequence[Event]) -> bool:
    """Has anything happened to the list since the page was made that the form stood on?"""
    return seen_other(visit, base_of_list(happened))


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
    if problem := _objection(lists, one):
        return back(one, problem)
    bill = reckon(visit.tx, one, lists.programmes[one.programme]).bill
    try:
        happens(visit, one, "fixed", decree=decree, cost=bill.total)
    except NotAllowed:
        return back(one, "enrolment.moved_on")
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
    if enrolment_rows.counts(visit.tx, one.id).get("paid"):
        return back(one, "enrolment.paid_already")
    if waits(visit.tx, one.id):
        return back(one, "enrolment.paying_now")
    happens(visit, one, "cancelled")
    visit.noted("enrolment_cancelled", RECORD, one.id, lists.spot(one))
    return back(one, "enrolment.cancelled")
