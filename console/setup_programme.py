"""One programme: what it says, what is missing before it begins, its versions, where each is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from console.answer import Answer, View
from console.house import ROOT
from console.setup_fields import PARTS, PLAIN
from console.setup_ground import HERE, known, path_of, spot_of
from console.setup_told import facts, value, words_of
from console.table import Cell, Table, link, number, tag, text
from console.visit import Visit
from rules.officers import ROLES, Officer, Spot, sees
from rules.programme import Period, Programme
from rules.readiness import Facts, Item, checklist
from storage import catalogue, city_words, officers, programme_versions, registrations
from storage.programme_versions import Version

CATEGORIES = ("setup_category", "setup_code", "setup_synonyms", "quota", "state")
PERIODS = ("setup_days", "setup_people", "setup_budget", "setup_basis")
VERSIONS = ("number", "at", "officer", "setup_what")
OF_CITY = ("contact", "hours", "hospitals")  # parts of the words of the city, as its form names them
SHOWN = 10  # versions


def shown(visit: Visit) -> Answer:
    """GET: nothing of any person, so that nothing is noted."""
    programme, newest = known(visit)
    everyone = officers.everyone(visit.tx, visit.vault)
    values: dict[str, Any] = {
        "programme": programme, "here": path_of(programme.code), "number": newest,
        "parts": [(name, facts(visit, programme, PARTS[name])) for name in PLAIN],
        "categories": Table(CATEGORIES, [_category(visit, programme, one) for one in programme.categories]),
        "periods": Table(PERIODS, [_period(visit, programme, "period", one) for one in programme.periods]),
        "windows": Table(PERIODS, [_period(visit, programme, "window", one) for one in programme.accepting]),
        "versions": Table(VERSIONS, [_version(visit, programme, one, everyone) for one in
                                     programme_versions.newest(visit.tx, programme.code, SHOWN)]),
        "items": _items(visit, programme, everyone), "may_change": visit.may("setup.change"),
        "excluded": len(programme.excluded_villages), "taken": registrations.taken(visit.tx, programme.code),
        "links": _links(visit, programme),
    }  # fmt: skip
    return View("setup_programme.html", values)


def _links(visit: Visit, programme: Programme) -> list[tuple[str, str]]:
    """Where else a programme is set up: (key of the words, path), as far as the officer may go there."""
    found = []
    if visit.may("groups.see"):
        found.append(("setup.to_groups", f"{ROOT}/groups"))
    if visit.may("officers.see"):
        found.append(("setup.to_officers", f"{ROOT}/officers"))
    if visit.sees(Spot(programme.region)):
        found.append(("setup.to_city", f"{HERE}/cities/{programme.region}"))
        found.append(("setup.to_offices", f"{HERE}/cities/{programme.region}/offices"))
    return found


# What is missing


def _items(visit: Visit, programme: Programme, everyone: Sequence[Officer]) -> list[tuple[Item, str, str]]:
    """Each thing with its sentence's details and where it is done; "" where this officer can't."""
    words, here = words_of(visit), programme.local(visit.now)
    found = Facts(
        tuple(code for code, _ in catalogue.villages_of(visit.tx, programme.region)),
        tuple(role for role in ROLES if not _held(role, programme, everyone)),
        city_words.words_of(visit.tx, programme.region, visit.asked.language),
        here.date(),
        here.utcoffset() == visit.house.local(visit.now).utcoffset(),
    )
    lists = checklist(programme, found)
    roles = ", ".join(words(f"role.{role}") for role in found.unstaffed)
    return [(item, _where(visit, programme, item.key), roles) for item in lists]


def _held(role: str, programme: Programme, everyone: Sequence[Officer]) -> bool:
    """Is there somebody who has come in, and has this role in the whole programme?"""
    return any(
        one.state == "active" and role in one.roles and sees(one, spot_of(programme)) for one in everyone
    )


def _where(visit: Visit, programme: Programme, key: str) -> str:
    here, city = path_of(programme.code), f"{HERE}/cities/{programme.region}"
    if key in ("regions", *OF_CITY) and not visit.sees(Spot(programme.region)):
        return ""
    if key == "officers" and not visit.may("officers.see"):
        return ""
    return {
        "regions": f"{HERE}/regions", "programme": here, "rules": f"{here}/edit?part=people",
        "period": f"{here}/edit?part=period&row=new", "accepting": f"{here}/edit?part=window&row=new",
        "quota": f"{here}/edit?part=quota", "villages": f"{here}/villages",
        "officers": f"{ROOT}/officers", **{part: f"{city}#{part}" for part in OF_CITY},
        "clock": f"{here}/edit?part=names",
    }[key]  # fmt: skip


# Rows


def _category(visit: Visit, programme: Programme, one: Any) -> list[Cell]:
    state = "active" if one.active else "disabled"
    href = f"{path_of(programme.code)}/edit?part=category&row={quote(one.code, safe='')}"
    return [
        link(href, one.label[visit.asked.language]), text(one.code), text(", ".join(one.synonyms)),
        number(one.quota), tag(words_of(visit)(f"setup.category.{state}"), state),
    ]  # fmt: skip


def _period(visit: Visit, programme: Programme, name: str, one: Period) -> list[Cell]:
    words = words_of(visit)
    formats = words.language.formats
    days = words("group.from_until", first=formats.date(one.start), last=formats.date(one.until))
    href = f"{path_of(programme.code)}/edit?part={name}&row={one.start.isoformat()}"
    budget = formats.rupiah(one.budget) if one.budget else "–"
    basis = text(value(words, "basis", one.basis))
    return [link(href, days), number(one.people), Cell(budget, number=True), basis]


def _version(visit: Visit, programme: Programme, one: Version, everyone: Sequence[Officer]) -> list[Cell]:
    words = words_of(visit)
    who = next((officer.name for officer in everyone if officer.id == one.officer), words("setup.from_file"))
    at = words.language.formats.instant(visit.house.local(one.at))
    what = words("setup.restored_from", number=one.restored) if one.restored else ""
    href = f"{path_of(programme.code)}/versions/{one.number}"
    return [link(href, str(one.number)), text(at), text(who), text(what)]
