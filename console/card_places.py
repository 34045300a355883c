"""Which cards an officer may have printed: a programme, a village or a group that lies in their area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from console.asked import id_of
from console.form import Form, Problem
from console.home import group_spot
from console.registration_places import Places
from console.visit import Visit
from rules.groups import Group
from rules.officers import Spot
from rules.programme import Programme
from storage import catalogue, groups
from storage.cards import Chosen
from storage.statement import Tx

FIELDS = ("programme", "village", "group", "since")
Choice = dict[str, str]


@dataclass(frozen=True)
class Choosing:
    """What is chosen on the page so far, and what can be."""

    visit: Visit
    places: Places
    form: Form

    @property
    def programme(self) -> Programme | None:
        """The programme that was chosen; None for one that has nothing of this officer's."""
        code = self.form.value("programme")
        return self.places.programmes.get(code) if code in self._mine else None

    def chosen(self) -> Chosen | None:
        """All of it, wherever it lies; None where there is no such thing."""
        programme, asked = self.places.programmes.get(self.form.value("programme")), self.form.value("group")
        if programme is None or self.form.problems:
            return None
        id = id_of(asked)
        group = groups.by_id(self.visit.tx, id) if id else None
        village, since = self.form.value("village"), self.form.value("since")
        if asked and (group is None or group.programme != programme.code):
            return None
        if village and not programme.has_village(village):
            return None
        return Chosen(programme.code, "" if group else village, group.id if group else 0, since)

    @cached_property
    def cities(self) -> dict[str, str]:
        """The region of each programme."""
        return {code: programme.region for code, programme in self.places.programmes.items()}

    def spot(self, chosen: Chosen) -> Spot:
        """Where what is chosen lies."""
        return spot_of(self.visit.tx, self.cities, chosen)

    def offered(self) -> dict[str, list[Choice]]:
        """What can be chosen: the programmes, and of the one that is chosen villages and groups."""
        language, known = self.visit.asked.language, self.places.programmes
        return {
            "programmes": [_choice(code, known[code].name[language]) for code in sorted(self._mine)],
            "villages": [_choice(code, name) for code, name in self._villages()],
            "groups": [_choice(str(one.id), one.name) for one in self._groups()],
        }

    @cached_property
    def _mine(self) -> frozenset[str]:
        return frozenset(strip.programme for strip in self.places.strips())

    def _villages(self) -> Iterator[tuple[str, str]]:
        programme = self.programme
        if programme is None:
            return
        for code, name in catalogue.villages_of(self.visit.tx, programme.region):
            spot = Spot(programme.region, programme.code, code)
            if programme.has_village(code) and self.visit.sees(spot):
                yield code, name

    def _groups(self) -> Iterator[Group]:
        code = self.form.value("programme")
        for one in groups.everyone(self.visit.tx):
            spot = group_spot(self.cities, one.programme, one.kind, one.place)
            if one.programme == code and self.visit.sees(spot):
                yield one


def choosing(visit: Visit, values: dict[str, str]) -> Choosing:
    """From what stands in the address or in the form."""
    problems: dict[str, Problem] = {} if is_day(values["since"]) else {"since": ("cards.bad_day", {})}
    return Choosing(visit, Places(visit), Form(values, problems))


def spot_of(tx: Tx, cities: dict[str, str], chosen: Chosen) -> Spot:
    """Where cards lie; `cities`: the region of each programme. Of a group that is gone nothing is known."""
    if chosen.group:
        group = groups.by_id(tx, chosen.group)
        return group_spot(cities, group.programme, group.kind, group.place) if group else Spot()
    return Spot(cities.get(chosen.programme, ""), chosen.programme, chosen.village)


def is_day(text: str) -> bool:
    """An ISO date, or nothing."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _choice(value: str, label: str) -> Choice:
    return {"value": value, "label": label}
