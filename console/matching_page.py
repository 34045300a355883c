"""How matching with the other offices stands: who waits, what was answered, which office does not answer.

Nothing is decided here. Asking again and files are jobs, so that no page waits for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from console.answer import Answer, Go, Refused, View, said
from console.form import Form
from console.house import ROOT
from console.registration_places import Places
from console.visit import Visit
from rules.matching import SOURCES, STATES
from rules.officers import Spot
from rules.programme import Programme
from storage import jobs, matching_counts, matching_files, matching_sources
from storage.matching_sources import Office
from storage.statement import Row

HERE = f"{ROOT}/matching"
SEE, ASK = "matching.see", "matching.ask"
NEWEST = 20  # files that are shown
AGAIN = ("failed", "answered", "asked")


@dataclass
class Standing:
    """One office of one programme. `states`, `advice` count people; `circuit`: closed, open, half_open."""

    source: str
    office: Office
    circuit: str
    states: Counter[str] = field(default_factory=Counter)
    advice: Counter[str] = field(default_factory=Counter)

    @property
    def way(self) -> str:
        """How it is asked: "file", or over the network as its circuit breaker stands."""
        return self.circuit if self.office.connected else "file"


def shown(visit: Visit) -> Answer:
    """GET: counts alone, nothing of any person."""
    visit.noted("matching_read")
    places = Places(visit)
    mine = list(matched_programmes(places))
    files = matching_files.newest(
        visit.tx, visit.vault, [one.code for one in mine if _whole(visit, one)], NEWEST
    )
    values = {
        "programmes": [_programme(visit, places, one) for one in mine], "files": files, "states": STATES,
        "form": Form(), "sources": SOURCES, "names": _names(visit, mine),
        "asking": [one for one in mine if visit.may(ASK, spot_of(one))],
        "may_see_deceased": visit.may("matching.deceased"),
    }  # fmt: skip
    return View("matching.html", values)


def matched_programmes(places: Places) -> Iterator[Programme]:
    """The programmes that are matched and of which something lies in the officer's areas."""
    codes = {strip.programme for strip in places.strips()}
    yield from (one for code, one in sorted(places.programmes.items()) if one.matching and code in codes)


def spot_of(programme: Programme) -> Spot:
    """Where the whole of it lies: files and asking again concern all of it."""
    return Spot(programme.region, programme.code)


def _whole(visit: Visit, programme: Programme) -> bool:
    return visit.sees(spot_of(programme))


def _names(visit: Visit, programmes: list[Programme]) -> Mapping[str, str]:
    return {one.code: one.name[visit.asked.language] for one in programmes}


def _programme(visit: Visit, places: Places, one: Programme) -> dict[str, Any]:
    seen = matching_sources.offices(visit.tx)
    standing = {source: _standing(visit, seen.get(source, Office(source))) for source in one.matching}
    for row in _counted(visit, places, one):
        if row["source"] in standing:
            state = row["state"]
            standing[row["source"]].states[state] += row["count"]
            if state == "answered":
                standing[row["source"]].advice[row["advice"]] += row["count"]
    return {"code": one.code, "standing": list(standing.values()), "may_ask": visit.may(ASK, spot_of(one))}


def _standing(visit: Visit, office: Office) -> Standing:
    return Standing(office.source, office, office.circuit.state(visit.now))


def _counted(visit: Visit, places: Places, one: Programme) -> list[Row]:
    """Of what the officer sees: all of the programme, or a part of it."""
    if _whole(visit, one):
        return matching_counts.whole(visit.tx, one.code)
    return matching_counts.of_parts(visit.tx, one.code, places.strips(one.code))


def again(visit: Visit) -> Answer:
    """POST: an office is asked again about everybody in a state, in a job."""
    programme, source = asked_for(visit)
    state = visit.asked.one("state")
    if state not in AGAIN:
        return Go(HERE)
    payload = {"programme": programme.code, "source": source, "state": state, "before": visit.now}
    jobs.add(visit.tx, visit.vault, "match_again", payload, visit.now)
    visit.noted("matching_again", "programme", programme.code, spot_of(programme), source=source, state=state)
    return Go(HERE, said("matching.asked_again"))


def asked_for(visit: Visit) -> tuple[Programme, str]:
    """The programme and the office of a form. Raises Refused where they are not this officer's."""
    places, code, source = Places(visit), visit.asked.one("programme"), visit.asked.one("source")
    programme = places.programmes.get(code)
    visit.must_see(spot_of(programme) if programme else None, "programme", code)
    assert programme
    visit.must(ASK, spot_of(programme))
    if source not in programme.matching:
        raise Refused(404, "programme", code, spot_of(programme))
    return programme, source
