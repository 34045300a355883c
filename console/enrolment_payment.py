"""One payment for everybody on an enrolment list: what it would note is shown, and noted after a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.enrolment.till import Till
from bot.enrolment.whole import pay_all, takes_back, waits
from console.answer import Answer, Go, View
from console.enrolment_acts import back
from console.enrolment_places import Lists
from console.visit import Visit
from rules.contribution import NoRate
from rules.enrolment import RECORD, Enrolment
from rules.reckoning import Terms, bill
from storage import enrolment, enrolment_review, enrolment_unpaid
from storage.enrolment_unpaid import Unpaid

PAY, SURE = "enrolment.pay", "yes"
LONGEST = 60  # letters of a receipt


@dataclass(frozen=True)
class Asked:
    """What was typed: the receipt, and the first and the last day as they came and as days."""

    receipt: str
    first: str
    last: str
    days: tuple[date, date] | None

    def fits(self, one: Enrolment) -> bool:
        """Can it be noted on that list?"""
        days = self.days
        receipted = 0 < len(self.receipt) <= LONGEST
        return receipted and days is not None and one.starts <= days[0] <= days[1] <= one.ends


def pay(visit: Visit) -> Answer:
    """POST: one payment for everybody on the list who has a KPJ and may be on it: what that is, or (where
    that was seen) noted.

    Who may not be on it any more is shown first, and not covered by it.
    """
    lists = Lists(visit)
    one, asked = lists.found(), _asked(visit)
    visit.must(PAY, lists.spot(one))
    now = enrolment.lock(visit.tx, one.id)  # of two that are sent at once one sees the other
    if now.state != "sent":
        return back(one, "enrolment.not_sent_yet")
    if asked.days is None or not asked.fits(one):
        return back(one, "enrolment.no_receipt")
    held = sum(enrolment_review.held(visit.tx, one.id).values())
    if held and visit.asked.one("held") != str(held):  # the page that was sent did not show them
        return back(one, "enrolment.held_first", count=held)
    if takes_back(visit.tx, one.id):
        return back(one, "enrolment.payment_waits")
    if waits(visit.tx, one.id, asked.days):
        return back(one, "enrolment.paying")
    parts = enrolment_unpaid.parts(visit.tx, one.id, asked.days)
    if not parts:
        return back(one, "enrolment.nobody_to_pay")
    seen = visit.asked.one("base") == str(_people(parts))
    if visit.asked.one("sure") != SURE or not seen:
        return _shown(lists, one, asked, parts, held)
    return _noted(lists, one, asked, asked.days, held)


def _asked(visit: Visit) -> Asked:
    receipt, first, last = (visit.asked.one(name) for name in ("receipt", "first", "last"))
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return Asked(receipt, first, last, None)
    return Asked(receipt, first, last, days)


def _people(parts: Sequence[Unpaid]) -> int:
    return sum(part.people for part in parts)


def _shown(lists: Lists, one: Enrolment, asked: Asked, parts: Sequence[Unpaid], held: int) -> View:
    """The page that asks once more: nothing is noted yet."""
    assert asked.days
    first, last = asked.days
    today = lists.visit.house.local(lists.visit.now).date()
    months = [month for month in one.months if first.replace(day=1) <= month <= last]
    values = {
        "one": one, "name": lists.name(one), "told": lists.told(one), "asked": asked, "held": held,
        "first": first, "last": last, "today": today, "months": len(months), "people": _people(parts),
        "partly": sum(part.partly for part in parts), "undecided": sum(part.undecided for part in parts),
        "cost": _cost(lists, one, parts, months), "early": one.kind == "new" and first < today,
    }  # fmt: skip
    return View("enrolment_payment.html", values)


def _cost(lists: Lists, one: Enrolment, parts: Sequence[Unpaid], months: Sequence[date]) -> int | None:
    """Rupiah for these months and people; None where the law's tables do not reach them."""
    terms = Terms(lists.programmes[one.programme], one.payer, one.jht)
    try:
        return bill(terms, {part.category: part.people for part in parts}, months).total
    except NoRate:
        return None


def _noted(lists: Lists, one: Enrolment, asked: Asked, days: tuple[date, date], held: int) -> Go:
    visit = lists.visit
    till = Till(visit.tx, visit.vault, visit.now, lists.programmes)
    pay_all(till, one, days, asked.receipt, visit.officer.id, held)
    visit.noted("enrolment_paid", RECORD, one.id, lists.spot(one), first=asked.first, last=asked.last)
    return back(one, "enrolment.paying")
