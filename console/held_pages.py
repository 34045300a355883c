"""What a channel lets nobody send before the person writes: to whom it is, since when; announced once more.

Only what lies in the officer's area: the chats of people whom a programme knows there.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.answer import Answer, Go, Refused, View, said
from console.house import ROOT
from console.registration_places import Places
from console.visit import Visit
from rules.officers import Spot
from storage import held, outbox, people, registrations

HERE = f"{ROOT}/held"
RECORD = "chat"


@dataclass(frozen=True)
class Held:
    """The messages of one chat: how many, since when (milliseconds), the first one's text."""

    chat: int
    channel: str
    count: int
    since: int
    text: str
    spot: Spot


def listed(visit: Visit) -> Answer:
    """GET: the chats for which something is held, who has waited longest first."""
    found = mine(visit)
    visit.noted("held_read", count=len(found))
    return View("held.html", {"held": found, "may_send": visit.may("threads.answer")})


def mine(visit: Visit) -> list[Held]:
    """Those of this officer's area; of people known nowhere everybody's."""
    places, found = Places(visit), []
    for row in held.by_chat(visit.tx, visit.vault):
        spot = spot_of(visit, places, row.chat)
        if spot == Spot() or visit.sees(spot):
            found.append(Held(row.chat, row.channel, row.count, row.since, row.text, spot))
    return found


def spot_of(visit: Visit, places: Places, chat: int) -> Spot:
    """Where the first person of a chat lies."""
    for person, _ in people.of_chat(visit.tx, visit.vault, chat):
        for one in registrations.of_person(visit.tx, visit.vault, person.id):
            return places.spot_of(one)
    return Spot()


def again(visit: Visit) -> Answer:
    """POST: try again. Where the window is open by now it is sent, else it is announced once more."""
    one = next((one for one in mine(visit) if one.chat == visit.asked.id()), None)
    if one is None:
        raise Refused(404, RECORD, str(visit.asked.id()))
    outbox.unhold(visit.tx, one.chat)
    visit.noted("held_sent", RECORD, one.chat, one.spot, count=one.count)
    return Go(HERE, said("held.tried"))
