"""Who stays on an enrolment list: what officers do to people they tick, before it is fixed and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.enrolment.filling import source_of
from bot.enrolment.leaving import coordinators_hear, leaves
from bot.enrolment.reckoned import set_costs_anew
from bot.enrolment.whole import takes_back, waits
from console.answer import Answer
from console.enrolment_acts import back, happens
from console.enrolment_places import Lists
from console.visit import Visit
from rules.enrolment import DEAD, DECIDED, OFF, ON, RECORD, Enrolment, Placed, may_go, taken_in
from rules.left_list import OFF as LEFT_OFF
from storage import enrolment, enrolment_review, enrolment_rows, registrations, unheard
from storage.registrations import RECORD as REGISTRATION

MOST = 200  # rows of one request
DO = {"keep": "kept", "off": "taken_off", "in": "taken_in"}
SURE = "yes"
Known = Mapping[int, Sequence[str]]  # what speaks against each row


def ticked(visit: Visit) -> list[int]:
    """The rows of the form; none where there are too many."""
    ids = visit.asked.ids("row")
    return ids if len(ids) <= MOST else []


def _lacking(ids: Sequence[int], reason: str | None) -> str:
    """What was not filled in, a key of the words; "" where all is. `reason`: None where none is needed."""
    if not ids:
        return "enrolment.nothing_ticked"
    return "enrolment.no_reason" if reason is not None and reason not in OFF else ""


# While it is a draft


def rows(visit: Visit) -> Answer:
    """POST: who is ticked stays though another pays too, is taken off for a reason, or taken in again."""
    lists = Lists(visit)
    one = lists.found()
    visit.must("enrolment.make", lists.spot(one))
    do, reason = visit.asked.one("do"), visit.asked.one("reason")
    ids = ticked(visit)
    if problem := _lacking(ids if do in DO else [], reason if do == "off" else None):
        return back(one, problem)
    registrations.lock(visit.tx, one.programme)  # nobody is taken in here and put down elsewhere at once
    if enrolment.lock(visit.tx, one.id).state != "draft":
        return back(one, "enrolment.moved_on")
    known = _against(visit, one, ids) if do == "in" else {}
    if problem := _not_in(known, visit.asked.one("sure") == SURE):
        return back(one, problem)
    settled = [who for id in ids if (who := _settled(visit, one, id, do, reason, known))]
    count = len(settled)
    if not count:
        return back(one, "enrolment.rows_as_they_are")
    happens(visit, one, DO[do], reason if do == "off" else None, count=count)
    seen = {REGISTRATION: settled}
    told: dict[str, Any] = {"rows": count, "done": do, "reason": reason}
    visit.noted("enrolment_rows", RECORD, one.id, lists.spot(one), seen, **told)
    return back(one, "enrolment.rows_done", count=count)


def _against(visit: Visit, one: Enrolment, ids: Sequence[int]) -> Known:
    source = source_of(one, visit.house.local(visit.now).date())
    return {id: enrolment_review.against(visit.tx, source, id) for id in ids}


def _not_in(known: Known, sure: bool) -> str:
    """Why they are not taken in, a key of the words; "" where they are. `sure`: it was asked for once more.

    Nobody is on two lists of a programme for the same months: both would be paid for.
    """
    codes = {code for some in known.values() for code in some}
    if enrolment_review.ELSEWHERE in codes:
        return "enrolment.on_another_list"
    return "enrolment.sure_of_death" if codes.intersection(DEAD) and not sure else ""


def _settled(visit: Visit, one: Enrolment, id: int, do: str, reason: str, known: Known) -> int:
    """Whose registration it changed something for; 0: nothing."""
    row = enrolment_rows.lock(visit.tx, visit.vault, one.id, id)
    if row is None:
        return 0
    if do == "keep" and row.state in ON and row.double == 1:
        enrolment_rows.settle(visit.tx, id, row.state, row.reason, 2)
    elif do == "off" and row.state in ON:
        enrolment_rows.settle(visit.tx, id, "taken_off", reason, row.double)
    elif do == "in" and row.state in ("taken_off", "left_out"):
        begins = "numbered" if one.kind == "renewal" or row.kpj else "listed"
        enrolment_rows.settle(visit.tx, id, begins, taken_in(known[id]), row.double)
    else:
        return 0
    return row.registration


# Once it is fixed


def take_off(visit: Visit) -> Answer:
    """POST: who is ticked is taken off a list that is fixed, for a reason, and what it costs follows; or they
    stay though another pays too.

    Whoever is paid for a part of it is taken off from the first unpaid day on.
    """
    lists, reason = Lists(visit), visit.asked.one("reason")
    one = lists.found()
    visit.must("enrolment.fix", lists.spot(one))
    ids = ticked(visit)
    if visit.asked.one("do") == "keep":
        return _kept(lists, one, ids)
    if problem := _lacking(ids, reason):
        return back(one, problem)
    registrations.lock(visit.tx, one.programme)  # answers of the branch change what it costs, too
    now = enrolment.lock(visit.tx, one.id)
    if now.state not in DECIDED:
        return back(one, "enrolment.moved_on")
    if waits(visit.tx, one.id) or takes_back(visit.tx, one.id):  # who is paid until when is not known yet
        return back(one, "enrolment.paying_now")
    known = _against(visit, one, ids) if now.state == "sent" else {}
    taken = {id: who for id in ids if (who := _gone(visit, now, id, reason, known))}
    return _removed(lists, one, taken, reason) if taken else back(one, "enrolment.rows_as_they_are")


def _removed(lists: Lists, one: Enrolment, taken: Mapping[int, int], reason: str) -> Answer:
    """What follows from it; `taken`: row -> registration."""
    visit, gone = lists.visit, list(taken)
    set_costs_anew(visit.tx, one, lists.programmes[one.programme])
    _told_of(visit, one, taken, reason)
    happens(visit, one, "removed", reason, count=len(gone), rows=gone)
    seen = {REGISTRATION: taken.values()}
    visit.noted("enrolment_removed", RECORD, one.id, lists.spot(one), seen, rows=len(gone), reason=reason)
    return back(one, "enrolment.rows_done", count=len(gone))


def _kept(lists: Lists, one: Enrolment, ids: Sequence[int]) -> Answer:
    """Who is ticked stays on a list that is fixed, though somebody else pays too."""
    visit = lists.visit
    if problem := _lacking(ids, None):
        return back(one, problem)
    registrations.lock(visit.tx, one.programme)  # as everybody takes them: the programme, then the list
    if enrolment.lock(visit.tx, one.id).state not in DECIDED:
        return back(one, "enrolment.moved_on")
    stay = [who for id in ids if (who := _settled(visit, one, id, "keep", "", {}))]
    if not stay:
        return back(one, "enrolment.rows_as_they_are")
    happens(visit, one, "kept", count=len(stay))
    seen = {REGISTRATION: stay}
    visit.noted("enrolment_rows", RECORD, one.id, lists.spot(one), seen, rows=len(stay), done="keep")
    return back(one, "enrolment.rows_done", count=len(stay))


def _gone(visit: Visit, one: Enrolment, id: int, reason: str, known: Known) -> int:
    """Whose registration that is; 0 for who stays."""
    row = enrolment_rows.lock(visit.tx, visit.vault, one.id, id)
    if row is None or not may_go(one, row, known.get(id, ())):
        return 0
    enrolment_rows.settle(visit.tx, id, "taken_off", reason, row.double)
    return row.registration


def _told_of(visit: Visit, one: Enrolment, taken: Mapping[int, int], reason: str) -> None:
    """Each of them hears that the list goes on without them, and why."""
    for row, registration in taken.items():
        person = registrations.brief(visit.tx, registration).person
        gone = Placed(row, one.id, registration, person, "taken_off", reason)
        leaves(visit.tx, visit.vault, gone, LEFT_OFF, reason, visit.now, officer=visit.officer.id)
    coordinators_hear(visit.tx, visit.vault, unheard.of_registrations(visit.tx, taken.values()), visit.now)
