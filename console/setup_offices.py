"""The offices of a city (OPD): add one, rename it, close it. Groups and officers' areas are chosen from them.

A closed one is offered no more; what was given to it before goes on. Nothing of any person stands here.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

from console.answer import Answer, Elsewhere, Go, Refused, View, said
from console.base import base_of, stale
from console.form import Form, Problem
from console.setup_ground import HERE
from console.setup_told import words_of
from console.setup_typed import YES
from console.table import Cell, Table, link, number, tag, text
from console.visit import Visit
from rules.officers import Spot
from rules.offices import CLOSED, LONGEST, OPEN, Office, code_of, nearly, same, tidy
from rules.records import NotAllowed
from rules.regencies import current
from storage import events, groups, officers, offices

RECORD = offices.RECORD
NEARLY = "office.nearly"  # the problem that the tick answers
COLUMNS = ("office", "setup_code", "setup_groups", "setup_officers", "state")
HISTORY = ("at", "officer", "setup_what")
OTHER = "other"  # the tick that says: it is another one, though it is called nearly the same


def _region(visit: Visit) -> str:
    """The region of the path. Raises Refused for one that does not exist, or is another's."""
    region = visit.asked.params["region"]
    visit.must_see(Spot(region) if region in current() else None, "city", region[:8])
    return region


def _path(region: str, code: str = "") -> str:
    return f"{HERE}/cities/{region}/offices" + (f"/{quote(code, safe='')}" if code else "")


# All of a city


def listed(visit: Visit) -> Answer:
    """GET: every office of the city, and the form for one more."""
    return _all(visit, _region(visit), Form())


def _all(visit: Visit, region: str, form: Form) -> View:
    known, open_groups, staff = offices.of_region(visit.tx, region), _groups(visit), _staff(visit)
    mine = [code for code, of in visit.cities().items() if of == region]
    rows = [
        [
            link(_path(region, one.code), one.name), text(one.code),
            number(sum(open_groups[code, one.code] for code in mine)),
            number(sum(staff[f"{code}/{one.code}"] for code in mine)), _state(visit, one),
        ]
        for one in known
    ]  # fmt: skip
    values = {
        "region": region, "name": current()[region], "table": Table(COLUMNS, rows), "form": form,
        "action": _path(region), "other": _asks(form),
        "back": f"{HERE}/cities/{region}", "may_change": visit.may("setup.change"),
    }  # fmt: skip
    return View("setup_offices.html", values, 200 if form.good else 422)


def _groups(visit: Visit) -> Counter[tuple[str, str]]:
    """How many groups are open, by programme and office."""
    found = (one for one in groups.everyone(visit.tx) if one.kind == "office" and one.status == "open")
    return Counter((one.programme, one.place) for one in found)


def _staff(visit: Visit) -> Counter[str]:
    """How many officers may come in for an office, by programme/office."""
    everyone = officers.everyone(visit.tx, visit.vault)
    return Counter(
        area.place
        for one in everyone
        if one.state != "disabled"
        for area in one.areas
        if area.kind == "office"
    )


def _state(visit: Visit, one: Office) -> Cell:
    return tag(words_of(visit)(f"office.state.{one.status}"), one.status)


def add(visit: Visit) -> Answer:
    """POST: one more office; what is the matter with its name is said beside it."""
    region = _region(visit)
    offices.alone(visit.tx, region)
    form = _typed(visit)
    if problem := _bad_name(visit, region, form):
        return _all(visit, region, Form(form.values, {"name": problem}))
    wanted = Office(0, region, code_of(form.value("name")), form.value("name"))
    made = offices.add(visit.tx, visit.vault, wanted, visit.event("added", name=wanted.name))
    visit.noted("office_added", RECORD, made.id, Spot(region))
    return Go(_path(region), said("office.added", name=made.name))


def _typed(visit: Visit) -> Form:
    return Form({"name": tidy(visit.asked.one("name")), OTHER: visit.asked.many(OTHER)})


