"""A new programme: names, region and payer are typed, the rest begins as a copy or with the usual rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.answer import Answer, Refused, View
from console.form import Form, Problem
from console.officer_form import Choice
from console.setup_fields import HINTED, NEW
from console.setup_ground import HERE, RECORD, Ground, read
from console.setup_home import mine, whole_cities
from console.setup_typed import put_all, typed
from console.visit import Visit
from rules.officers import Spot
from rules.programme_edit import Fields, blank, copied
from rules.regencies import current
from storage import catalogue

ACTION = f"{HERE}/new"
NAMES = (*(entry.path for entry in NEW), "like")
FIRST = {"timezone": "Asia/Makassar"}


def new(visit: Visit) -> Answer:
    """GET: the form."""
    _must(visit)
    return _page(visit, Form({**FIRST, "like": visit.asked.query.get("like", "")}))


def _must(visit: Visit) -> None:
    """Raises Refused for who has no whole city: a programme of its own would lie outside of their area."""
    if not whole_cities(visit):
        raise Refused(403, "setup.change")


def _page(visit: Visit, form: Form) -> View:
    models = [Choice(one.code, one.name[visit.asked.language]) for one in mine(visit)]
    values = {"form": form, "entries": NEW, "models": models, "action": ACTION, "base": 0,
              "with_hint": HINTED}  # fmt: skip
    return View("setup_new.html", values, 200 if form.good else 422)


def add(visit: Visit) -> Answer:
    """POST: what is wrong, what it would be, or the programme stored."""
    _must(visit)
    asked = visit.asked
    form = Form({**typed(asked, NEW), "like": asked.one("like")})
    if asked.one("again"):
        return _page(visit, form)
    values = _begun(visit, asked.one("like"))
    put_all(values, NEW, asked)
    values["region_name"] = current().get(asked.one("region"), asked.one("region") or "?")
    after, wrong = read(values)
    ground = Ground(visit, None, 0)
    problems = {**ground.problems(wrong, NAMES), **_taken(visit, form)}
    if after is None or problems:
        return _page(visit, Form(form.values, problems))
    return ground.settled(after, ACTION)


def _begun(visit: Visit, like: str) -> Fields:
    """What the programme begins with. Raises Refused for a model that is not one's own."""
    words = {language: visit.house.words(language) for language in ("id", "en")}
    if not like:
        other = {language: one("setup.other_worker") for language, one in words.items()}
        return blank(words["id"]("setup.source_usual"), other)
    model = next((one for one in mine(visit) if one.code == like), None)
    if model is None:
        raise Refused(404, RECORD, like[:40])
    return copied(model, words["id"]("setup.source_copied", code=model.code))


def _taken(visit: Visit, form: Form) -> Mapping[str, Problem]:
    """A code that exists already, a region that is not one's own."""
    found: dict[str, Problem] = {}
    details: dict[str, Any] = {}
    if catalogue.one(visit.tx, form.value("code")):
        found["code"] = ("setup.code_taken", details)
    if form.value("region") in current() and not visit.sees(Spot(form.value("region"))):
        found["region"] = ("setup.not_your_region", details)
    return found
