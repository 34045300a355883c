"""Answers are asked again: of the person, or of the coordinator who has listed somebody without a chat."""

from __future__ import annotations

from dataclasses import dataclass

from console.answer import Answer, Go, said
from console.registration_places import Places
from console.registration_search import HERE
from console.telling import told
from console.visit import Visit
from rules.groups import Coordinator
from rules.records import NotAllowed, Registration
from rules.returned import open_fields, returnable
from storage import chats, deaths, groups, people, registrations
from storage.registrations import RECORD

OPEN = "open"  # a group
NO_ONE = {"nobody": "registration.no_chat", "dead": "registration.no_one_to_ask.dead"}


@dataclass(frozen=True)
class Reached:
    """Who is asked: the chats (channel and address) that speak for the person, else the coordinator's; nobody
    of who is reported `dead`.
    """

    chats: tuple[tuple[str, str], ...] = ()
    coordinator: Coordinator | None = None
    dead: bool = False

    @property
    def who(self) -> str:
        """person, coordinator, nobody or dead"""
        if self.dead:
            return "dead"
        if self.coordinator:
            return "coordinator"
        return "person" if self.chats else "nobody"


def reached(visit: Visit, one: Registration) -> Reached:
    """Who hears of it when something is asked of this registration again."""
    if deaths.known(visit.tx, one.person):
        return Reached(dead=True)
    own = tuple((row["channel"], row["address"]) for row in people.chats_of(visit.tx, one.person))
    led = _coordinator(visit, one.group) if one.group and not own else None
    return Reached((chats.where(visit.tx, led.chat),), led) if led else Reached(own)


def _coordinator(visit: Visit, group: int) -> Coordinator | None:
    """Of a closed group nobody: its coordinator sees it no more."""
    found = groups.by_id(visit.tx, group)
    return groups.coordinator(visit.tx, visit.vault, group) if found and found.status == OPEN else None


def give_back(visit: Visit) -> Answer:
    """POST: the ticked answers are asked for again in the chat, one after the other; what is asked already is
    not asked twice.
    """
    places = Places(visit)
    registrations.lock(visit.tx, places.found(visit.asked.id()).programme)  # two at once ask once
    one = places.found(visit.asked.id())
    found, asked = reached(visit, one), open_fields(one)
    fields = [field for field in returnable(one) if field in visit.asked.many("field")]
    new = [field for field in fields if field not in asked]
    if problem := _problem(found, fields, new):
        return Go(f"{HERE}/{one.id}", said(problem))
    event = visit.event("returned", fields=new)
    try:
        registrations.happen(visit.tx, visit.vault, one, event, None)
    except NotAllowed:  # somebody has decided meanwhile
        return Go(f"{HERE}/{one.id}", said("registration.not_returnable"))
    for channel, address in found.chats:
        told(visit, channel, address, f"returned:{one.id}")
    visit.noted("registration_returned", RECORD, one.id, places.spot_of(one), fields=new, of=found.who)
    return Go(f"{HERE}/{one.id}", said(f"registration.returned.{found.who}"))


def _problem(found: Reached, fields: list[str], new: list[str]) -> str:
    """Why nobody is asked; "" where nothing is the matter."""
    if not fields:
        return "registration.no_field"
    if found.who in NO_ONE:
        return NO_ONE[found.who]
    return "" if new else "registration.asked_already"
