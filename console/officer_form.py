"""The form about an officer: name, roles, areas. Administrators give nothing away that is not their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from console.asked import Asked
from console.form import Form, Problem
from console.visit import Visit
from console.welcoming import LOGIN
from rules.officers import ALL, ROLES, Area, Officer, within
from rules.offices import OPEN
from rules.programme import Programme
from storage import catalogue, offices

VILLAGE = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}", re.ASCII)
LONGEST_NAME = 80


@dataclass(frozen=True)
class Choice:
    """Something to tick: what is sent, and what is read."""

    value: str
    label: str


def choices(visit: Visit, held: Collection[Area] = ()) -> Mapping[str, list[Choice]]:
    """The areas that this administrator may give, by kind; villages are typed. `held`: those that the officer
    has already: an office that was closed since stays theirs until it is taken away.
    """
    programmes = catalogue.all_programmes(visit.tx)
    cities = {one.region: one.region_name for one in programmes}
    found = {
        "all": {"": ""},
        "city": cities,
        "programme": {one.code: one.name[visit.asked.language] for one in programmes},
        "office": _offices(visit, programmes, held),
    }
    own = visit.cities()
    return {
        kind: [
            Choice(f"{kind}:{place}", label)
            for place, label in sorted(places.items())
            if within([Area(kind, place)], visit.officer, own)
        ]
        for kind, places in found.items()
    }


def _offices(visit: Visit, programmes: Iterable[Programme], held: Collection[Area]) -> dict[str, str]:
    """The offices of the cities, by programme/code."""
    return {
        f"{programme.code}/{office.code}": f"{office.name} ({programme.code})"
        for programme in programmes
        for office in offices.of_region(visit.tx, programme.region)
        if office.status == OPEN or Area("office", f"{programme.code}/{office.code}") in held
    }


def filled(officer: Officer) -> Form:
    """What is known of an officer, to be changed."""
    villages = ", ".join(area.place for area in officer.areas if area.kind == "village")
    areas = tuple(f"{area.kind}:{area.place}" for area in officer.areas if area.kind != "village")
    values = {"name": officer.name, "role": tuple(officer.roles), "area": areas, "villages": villages}
    return Form(values)


def typed(asked: Asked) -> Form:
    """What was filled in, as it is shown again."""
    texts = {name: asked.one(name) for name in ("login", "name", "villages")}
    return Form({**texts, "role": asked.many("role"), "area": asked.many("area")})


def areas_of(form: Form) -> frozenset[Area]:
    """Everything that was ticked and typed; "all" makes the rest superfluous."""
    ticked = {Area(*choice.split(":", 1)) for choice in form.values["area"] if ":" in choice}
    villages = {Area("village", code) for code in re.split(r"[\s,;]+", form.value("villages")) if code}
    return frozenset({ALL}) if ALL in ticked else frozenset(ticked | villages)


def problems_of(visit: Visit, form: Form, officer: Officer | None) -> dict[str, Problem]:
    """What is the matter, by field; `officer` is None for a new one."""
    found: dict[str, Problem] = {}
    if officer is None and not LOGIN.fullmatch(form.value("login")):
        found["login"] = ("officer.bad_login", {})
    if not 1 <= len(form.value("name")) <= LONGEST_NAME:
        found["name"] = ("officer.bad_name", {"most": LONGEST_NAME})
    if not form.values["role"] or not set(form.values["role"]) <= ROLES.keys():
        found["role"] = ("officer.bad_role", {})
    return {**found, **_bad_areas(visit, form, officer.areas if officer else ())}


def _bad_areas(visit: Visit, form: Form, held: Collection[Area]) -> dict[str, Problem]:
    wanted = areas_of(form)
    villages = [area.place for area in wanted if area.kind == "village"]
    for code in villages:
        if not VILLAGE.fullmatch(code) or catalogue.region_name(visit.tx, code) == code:
            return {"villages": ("officer.bad_village", {"code": code})}
    if not wanted:
        return {"area": ("officer.bad_area", {})}
    offered = {choice.value for kind in choices(visit, held).values() for choice in kind}
    if not all(area.kind == "village" or f"{area.kind}:{area.place}" in offered for area in wanted):
        return {"area": ("officer.not_yours", {})}
    if not within(wanted, visit.officer, visit.cities()):
        return {"villages": ("officer.not_yours", {})}
    return {}
