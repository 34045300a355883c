"""A new group: first the programme, then the village or the office, how many places, from when until when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.groups.inviting import invite
from bot.wishes import BadWish, Wish, group_of
from console.answer import Answer, Refused, View
from console.asked import Asked
from console.form import Form, Problem
from console.group_pages import handed, spot_of_group
from console.officer_form import Choice
from console.visit import Visit
from rules.days import day_of, reach
from rules.groups import Group
from rules.officers import Spot
from rules.offices import OPEN
from rules.programme import Programme
from rules.programme_reader import PAYERS
from rules.regions import village_kind
from storage import catalogue, offices
from storage.groups import RECORD

FIELDS = ("programme", "village", "office", "quota", "starts", "until", "payer", "category")
FEW = 9  # digits of a number that is typed


def new(visit: Visit) -> Answer:
    """GET: the programmes to choose from; with ?programme= the form."""
    code = visit.asked.query.get("programme", "")
    return form_page(visit, _programme(visit, code), Form())


def form_page(visit: Visit, programme: Programme | None, form: Form) -> View:
    values = {
        "form": form,
        "programme": programme,
        "programmes": _offered(visit),
        **_choices(visit, programme),
    }
    return View("group_new.html", values, 200 if form.good else 422)


def _offered(visit: Visit) -> list[Programme]:
    """The programmes of which something lies in one's area."""
    return [one for one in catalogue.all_programmes(visit.tx) if _touches(visit, one)]


def _touches(visit: Visit, programme: Programme) -> bool:
    whole = Spot(programme.region, programme.code)
    if visit.sees(whole):
        return True
    areas = visit.officer.areas
    villages = any(area.kind == "village" and programme.has_village(area.place) for area in areas)
    return villages or any(a.kind == "office" and a.place.startswith(f"{programme.code}/") for a in areas)


def _programme(visit: Visit, code: str) -> Programme | None:
    return next((one for one in _offered(visit) if one.code == code), None)


def _choices(visit: Visit, programme: Programme | None) -> Mapping[str, Any]:
    """What can be chosen in a programme."""
    if programme is None:
        return {"villages": [], "offices": [], "payers": [], "categories": []}
    language = visit.asked.language
    villages = [
        Choice(code, f"{name} ({code})")
        for code, name in catalogue.villages_of(visit.tx, programme.region)
        if village_kind(code) and programme.has_village(code)
        if visit.sees(Spot(programme.region, programme.code, code))
    ]
    categories = [Choice(one.code, one.label[language]) for one in programme.offered]
    return {
        "villages": villages,
        "offices": _offices(visit, programme),
        "payers": [Choice(code, "") for code in PAYERS],
        "categories": categories,
    }


def _offices(visit: Visit, programme: Programme) -> list[Choice]:
    """The offices of the city that are open, in one's area."""
    return [
        Choice(one.code, one.name)
        for one in offices.of_region(visit.tx, programme.region)
        if one.status == OPEN
        if visit.sees(Spot(programme.region, programme.code, office=f"{programme.code}/{one.code}"))
    ]


def add(visit: Visit) -> Answer:
    """POST: the group is opened, or the open one of that place changed; a code for its coordinator."""
    form = Form({name: visit.asked.one(name) for name in FIELDS})
    programme = _programme(visit, form.value("programme"))
    if programme is None:
        raise Refused(404, "programme", form.value("programme")[:40])
    wanted = _wanted(visit, programme, form)
    if isinstance(wanted, Form):
        return form_page(visit, programme, wanted)
    visit.must("groups.invite", spot_of_group(visit, wanted))
    group, code = invite(visit.tx, visit.vault, wanted, visit.now)
    visit.noted("group_opened", RECORD, group.id, spot_of_group(visit, group), quota=group.quota)
    return handed(visit, group, code)


def _wanted(visit: Visit, programme: Programme, form: Form) -> Group | Form:
    """The group that was asked for, or the form with what is the matter."""
    known = {one.code for one in offices.of_region(visit.tx, programme.region) if one.status == OPEN}
    if problems := _problems(visit.asked, form, known):
        return Form(form.values, problems)
    today = visit.house.local(visit.now).date()
    try:
        return group_of(visit.tx, _wish(form), today)
    except BadWish as bad:
        return Form(form.values, {bad.field: (f"group.bad_{bad.field}", bad.details)})


def _problems(asked: Asked, form: Form, known: Collection[str]) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    if bool(form.value("village")) == bool(form.value("office")):
        found["village"] = ("group.village_or_office", {})
    elif form.value("office") and form.value("office") not in known:
        found["office"] = ("group.bad_office", {})
    quota = form.value("quota")
    if not (quota.isascii() and quota.isdigit() and len(quota) < FEW):
        found["quota"] = ("group.not_a_number", {})
    for name in ("starts", "until"):
        if form.value(name) and day_of(form.value(name)) is None:
            found[name] = ("group.not_a_day", {"first": reach().first.year, "last": reach().last.year})
    return found


def _wish(form: Form) -> Wish:
    texts = {name: form.value(name) for name in ("programme", "village", "office", "payer", "category")}
    return Wish(**texts, quota=int(form.value("quota")), starts=day_of(form.value("starts")),
                ends=day_of(form.value("until")))  # fmt: skip
