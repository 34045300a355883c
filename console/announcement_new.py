"""A new announcement: first the programme, then whom it is for and what it says; or a copy of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.announcement_places import Room, membership_told, numbered, words_of
from console.announcement_preview import length
from console.answer import Answer, Go, Refused, View, said
from console.asked import id_of
from console.form import Form, Problem
from console.house import ROOT
from console.officer_form import Choice
from console.visit import Visit
from handlers.announced import told
from handlers.announcement_services import Told
from rules.announcements import LIMITS, MEANT, MEMBERSHIPS, STATUSES, Segment, measures
from rules.programme import Programme
from storage import announcements
from storage.announcements import RECORD

HERE = f"{ROOT}/announcements"
CHOSEN = ("programme", "village", "category", "membership")
TEXTS = {"text": "id", "text_en": "en"}


def new(visit: Visit) -> Answer:
    """GET: the programmes to choose from; with ?programme= the form, with ?from= that of another one."""
    if copied := id_of(visit.asked.query.get("from", "")):
        return _copied(visit, copied)
    return form_page(visit, _programme(visit, visit.asked.query.get("programme", "")), Form())


def _copied(visit: Visit, id: int) -> View:
    one = numbered(visit, id)
    segment = one.segment
    values = {name: getattr(segment, name) for name in CHOSEN} | {"status": segment.statuses}
    texts = {name: one.texts.get(language, "") for name, language in TEXTS.items()}
    return form_page(visit, _programme(visit, segment.programme), Form(values | texts))


def _programme(visit: Visit, code: str) -> Programme | None:
    return next((one for one in Room(visit).programmes() if one.code == code), None)


def form_page(visit: Visit, programme: Programme | None, form: Form) -> View:
    values = {
        "form": form, "programme": programme, "programmes": Room(visit).programmes(),
        "statuses": STATUSES, "longest": measures().longest, "limits": LIMITS,
        **_choices(visit, programme),
    }  # fmt: skip
    return View("announcement_new.html", values, 200 if form.good else 422)


def _choices(visit: Visit, programme: Programme | None) -> Mapping[str, Any]:
    if programme is None:
        return {"villages": [], "categories": [], "memberships": []}
    words, language = visit.house.words(visit.asked.language), visit.asked.language
    return {
        "villages": Room(visit).villages(programme),
        "categories": [Choice(one.code, one.label[language]) for one in programme.categories],
        "memberships": [Choice(name, membership_told(words, name)) for name in MEMBERSHIPS],
    }


def add(visit: Visit) -> Answer:
    """POST: it is written, and its people are counted; nobody gets anything yet."""
    form = _filled(visit)
    programme = _programme(visit, form.value("programme"))
    if programme is None:
        raise Refused(404, "programme", form.value("programme")[:40])
    segment, problems = _wanted(visit, form, programme)
    if segment is None or problems:
        return form_page(visit, programme, Form(form.values, problems))
    spot = segment.spot(programme.region)
    visit.must("announcements.make", spot)
    texts = {language: form.value(name) for name, language in TEXTS.items() if form.value(name)}
    id = announcements.add(visit.tx, visit.vault, segment, spot, texts, visit.officer.id, visit.now)
    visit.noted("announcement_made", RECORD, id, spot)
    return Go(f"{HERE}/{id}", said("announcement.made"))


def _filled(visit: Visit) -> Form:
    values: dict[str, Any] = {name: visit.asked.one(name) for name in CHOSEN}
    texts = {name: "\n".join(visit.asked.one(name).splitlines()) for name in TEXTS}
    return Form(values | texts | {"status": visit.asked.many("status")})


def _wanted(visit: Visit, form: Form, programme: Programme) -> tuple[Segment | None, Mapping[str, Problem]]:
    """Whom it is for, and what is the matter."""
    problems = {**_problems(visit, form, programme)}
    part = Room(visit).part(programme, form.value("village"))
    if part is None:
        problems["village"] = ("announcement.one_village", {})
        return None, problems
    ticked = tuple(one for one in STATUSES if form.ticked("status", one))
    village, office = part
    segment = Segment(programme.code, village, office, form.value("category"), ticked or MEANT,
                      form.value("membership"))  # fmt: skip
    return segment, problems


def _problems(visit: Visit, form: Form, programme: Programme) -> Mapping[str, Problem]:
    found: dict[str, Problem] = {}
    if not form.value("text"):
        found["text"] = ("announcement.no_text", {})
    for name, language in TEXTS.items():
        if _too_long(visit, form.value(name), language, programme):
            found[name] = ("announcement.too_long", {"longest": measures().longest})
    village = form.value("village")
    if village and village not in {one.value for one in Room(visit).villages(programme)}:
        found["village"] = ("announcement.one_village", {})
    if form.value("category") and programme.category(form.value("category")) is None:
        found["category"] = ("announcement.no_category", {})
    if form.value("membership") not in ("", *MEMBERSHIPS):
        found["membership"] = ("announcement.no_membership", {})
    return found


def _too_long(visit: Visit, text: str, language: str, programme: Programme) -> bool:
    """Does it, with what stands around it, fit the channel with the least room?"""
    whole = told(Told({"id": text}, programme.region_name), words_of(visit, language, "announced"))
    return length(text) > measures().longest or length(whole) > min(LIMITS.values())
