"""The first page: how much waits, by what the officer may see, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from console import held_pages
from console.announcement_acts import not_sent
from console.answer import Answer, View
from console.case_queue import SOON, clock_in, mine
from console.enrolment_places import Lists
from console.house import ROOT
from console.registration_places import Places
from console.thread_queue import counts
from console.visit import Visit
from rules.announcements import measures
from rules.cases import OPEN
from rules.enrolment import Enrolment, makers
from rules.officers import Spot
from rules.threads import OPEN as WAITS
from storage import announcements, case_queue, deceased, enrolment, officers, waiting
from storage.case_queue import Wanted

# What a second officer does to a list in which state.
SECOND = (("check", "draft"), ("fix", "checked"))


@dataclass(frozen=True)
class Number:
    """How many wait; `key` of the words, `href` where they are worked on ("" where nowhere yet)."""

    key: str
    count: int
    href: str = ""


def home(visit: Visit) -> Answer:
    """GET: the numbers; nothing of any person."""
    return View("home.html", {"numbers": list(numbers(visit))})


def numbers(visit: Visit) -> Iterator[Number]:
    if visit.may("registrations.see"):
        yield from _registrations(visit)
    if visit.may("cases.see"):
        yield from _cases(visit)
    if visit.may("threads.see"):
        yield Number("home.threads", counts(visit, Places(visit))[WAITS], f"{ROOT}/threads")
        yield Number("home.held", held_pages.count(visit), held_pages.HERE)
    yield from _second_hands(visit)
    if visit.may("matching.deceased"):
        dead = deceased.listed(visit.tx, Places(visit).strips(), done=False)
        yield Number("home.deceased", len(dead), f"{ROOT}/matching/deceased")
    if visit.may("groups.see"):
        yield Number("home.groups_unled", _groups(visit), f"{ROOT}/groups")
    if visit.may("officers.see"):
        invited = [one for one in officers.everyone(visit.tx, visit.vault) if one.state == "invited"]
        cities = visit.cities()
        seen = [one for one in invited if any(visit.sees(area.spot(cities)) for area in one.areas)]
        yield Number("home.officers_invited", len(seen), f"{ROOT}/officers")


def _registrations(visit: Visit) -> Iterator[Number]:
    cities, found = visit.cities(), Counter[str]()
    for row in waiting.registrations_waiting(visit.tx):
        programme = row["programme"]
        office = f"{programme}/{row['place']}" if row["kind"] == "office" else ""
        spot = Spot(cities.get(programme, ""), programme, row["village"] or "", office)
        if visit.sees(spot):
            found[row["status"]] += row["count"]
    for status in waiting.WAITING:
        href = f"{ROOT}/registrations?status={status}"
        yield Number(f"home.registrations.{status}", found[status], href)


def _cases(visit: Visit) -> Iterator[Number]:
    """Those that run, what is late of them or will soon be, what is ready to be handed in, and one's own."""
    here, found = f"{ROOT}/cases", Counter[str]()
    asked = Wanted(me=visit.officer.id)
    for row in mine(visit, case_queue.counts(visit.tx, asked, clock_in(visit, 0), clock_in(visit, SOON))):
        if row["status"] in OPEN:
            counted = {"cases": row["count"], "late": row["late"], "soon": row["soon"], "mine": row["mine"]}
            found.update(counted)
            found["complete"] += row["count"] if row["status"] == "complete" else 0
    yield Number("home.cases", found["cases"], here)
    yield Number("home.cases_late", found["late"], f"{here}?due=late")
    yield Number("home.cases_soon", found["soon"] - found["late"], f"{here}?due=soon")
    if visit.may("cases.work"):
        yield Number("home.cases_complete", found["complete"], f"{here}?status=complete")
        yield Number("home.cases_mine", found["mine"], f"{here}?hands=mine")


def _second_hands(visit: Visit) -> Iterator[Number]:
    """What other officers have made, and this one may be the second for: lists and announcements."""
    lists = Lists(visit)
    acts = [(act, state) for act, state in SECOND if visit.may(f"enrolment.{act}")]
    mine = lists.mine() if acts else []
    for act, state in acts:
        waits = [one for one in mine if one.state == state and _second(lists, one, act)]
        yield Number(f"home.enrolment_{act}", len(waits), f"{ROOT}/enrolment")
    if visit.may("announcements.send"):
        known = announcements.ready(visit.tx, visit.vault, visit.now - measures().counted)
        ready = [one for one in known if visit.may("announcements.send", one.spot)]
        count = sum(not not_sent(visit, one) for one in ready)
        yield Number("home.announcements", count, f"{ROOT}/announcements")


def _second(lists: Lists, one: Enrolment, act: str) -> bool:
    """May the officer do this to a list that is not their own work?"""
    visit = lists.visit
    if not visit.may(f"enrolment.{act}", lists.spot(one)):
        return False
    return visit.officer.id not in makers(enrolment.history(visit.tx, visit.vault, one.id))


def _groups(visit: Visit) -> int:
    today = visit.house.local(visit.now).date().isoformat()
    cities = visit.cities()
    rows = waiting.groups_unled(visit.tx, today)
    return sum(visit.sees(group_spot(cities, row["programme"], row["kind"], row["place"])) for row in rows)


def group_spot(cities: dict[str, str], programme: str, kind: str, place: str) -> Spot:
    """Where a group lies."""
    office = f"{programme}/{place}" if kind == "office" else ""
    return Spot(cities.get(programme, ""), programme, place if kind == "village" else "", office)
