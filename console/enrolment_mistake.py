"""A payment of a whole list that was noted by mistake: what would go is shown, and goes after a yes."""

from __future__ import annotations

from bot.enrolment.taking_back import Mistake
from bot.enrolment.till import Till
from bot.enrolment.unpaying import unpay_all
from bot.enrolment.whole import takes_back, waits
from console.answer import Answer, View
from console.enrolment_acts import back
from console.enrolment_payments import Payment, payments
from console.enrolment_places import Lists
from console.visit import Visit
from rules.enrolment import MISTAKES, RECORD, Enrolment
from storage import enrolment, enrolment_receipts

FIX, SURE = "enrolment.fix", "yes"


def take_back(visit: Visit) -> Answer:
    """POST: what taking back a payment would change, or (where that was seen) taken back, for a reason."""
    lists, reason = Lists(visit), visit.asked.one("why")
    one = lists.found()
    visit.must(FIX, lists.spot(one))
    if enrolment.lock(visit.tx, one.id).state != "sent":
        return back(one, "enrolment.not_sent_yet")
    known = payments(enrolment.history(visit.tx, visit.vault, one.id))
    payment = next((each for each in known if str(each.at) == visit.asked.one("payment")), None)
    if payment is None or reason not in MISTAKES:
        return back(one, "enrolment.no_mistake")
    if waits(visit.tx, one.id) or takes_back(visit.tx, one.id):
        return back(one, "enrolment.payment_waits")
    days = payment.first, payment.last
    people = enrolment_receipts.count(visit.tx, one.id, payment.receipt, days)
    if not people:
        return back(one, "enrolment.nobody_to_take_back")
    if visit.asked.one("sure") != SURE or visit.asked.one("base") != str(people):
        return _shown(lists, one, payment, people, reason)
    mistake = Mistake(days, payment.receipt, visit.officer.id, reason)
    unpay_all(Till(visit.tx, visit.vault, visit.now, lists.programmes), one, mistake)
    visit.noted("enrolment_unpaid", RECORD, one.id, lists.spot(one), first=payment.first.isoformat(),
                last=payment.last.isoformat(), people=people, reason=reason)  # fmt: skip
    return back(one, "enrolment.taking_back")


def _shown(lists: Lists, one: Enrolment, payment: Payment, people: int, reason: str) -> View:
    """The page that asks once more: nothing has changed yet."""
    values = {
        "one": one, "name": lists.name(one), "told": lists.told(one), "payment": payment, "people": people,
        "why": reason,
    }  # fmt: skip
    return View("enrolment_mistake.html", values)
