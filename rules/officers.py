"""Officers: who may do what, and where. Data: a role is a set of acts, an area a part of the map.

Knows no page and no table; docs/console-roles.md is made from what stands here and from the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# What each role may do. Who decides is not who verifies (maker and checker), and who gives rights sees no
# person's data by that alone.
PEOPLE = frozenset({"threads.see", "threads.answer", "personal.show"})  # whoever has to do with people
ROLES: Mapping[str, frozenset[str]] = {
    "administrator": frozenset({
        "officers.see", "officers.change", "groups.see", "groups.phone", "groups.invite", "groups.withdraw",
        "setup.see", "setup.change", "reports.see",
    }),
    "verifier": PEOPLE | {
        "groups.see", "groups.phone", "registrations.see", "registrations.verify",
        "announcements.see", "announcements.make", "announcements.stop", "reports.see",
        "enrolment.see", "enrolment.people", "enrolment.make", "enrolment.check", "enrolment.pay",
        "cards.see", "cards.make", "matching.see", "matching.ask", "matching.deceased",
    },
    "decider": PEOPLE | {
        "groups.see", "groups.phone", "registrations.see", "registrations.decide",
        "announcements.see", "announcements.send", "announcements.stop", "reports.see",
        "enrolment.see", "enrolment.people", "enrolment.check", "enrolment.fix", "enrolment.pay",
        "cards.see", "cards.make", "matching.see", "matching.ask", "matching.deceased",
    },
    "cases": PEOPLE | {"cases.see", "cases.work", "matching.deceased"},
    "viewer": frozenset({
        "groups.see", "registrations.see", "cases.see", "announcements.see",
        "enrolment.see", "enrolment.people", "reports.see",
    }),
    "auditor": frozenset({"audit.see", "audit.check", "officers.see", "enrolment.see"}),
}  # fmt: skip
KINDS = ("all", "city", "programme", "village", "office")
STATES = ("invited", "active", "disabled")
CITY = len("51.71")


@dataclass(frozen=True)
class Spot:
    """Where a thing lies, as far as that is known: region code, programme, village code, "programme/office".

    A spot of which nothing is known lies in no area but "all".
    """

    city: str = ""
    programme: str = ""
    village: str = ""
    office: str = ""

    @property
    def written(self) -> str:
        """As the audit trail keeps it; "" where nothing is known."""
        parts = (self.city, self.programme, self.village, self.office)
        return "|".join(parts) if any(parts) else ""


def spot_of(written: str) -> Spot:
    """What `Spot.written` wrote."""
    return Spot(*written.split("|")) if written else Spot()


@dataclass(frozen=True, order=True)
class Area:
    """A part of the map: all, a city (51.71), a programme, a village (51.71.03.2008), an office
    (programme/office).
    """

    kind: str
    place: str = ""

    def covers(self, spot: Spot) -> bool:
        """Does a thing that lies there lie in this area?"""
        return self.kind == "all" or (bool(self.place) and getattr(spot, self.kind) == self.place)

    def spot(self, cities: Mapping[str, str]) -> Spot:
        """Where the area itself lies; `cities`: the region of each programme."""
        match self.kind:
            case "city":
                return Spot(city=self.place)
            case "programme":
                return Spot(cities.get(self.place, ""), self.place)
            case "village":
                return Spot(city=self.place[:CITY], village=self.place)
            case "office":
                programme = self.place.partition("/")[0]
                return Spot(cities.get(programme, ""), programme, office=self.place)
        return Spot()


ALL = Area("all")


@dataclass(frozen=True)
class Officer:
    """Someone who works with the console; `name` is shown, `login` is typed."""

    id: int
    login: str
    name: str
    state: str
    roles: frozenset[str]
    areas: tuple[Area, ...]

    @property
    def everywhere(self) -> bool:
        return ALL in self.areas


def may(officer: Officer, act: str, spot: Spot | None = None) -> bool:
    """May the officer do this, to a thing that lies there? Without a spot: may it be done at all?

    One without a role, without an area or not active may do nothing.
    """
    allowed = officer.state == "active" and any(act in ROLES.get(role, ()) for role in officer.roles)
    return allowed and bool(officer.areas) and (spot is None or sees(officer, spot))


def sees(officer: Officer, spot: Spot) -> bool:
    """Does a thing that lies there lie in one of the officer's areas?"""
    return any(area.covers(spot) for area in officer.areas)


def within(areas: Iterable[Area], officer: Officer, cities: Mapping[str, str]) -> bool:
    """Do all these areas lie in the officer's own? Nobody gives away more than they have."""
    return all(officer.everywhere or (a.kind != "all" and sees(officer, a.spot(cities))) for a in areas)
