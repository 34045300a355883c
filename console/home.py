"""The first page: how much waits, by what the officer may see, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from console.answer import Answer, View
from console.house import ROOT
from console.registration_places import Places
from console.thread_queue import counts
from console.visit import Visit
from rules.officers import Spot
from rules.threads import OPEN
from storage import officers, waiting


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
        yield Number("home.cases", _cases(visit))
    if visit.may("threads.see"):
        yield Number("home.threads", counts(visit, Places(visit))[OPEN], f"{ROOT}/threads")
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


def _cases(visit: Visit) -> int:
    """A case whose place nobody knows is counted for everyone: better twice than not at all."""
    cities, found = visit.cities(), set[int]()
    for row in waiting.cases_open(visit.tx, visit.vault):
        programme, region = row["programme"] or "", row["region"]
        city = cities.get(programme) or (region if region in cities.values() else "")
        if not city or visit.sees(Spot(city, programme, row["village"] or "")):
            found.add(row["id"])
    return len(found)


def _groups(visit: Visit) -> int:
    today = visit.house.local(visit.now).date().isoformat()
    cities = visit.cities()
    rows = waiting.groups_unled(visit.tx, today)
    return sum(visit.sees(group_spot(cities, row["programme"], row["kind"], row["place"])) for row in rows)


def group_spot(cities: dict[str, str], programme: str, kind: str, place: str) -> Spot:
    """Where a group lies."""
    office = f"{programme}/{place}" if kind == "office" else ""
    return Spot(cities.get(programme, ""), programme, place if kind == "village" else "", office)
