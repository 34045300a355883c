"""What a city tells people of itself: contact, office, opening hours, first PLKK hospitals, branch office."""

from __future__ import annotations

from typing import Any

from console.answer import Answer, Go, View, said
from console.base import base_of, lock_form, stale
from console.form import Form, Problem
from console.setup_ground import HERE
from console.setup_typed import YES
from console.visit import Visit
from rules.officers import Spot
from rules.opening import DAYS, Hours, Span
from rules.opening_text import read_spans, written
from rules.regencies import current
from storage import city_words

RECORD = "city"
SPOKEN = ("contact", "office", "branch", "hospitals")
LONGEST = 600  # letters of one field: a chat shows all of it in one message
MOST_LINES = 8  # hospitals: the first ones to go to


def _region(visit: Visit) -> str:
    """The region of the path. Raises Refused for one that does not exist, or is another's."""
    region = visit.asked.params["region"]
    visit.must_see(Spot(region) if region in current() else None, RECORD, region[:8])
    return region


def shown(visit: Visit) -> Answer:
    """GET: nothing of any person, so that nothing is noted."""
    region = _region(visit)
    return _page(visit, region, Form(_written(visit, region)))


def _written(visit: Visit, region: str) -> dict[str, Any]:
    """The fields of the form as the city's words are now."""
    texts = city_words.raw(visit.tx, region)
    values: dict[str, Any] = {
        f"{key}.{language}": texts.get((key, language), "")
        for key in (*SPOKEN, "holidays") for language in city_words.LANGUAGES
    }  # fmt: skip
    hours = city_words.hours_of(visit.tx, region)
    values |= {f"day.{day}": written(_on(hours, day)) for day in range(DAYS)}
    values["on_holidays"] = (YES,) if hours and hours.on_holidays else ()
    return values


def _base(visit: Visit, region: str) -> str:
    """What the form is made from."""
    return base_of(sorted(city_words.raw(visit.tx, region).items()))


def _on(hours: Hours | None, day: int) -> list[Span]:
    return [span for span in hours.spans if span.day == day] if hours else []


def _page(visit: Visit, region: str, form: Form) -> View:
    values = {
        "region": region, "name": current()[region], "form": form, "days": range(DAYS), "spoken": SPOKEN,
        "languages_of": city_words.LANGUAGES, "action": f"{HERE}/cities/{region}",
        "may_change": visit.may("setup.change"), "most": MOST_LINES,
        "base": _base(visit, region),
    }  # fmt: skip
    return View("setup_city.html", values, 200 if form.good else 422)


def change(visit: Visit) -> Answer:
    """POST: what is the matter, or written anew; conversations use it from their next message on.

    Where somebody else has saved meanwhile nothing is saved, and what they have written is shown.
    """
    region, asked = _region(visit), visit.asked
    lock_form(visit, RECORD, region)
    if stale(visit, _base(visit, region)):
        meanwhile: dict[str, Problem] = {"content": ("setup.city_meanwhile", {})}
        return _page(visit, region, Form(_written(visit, region), meanwhile))
    names = [f"{key}.{language}" for key in (*SPOKEN, "holidays") for language in city_words.LANGUAGES]
    texts = {name: _tidy(asked.one(name)) for name in names}
    days = {f"day.{day}": asked.one(f"day.{day}") for day in range(DAYS)}
    form = Form({**texts, **days, "on_holidays": asked.many("on_holidays")})
    read = {day: read_spans(day, days[f"day.{day}"]) for day in range(DAYS)}
    spans = tuple(span for found in read.values() for span in found or ())
    closed = YES not in asked.many("on_holidays")
    problems = {**_long(texts), **_unread(read)}
    if not spans and (not closed or texts["holidays.id"] or texts["holidays.en"]):
        problems.setdefault(
            "day.0", ("setup.hours_first", {})
        )  # of no use alone, and not to be lost silently
    if problems:
        return _page(visit, region, Form(form.values, problems))
    hours = Hours(spans, not closed, texts["holidays.id"], texts["holidays.en"]) if spans else None
    changed = _save(visit, region, texts, hours)
    visit.noted("city_words_changed", RECORD, region, Spot(region), fields=changed)
    return Go(f"{HERE}/cities/{region}", said("setup.city_saved"))


def _tidy(text: str) -> str:
    """Lines without empty ones at the end, and without spaces around them."""
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def _long(texts: dict[str, str]) -> dict[str, Problem]:
    long = {
        name: ("setup.too_long", {"most": LONGEST}) for name, text in texts.items() if len(text) > LONGEST
    }
    many = [name for name in texts if name.startswith("hospitals.") and texts[name].count("\n") >= MOST_LINES]
    return {**long, **{name: ("setup.too_many", {"most": MOST_LINES}) for name in many}}


def _unread(read: dict[int, tuple[Span, ...] | None]) -> dict[str, Problem]:
    return {f"day.{day}": ("setup.bad_hours", {}) for day, spans in read.items() if spans is None}


def _save(visit: Visit, region: str, texts: dict[str, str], hours: Hours | None) -> list[str]:
    """Write it; the keys of what differs from before."""
    before = city_words.raw(visit.tx, region)
    for key in SPOKEN:
        for language in city_words.LANGUAGES:
            city_words.save(visit.tx, region, key, language, texts[f"{key}.{language}"], visit.now)
    city_words.save_hours(visit.tx, region, hours, visit.now)
    after = city_words.raw(visit.tx, region)
    return sorted({key for (key, _), _ in before.items() ^ after.items()})
