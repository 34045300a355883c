"""Deciding on registrations, one or many: the event, the row of the trail and the news in one commit."""

from __future__ import annotations

from collections.abc import Iterable

from bot.enrolment.beginning import begins_late
from bot.groups.living import moved_up
from console.answer import Answer, Go, said
from console.registration_places import Places
from console.registration_search import HERE
from console.telling import told
from console.visit import Visit
from rules.reasons import DECIDE, usable
from rules.records import HOLDS_A_PLACE, Event, NotAllowed, Registration
from storage import chats, groups, people, registrations
from storage.registrations import RECORD

MOST = 200  # of one request
NAMED = 10  # in one message to a coordinator


def verify(visit: Visit) -> Answer:
    """POST: the data fit. What another officer was faster with stays as it is."""
    places, ids = Places(visit), visit.asked.ids("id")
    if problem := _problem(ids):
        return _back(visit, problem)
    asked = [places.found(id) for id in ids]
    done = [one for one in asked if _happened(visit, one, visit.event("verified"))]
    today = visit.house.local(visit.now).date()
    for one in done:
        begins_late(visit.tx, visit.vault, one, today, visit.now)
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
    event = visit.event("rejected", reason)
    done = [one for one in asked if _happened(visit, one, event)]
    for one in done:
        visit.noted("registration_rejected", RECORD, one.id, places.spot_of(one), reason=reason)
    _move_up(visit, done)
    _tell_coordinators(visit, done)
    return _back(visit, "registration.rejected", done=len(done), left=len(asked) - len(done))


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
        told(visit, chat["channel"], chat["address"], f"decided:{one.id}:{status}")
    return True


def _move_up(visit: Visit, done: Iterable[Registration]) -> None:
    """For each place that has come free in a group the first of its waiting list; its coordinator hears."""
    today = visit.house.local(visit.now).date()
    for one in done:
        group = groups.by_id(visit.tx, one.group) if one.group and one.status in HOLDS_A_PLACE else None
        runs = group is not None and not group.over(today)
        next = moved_up(visit.tx, visit.vault, group, visit.now) if group and runs else None
        led = groups.coordinator(visit.tx, visit.vault, group.id) if group and next else None
        if led and next:
            told(visit, *chats.where(visit.tx, led.chat), f"moved_up:{next.registration}")


def _tell_coordinators(visit: Visit, done: Iterable[Registration]) -> None:
    """Of those whom no chat speaks for the coordinator hears, once for all of one act."""
    of_group: dict[int, list[int]] = {}
    for one in done:
        if one.group and not people.chats_of(visit.tx, one.person):
            of_group.setdefault(one.group, []).append(one.id)
    for group, ids in of_group.items():
        if led := groups.coordinator(visit.tx, visit.vault, group):
            named = ",".join(map(str, ids[:NAMED]))
            told(visit, *chats.where(visit.tx, led.chat), f"refused:{group}:{len(ids)}:{named}")


def _back(visit: Visit, key: str, **details: int) -> Go:
    """To the page of the one that was decided on from there, else to the queue."""
    ids = visit.asked.ids("id")
    alone = visit.asked.one("alone") and len(ids) == 1
    return Go(f"{HERE}/{ids[0]}" if alone else HERE, said(key, **details))
