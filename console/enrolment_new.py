"""A new enrolment list: first the programme, then of whom, for which months, with which budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.enrolment.filling import made
from console.answer import Answer, Go, Refused, View, said
from console.base import FIELD as BASE
from console.enrolment_lists import HERE
from console.enrolment_places import Lists
from console.form import Form, Problem
from console.officer_form import Choice
from console.typed import whole
from console.visit import Visit
from rules.enrolment import KINDS, MOST_MONTHS, RECORD, Enrolment, last_day, makers
from rules.groups import Group
from rules.payment import months_from
from rules.periods import months_of
from rules.programme import Period, Programme
from rules.regions import village_kind
from storage import catalogue, enrolment, groups, registrations

FIELDS = ("programme", "kind", "period", "starts", "months", "village", "group", "category", "most", "budget",
          "jht")  # fmt: skip
AHEAD = 15  # months that can be chosen as the first one
FEW, MANY = 7, 15  # digits of a number of people, of rupiah


def new(visit: Visit) -> Answer:
    """GET: the programmes to choose from; with ?programme= the form, with ?kind=renewal for that."""
    lists = Lists(visit)
    programme = _programme(lists, visit.asked.query.get("programme", ""))
    kind = visit.asked.query.get("kind", "")
    periods = list(_periods(visit, programme)) if programme else []
    first = periods[-1 if kind == "renewal" else 0][0] if periods else ""
    values = {"kind": kind if kind in KINDS else KINDS[0], "period": first}
    return form_page(lists, programme, Form(values))


def form_page(lists: Lists, programme: Programme | None, form: Form) -> View:
    values = {
        "form": form, "programme": programme, "programmes": _offered(lists), "kinds": KINDS,
        "base": lists.visit.asked.one(BASE) or enrolment.newest(lists.visit.tx),
        **_choices(lists, programme),
    }  # fmt: skip
    return View("enrolment_new.html", values, 200 if form.good else 422)


def _offered(lists: Lists) -> list[Programme]:
    """The programmes of which something lies in one's area."""
    return [one for one in lists.programmes.values() if _touches(lists, one)]


def _touches(lists: Lists, programme: Programme) -> bool:
    areas = lists.visit.officer.areas
    villages = any(area.kind == "village" and programme.has_village(area.place) for area in areas)
    offices = any(a.kind == "office" and a.place.startswith(f"{programme.code}/") for a in areas)
    return lists.visit.sees(lists.whole(programme)) or villages or offices


def _programme(lists: Lists, code: str) -> Programme | None:
    return next((one for one in _offered(lists) if one.code == code), None)


def _choices(lists: Lists, programme: Programme | None) -> Mapping[str, Any]:
    """What can be chosen in a programme."""
    if programme is None:
        return {"villages": [], "groups": [], "categories": [], "periods": [], "firsts": []}
    visit, formats = lists.visit, lists.visit.house.languages[lists.visit.asked.language].formats
    villages = [
        Choice(code, f"{name} ({code})")
        for code, name in catalogue.villages_of(visit.tx, programme.region)
        if village_kind(code) and programme.has_village(code)
        if visit.sees(lists.spot_in(programme.code, code, None))
    ]
    periods = [
        Choice(value, f"{formats.date(starts)} – {formats.date(ends)}")
        for value, starts, ends in _periods(visit, programme)
    ]
    return {
        "villages": villages,
        "groups": [Choice(str(one.id), one.name) for one in _groups(lists, programme)],
        "categories": [Choice(one.code, one.label[visit.asked.language]) for one in programme.offered],
        "periods": periods,
        "firsts": [Choice(f"{month:%Y-%m}", f"{month:%m-%Y}") for month in _firsts(visit)],
    }


def _groups(lists: Lists, programme: Programme) -> list[Group]:
    known = [one for one in groups.everyone(lists.visit.tx) if one.programme == programme.code]
    return [one for one in known if lists.visit.sees(lists.spot_in(programme.code, "", one))]


def _firsts(visit: Visit) -> tuple[date, ...]:
    """This month and those to come."""
    return months_from(visit.house.local(visit.now).date().replace(day=1), AHEAD)


def _periods(visit: Visit, programme: Programme) -> Iterator[tuple[str, date, date]]:
    """The programme's periods that are not over, in the months that are theirs; of the one that runs what is
    left of it.

    Of one that is longer than a list may be the first months: the next list goes on with the others.
    """
    first = _firsts(visit)[0]
    for period in sorted(programme.periods, key=lambda one: one.start):
        months = months_of(programme.periods, period)
        if months and months[1] >= first:
            starts = max(first, months[0])
            ends = min(months[1], last_day(starts, MOST_MONTHS).replace(day=1))
            yield _value(period), starts, last_day(ends, 1)


