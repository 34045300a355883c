"""What a channel lets nobody send before the person writes: to whom it is, since when; announced once more.

Only what is said to one person: how many have not got an announcement yet stands on its own page. And only
what lies in the officer's area: the chats of people whom a programme knows there. One chat may speak for
people of two cities: that something waits is seen in both, what it says only by who sees all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.answer import Answer, Go, Refused, View, said
from console.house import ROOT
from console.registration_places import Places
from console.table import slice_of
from console.visit import Visit
from rules.officers import Spot
from storage import case_standing, cases, groups, held, outbox, people, registrations
from storage.held import HeldChat

HERE = f"{ROOT}/held"
RECORD = "chat"
SIZE = 30


@dataclass(frozen=True)
class Held:
    """The messages of one chat: how many, since when (milliseconds), the first one's text; None where it may
    be about somebody outside of the officer's area.
    """

    chat: int
    channel: str
    count: int
    since: int
    text: str | None
    spot: Spot


def listed(visit: Visit) -> Answer:
    """GET: the chats for which something is held, who has waited longest first."""
    areas, cities = visit.officer.areas, visit.cities()
    part = slice_of(visit.asked.query.get("page", ""), count(visit), SIZE)
    rows = held.page(visit.tx, visit.vault, areas, cities, part.start, part.size)
    places = Places(visit)
    found = [one for row in rows if (one := seen(visit, places, row))]
    visit.noted("held_read", seen={RECORD: [one.chat for one in found]}, count=len(found))
    return View("held.html", {"held": found, "part": part, "may_send": visit.may("threads.answer")})


def count(visit: Visit) -> int:
    """For how many chats of this officer's area something is held."""
    return held.count(visit.tx, visit.officer.areas, visit.cities())


def seen(visit: Visit, places: Places, row: HeldChat) -> Held | None:
    """As this officer sees it; None where it lies elsewhere. Of people known nowhere it is everybody's."""
    spots = spots_of(visit, places, row.chat) or (Spot(),)
    mine = [spot for spot in spots if spot == Spot() or visit.sees(spot)]
    if not mine:
        return None
    text = row.text if len(mine) == len(spots) else None
    return Held(row.chat, row.channel, row.count, row.since, text, mine[0])


def spots_of(visit: Visit, places: Places, chat: int) -> tuple[Spot, ...]:
    """Everywhere that the people of a chat lie, and what it has reported, or coordinates; each place once."""
    tx, vault = visit.tx, visit.vault
    found = [
        places.spot_of(one)
        for person, _ in people.of_chat(tx, vault, chat)
        for one in registrations.of_person(tx, vault, person.id)
    ]
    found += [case_standing.place_of(tx, case) for case in cases.of_chat(tx, vault, chat)]
    found += [
        places.spot(one.programme, one.place if one.kind == "village" else None, one.kind, one.place)
        for one in groups.of_chat(tx, chat)
    ]
    return tuple(dict.fromkeys(found))


def again(visit: Visit) -> Answer:
    """POST: try again. Where the window is open by now it is sent, else it is announced once more."""
    row = held.of_chat(visit.tx, visit.vault, visit.asked.id())
    one = seen(visit, Places(visit), row) if row else None
    if one is None:
        raise Refused(404, RECORD, str(visit.asked.id()))
    outbox.try_again(visit.tx, one.chat)
    visit.noted("held_sent", RECORD, one.chat, one.spot, count=one.count)
    return Go(HERE, said("held.tried"))
