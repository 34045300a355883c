"""Officers: who they are, a new one, changing what one may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.answer import Answer, Go, View, said
from console.base import base_of, lock_form, stale
from console.form import Form
from console.house import ROOT
from console.officer_doors import changeable, found, handed, mine
from console.officer_form import areas_of, choices, filled, problems_of, typed
from console.table import Cell, Table, link, tag, text
from console.visit import Visit
from rules.officers import ROLES, Area, Officer
from storage import catalogue, officer_sessions, officers, offices

HERE = f"{ROOT}/officers"
CHANGE = "officers.change"


def listed(visit: Visit) -> Answer:
    """GET: every officer whose areas all lie in one's own."""
    all_mine = [one for one in officers.everyone(visit.tx, visit.vault) if mine(visit, one)]
    visit.noted("officers_read", seen={"officer": [one.id for one in all_mine]}, count=len(all_mine))
    table = Table(("name", "login", "roles", "areas", "state"), [_row(visit, one) for one in all_mine])
    return View("officers.html", {"table": table, "may_add": visit.may(CHANGE)})


def _row(visit: Visit, officer: Officer) -> list[Cell]:
    words = visit.house.words(visit.asked.language)
    roles = ", ".join(words(f"role.{role}") for role in sorted(officer.roles))
    return [
        link(f"{HERE}/{officer.id}", officer.name), text(officer.login), text(roles),
        text(", ".join(area_name(visit, area) for area in officer.areas)),
        tag(words(f"officer.state.{officer.state}"), officer.state),
    ]  # fmt: skip


def area_name(visit: Visit, area: Area) -> str:
    """An area in words; the codes beside the names, as officers know them."""
    words = visit.house.words(visit.asked.language)
    if area.kind == "all":
        return words("area.all")
    name = area.place
    if area.kind in ("city", "village"):
        name = catalogue.region_name(visit.tx, area.place)
    if area.kind == "office":
        name = _office_name(visit, area)
    return words(f"area.{area.kind}", name=name, place=area.place)


def _office_name(visit: Visit, area: Area) -> str:
    """As the city calls it now, with the programme."""
    programme, _, code = area.place.partition("/")
    office = offices.one(visit.tx, visit.cities().get(programme, ""), code)
    return f"{office.name} ({programme})" if office else area.place


# One officer


def shown(visit: Visit) -> Answer:
    """GET: one officer."""
    officer = found(visit)
    visit.noted("officer_read", "officer", officer.id)
    return _page(visit, officer, filled(officer))


def _page(visit: Visit, officer: Officer, form: Form) -> View:
    sessions = officer_sessions.of_officer(visit.tx, visit.vault, officer.id, visit.now)
    others = visit.may(CHANGE) and officer.id != visit.officer.id
    values = {"one": officer, "form": form, "changeable": others, "browsers": len(sessions),
              "areas": [area_name(visit, area) for area in officer.areas], "base": _base(officer),
              **_offered(visit, officer.areas)}  # fmt: skip
    return View("officer.html", values, 200 if form.good else 422)


def _offered(visit: Visit, held: tuple[Area, ...] = ()) -> Mapping[str, Any]:
    return {"roles": tuple(ROLES), "choices": choices(visit, held)}


def new(visit: Visit) -> Answer:
    """GET: the empty form."""
    form = Form({"role": (), "area": ()})
    return View("officer_new.html", {"form": form, **_offered(visit)})


def add(visit: Visit) -> Answer:
    """POST: an officer, and the link that lets them in: shown this once."""
    form = typed(visit.asked)
    form = Form(form.values, problems_of(visit, form, None))
    if not form.good:
        return View("officer_new.html", {"form": form, **_offered(visit)}, 422)
    roles = frozenset(form.values["role"])
    wanted = Officer(0, form.value("login"), form.value("name"), "", roles, tuple(areas_of(form)))
    officer = officers.add(visit.tx, visit.vault, wanted, visit.now)
    if officer is None:
        form = Form(form.values, {"login": ("officer.taken", {})})
        return View("officer_new.html", {"form": form, **_offered(visit)}, 422)
    visit.noted("officer_added", "officer", officer.id, after=_rights(officer))
    return handed(visit, officer)


def change(visit: Visit) -> Answer:
    """POST: another name, other roles, other areas; they hold from the next page on.

    Where another administrator has saved meanwhile nothing is saved: a right that was taken away would come
    back with the name alone.
    """
    lock_form(visit, "officer", visit.asked.id())
    officer, form = changeable(visit), typed(visit.asked)
    if stale(visit, _base(officer)):
        now = filled(officer)
        return _page(visit, officer, Form(now.values, {"content": ("officer.meanwhile", {})}))
    form = Form(form.values, problems_of(visit, form, officer))
    if not form.good:
        return _page(visit, officer, form)
    roles, areas = frozenset(form.values["role"]), tuple(sorted(areas_of(form)))
    officers.rename(visit.tx, visit.vault, officer.id, form.value("name"), visit.now)
    officers.grant(visit.tx, officer.id, roles, areas)
    after = Officer(officer.id, officer.login, officer.name, officer.state, roles, areas)
    visit.noted("officer_changed", "officer", officer.id, before=_rights(officer), after=_rights(after))
    return Go(f"{HERE}/{officer.id}", said("officer.changed"))


def _base(officer: Officer) -> str:
    """What the form about an officer is made from."""
    return base_of(officer.name, _rights(officer))


def _rights(officer: Officer) -> dict[str, list[str]]:
    areas = [f"{area.kind}:{area.place}" for area in officer.areas]
    return {"roles": sorted(officer.roles), "areas": areas}