def _bad_name(visit: Visit, region: str, form: Form, own: str = "") -> Problem | None:
    """What is the matter with a name; `own`: the code of the office that is to be called so."""
    name, city = form.value("name"), current()[region]
    others = [one for one in offices.of_region(visit.tx, region) if one.code != own]
    if not code_of(name) or len(name) > LONGEST:
        return "office.bad_name", {"most": LONGEST}
    if twin := same(name, others, city):
        return ("office.closed_before" if twin.status == CLOSED else "office.known"), {"name": twin.name}
    near = None if form.ticked(OTHER, YES) else nearly(name, others, city)
    return (NEARLY, {"name": near.name}) if near else None


def _asks(form: Form) -> bool:
    """Is the tick offered that says that it is another one?"""
    problem = form.problem("name")
    return form.ticked(OTHER, YES) or bool(problem and problem[0] == NEARLY)


# One of them


def _found(visit: Visit) -> Office:
    """The office of the path. Raises Refused."""
    region, code = _region(visit), visit.asked.params["code"]
    found = offices.one(visit.tx, region, code)
    if found is None:
        raise Refused(404, RECORD, code[:LONGEST])
    return found


def shown(visit: Visit) -> Answer:
    """GET: one office, with all that it has been called."""
    one = _found(visit)
    return _page(visit, one, Form({"name": one.name}))


def _page(visit: Visit, one: Office, form: Form) -> View:
    values: dict[str, Any] = {
        "one": one, "form": form, "here": _path(one.region, one.code), "base": _base(one),
        "back": _path(one.region), "city": current()[one.region], "history": _history(visit, one),
        "other": _asks(form),
        "open": one.status == OPEN, "may_change": visit.may("setup.change"),
    }  # fmt: skip
    return View("setup_office.html", values, 200 if form.good else 422)


def _base(one: Office) -> str:
    return base_of(one.name, one.status)


def _history(visit: Visit, one: Office) -> Table:
    """Newest first: when, who, what."""
    words = words_of(visit)
    names = {officer.id: officer.name for officer in officers.everyone(visit.tx, visit.vault)}
    rows = [
        [
            text(words.language.formats.instant(visit.house.local(event.at))),
            text(names.get(event.details.get("officer", 0)) or words("office.by_system")),
            text(words(f"office.event.{event.kind}", name=event.details.get("name") or one.name)),
        ]
        for event in events.of(visit.tx, visit.vault, RECORD, one.id)[::-1]
    ]
    return Table(HISTORY, rows)


def rename(visit: Visit) -> Answer:
    """POST: another name, for its groups too. The code stays, so that no area and no group loses it."""
    offices.alone(visit.tx, _region(visit))
    one, form = _found(visit), _typed(visit)
    if stale(visit, _base(one)):
        return _page(visit, one, Form({"name": one.name}, {"content": ("office.meanwhile", {})}))
    if form.value("name") == one.name:
        return Go(_path(one.region, one.code), said("setup.unchanged"))
    if problem := _bad_name(visit, one.region, form, one.code):
        return _page(visit, one, Form(form.values, {"name": problem}))
    name = form.value("name")
    offices.happen(visit.tx, visit.vault, one, visit.event("renamed", name=name), name)
    visit.noted("office_renamed", RECORD, one.id, Spot(one.region))
    return Go(_path(one.region, one.code), said("office.renamed"))


def close(visit: Visit) -> Answer:
    """POST: no new group and no new area is given to it; what there is goes on."""
    one = _turned(visit, "closed")
    visit.noted("office_closed", RECORD, one.id, Spot(one.region))
    return Go(_path(one.region, one.code), said("office.closed"))


def reopen(visit: Visit) -> Answer:
    """POST: it is offered again."""
    one = _turned(visit, "reopened")
    visit.noted("office_reopened", RECORD, one.id, Spot(one.region))
    return Go(_path(one.region, one.code), said("office.reopened"))


def _turned(visit: Visit, kind: str) -> Office:
    """Closed or opened again. Raises Elsewhere where somebody was faster: it is so already."""
    offices.alone(visit.tx, _region(visit))
    one = _found(visit)
    try:
        return offices.happen(visit.tx, visit.vault, one, visit.event(kind, name=one.name))
    except NotAllowed:
        raise Elsewhere(_path(one.region, one.code)) from None