def _value(period: Period) -> str:
    return f"{period.start}_{period.until}"


def add(visit: Visit) -> Answer:
    """POST: the list is made; a job fills it."""
    lists = Lists(visit)
    form = Form({name: visit.asked.one(name) for name in FIELDS})
    programme = _programme(lists, form.value("programme"))
    if programme is None:
        raise Refused(404, "programme", form.value("programme")[:40])
    wanted = _wanted(lists, programme, form)
    if isinstance(wanted, Form):
        return form_page(lists, programme, wanted)
    if not visit.sees(lists.spot(wanted)):
        return form_page(lists, programme, Form(form.values, {"village": ("enrolment.choose_part", {})}))
    registrations.lock(visit.tx, programme.code)  # of two that are sent at once the second sees the first
    if same := _same(visit, wanted):
        return Go(f"{HERE}/{same.id}", said("enrolment.made"))
    one = made(visit.tx, visit.vault, wanted, visit.officer.id, visit.now)
    visit.noted("enrolment_made", RECORD, one.id, lists.spot(one), kind=one.kind, months=len(one.months))
    return Go(f"{HERE}/{one.id}", said("enrolment.made"))


def _same(visit: Visit, wanted: Enrolment) -> Enrolment | None:
    """The list that this very form has made already, where it is sent twice; None where it has made none.

    A form knows which list was the newest when it was opened; what was asked for stays as it was.
    """
    opened = whole(visit.asked.one(BASE), MANY)
    if opened is None:
        return None
    for one in enrolment.after(visit.tx, opened):
        mine = visit.officer.id in makers(enrolment.history(visit.tx, visit.vault, one.id)[:1])
        if mine and one.state != "cancelled" and wished(one) == wished(wanted):
            return one
    return None


def wished(one: Enrolment) -> Enrolment:
    """A list as it is asked for, without what becomes of it."""
    plain = Enrolment(0, one.programme, one.kind, one.starts, one.ends, one.payer)
    return replace(
        plain, village=one.village, group=one.group, category=one.category, jht=one.jht, most=one.most,
        budget=one.budget,
    )  # fmt: skip


def _wanted(lists: Lists, programme: Programme, form: Form) -> Enrolment | Form:
    """The list that was asked for, or the form with what is the matter."""
    days = _days(lists.visit, programme, form)
    problems = _problems(lists, programme, form, days)
    if problems or days is None:
        return Form(form.values, problems)
    group = next((one for one in _groups(lists, programme) if str(one.id) == form.value("group")), None)
    return Enrolment(
        0, programme.code, form.value("kind"), *days, group.payer if group else programme.payer.code,
        form.value("village") or None, group.id if group else None, form.value("category") or None,
        bool(form.value("jht")) and programme.jht_optional, amount(form.value("most"), FEW),
        amount(form.value("budget"), MANY),
    )  # fmt: skip


def _days(visit: Visit, programme: Programme, form: Form) -> tuple[date, date] | None:
    """From the first to the last day: of a period, else of the months that were chosen."""
    for value, starts, ends in _periods(visit, programme):
        if value == form.value("period"):
            return starts, ends
    first = next((one for one in _firsts(visit) if f"{one:%Y-%m}" == form.value("starts")), None)
    count = amount(form.value("months"), 2)
    return (first, last_day(first, count)) if first and count and count <= MOST_MONTHS else None


def _problems(
    lists: Lists, programme: Programme, form: Form, days: tuple[date, date] | None
) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    if form.value("kind") not in KINDS:
        found["kind"] = ("enrolment.no_kind", {})
    if days is None:
        found["period"] = ("enrolment.no_months", {"most": MOST_MONTHS})
    if form.value("village") and form.value("group"):
        found["village"] = ("enrolment.village_or_group", {})
    chosen = _choices(lists, programme)
    for name, known in (("village", "villages"), ("group", "groups"), ("category", "categories")):
        if form.value(name) and form.value(name) not in [choice.value for choice in chosen[known]]:
            found[name] = ("enrolment.choose_again", {})
    for name, digits in (("most", FEW), ("budget", MANY)):
        if form.value(name) and amount(form.value(name), digits) is None:
            found[name] = ("enrolment.not_a_number", {})
    return found


def amount(typed: str, digits: int) -> int | None:
    """A whole number above zero as people type it ("3.000.000.000"); None where it is none."""
    return whole(typed, digits) or None
