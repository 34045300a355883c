"""Deciding on registrations, one or many: the event, the row of the trail and the news in one commit."""

from __future__ import annotations

from collections.abc import Iterable

from bot.groups.living import moved_up
from console.answer import Answer, Go, said
from console.registration_places import Places
from console.registration_queue import HERE
from console.visit import Visit
from rules.reasons import DECIDE, RETURNABLE, usable
from rules.records import HOLDS_A_PLACE, Event, NotAllowed, Registration
from storage import chats, groups, jobs, people, registrations
from storage.registrations import RECORD

MOST = 200  # of one request


def verify(visit: Visit) -> Answer:
    """POST: the data fit. What another officer was faster with stays as it is."""
    places, ids = Places(visit), visit.asked.ids("id")
    if problem := _problem(ids):
        return _back(visit, problem)
    asked = [places.found(id) for id in ids]
    done = [one for one in asked if _happened(visit, one, Event("verified", visit.now, "officer"))]
    for one in done:
        visit.noted("registration_verified", RECORD, one.id, places.spot_of(one))
    return _back(visit, "registration.verified", done=len(done), left=len(asked) - len(done))


def reject(visit: Visit) -> Answer:
    """POST: not accepted, for one reason; a place that comes free is the next one's of its group."""
    places, ids, reason = Places(visit), visit.asked.ids("id"), visit.asked.one("reason")
    if problem := _problem(ids) or ("" if reason in usable(DECIDE) else "registration.no_reason"):
        return _back(visit, problem)
    for programme in sorted({places.found(id).programme for id in ids}):
        registrations.lock(visit.tx, programme)  # before any row, as everybody takes them
    asked = [places.found(id) for id in ids]  # as they are now that nobody gives or takes a place
    event = Event("rejected", visit.now, "officer", reason)
    done = [one for one in asked if _happened(visit, one, event)]
    for one in done:
        visit.noted("registration_rejected", RECORD, one.id, places.spot_of(one), reason=reason)
    _move_up(visit, done)
    return _back(visit, "registration.rejected", done=len(done), left=len(asked) - len(done))


def give_back(visit: Visit) -> Answer:
    """POST: one answer is asked of the person again, in the chat; once, until something has happened."""
    places, field = Places(visit), visit.asked.one("field")
    registrations.lock(visit.tx, places.found(visit.asked.id()).programme)  # two at once ask once
    one = places.found(visit.asked.id())
    chats_of = people.chats_of(visit.tx, one.person)
    if problem := _not_returned(one, field, bool(chats_of)):
        return Go(f"{HERE}/{one.id}", said(problem))
    event = Event("returned", visit.now, "officer", details={"field": field})
    try:
        registrations.happen(visit.tx, visit.vault, one, event, None)
    except NotAllowed:  # somebody has decided meanwhile
        return Go(f"{HERE}/{one.id}", said("registration.not_returnable"))
    for chat in chats_of:
        _tell(visit, chat["channel"], chat["address"], f"returned:{one.id}:{field}")
    visit.noted("registration_returned", RECORD, one.id, places.spot_of(one), field=field)
    return Go(f"{HERE}/{one.id}", said("registration.returned"))


def _not_returned(one: Registration, field: str, reached: bool) -> str:
    """Why the person is not asked; "" where nothing is the matter."""
    if field not in RETURNABLE:
        return "registration.no_field"
    if not reached:
        return "registration.no_chat"
    asked = one.status != "submitted" or one.events[-1].kind == "returned"
    return "registration.not_returnable" if asked else ""


def _problem(ids: list[int]) -> str:
    """Why nothing is done at all; "" where nothing is the matter."""
    if not ids:
        return "registration.nothing_ticked"
    return "registration.too_many" if len(ids) > MOST else ""


def _happened(visit: Visit, one: Registration, event: Event) -> bool:
    """Did it happen, now and not before? Each chat that speaks for the person hears of it."""
    try:
        status = registrations.happen(visit.tx, visit.vault, one, event, None)
    except NotAllowed:
        return False
    for chat in people.chats_of(visit.tx, one.person):
        _tell(visit, chat["channel"], chat["address"], f"decided:{one.id}:{status}")
    return True


def _tell(visit: Visit, channel: str, address: str, about: str) -> None:
    key = f"{about}:{visit.now}:{address}"  # of two chats on one channel each hears it
    payload = {"channel": channel, "address": address, "news": about, "key": key}
    jobs.add(visit.tx, visit.vault, "tell", payload, visit.now)


def _move_up(visit: Visit, done: Iterable[Registration]) -> None:
    """For each place that has come free in a group the first of its waiting list; its coordinator hears."""
    today = visit.house.local(visit.now).date()
    for one in done:
        group = groups.by_id(visit.tx, one.group) if one.group and one.status in HOLDS_A_PLACE else None
        runs = group is not None and not group.over(today)
        next = moved_up(visit.tx, visit.vault, group, visit.now) if group and runs else None
        led = groups.coordinator(visit.tx, visit.vault, group.id) if group and next else None
        if led and next:
            _tell(visit, *chats.where(visit.tx, led.chat), f"moved_up:{next.registration}")


def _back(visit: Visit, key: str, **details: int) -> Go:
    """To the page of the one that was decided on from there, else to the queue."""
    ids = visit.asked.ids("id")
    alone = visit.asked.one("alone") and len(ids) == 1
    return Go(f"{HERE}/{ids[0]}" if alone else HERE, said(key, **details))
