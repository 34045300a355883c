"""The work queue: the registrations of an officer's area by status, who has waited longest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from console.answer import Answer, Go, View
from console.asked import id_of
from console.form import Form, Problem
from console.registration_places import Places
from console.registration_search import HERE, NOT_HERE, by_number
from console.visit import Visit
from rules.groups import Group
from rules.matching import SOURCES
from rules.officers import Spot
from rules.reasons import DECIDE, usable
from rules.records import MOVES
from storage import catalogue, groups, queue
from storage.queue import MATCHED, QUEUE, STATUSES, Wanted
from storage.registrations import RECORD
from storage.statement import Row

SIZE = 50
DAY = 24 * 3600 * 1000
AGES = ("3", "7", "14", "30")  # days
FILTER = ("status", "programme", "village", "category", "group", "age", "matched", "source")
ALL = "all"  # the tab of every status
TABS = (*STATUSES, ALL)


@dataclass(frozen=True)
class Found:
    """One part of the queue: who stands in it, how many in all by tab (where it was counted), and after whom
    the next part begins.
    """

    rows: list[Row]
    counts: Mapping[str, int]
    villages: Mapping[str, int]
    next: int | None


def listed(visit: Visit) -> Answer:
    """GET: one page of it; whose data stood there is noted. With a number: on to that registration."""
    places, number = Places(visit), visit.asked.query.get("number", "")
    one = by_number(visit, places, number) if number else None
    if one:
        return Go(f"{HERE}/{one.id}")
    problems: dict[str, Problem] = {"sought": (NOT_HERE, {})} if number else {}
    return _queue(visit, places, Form({name: visit.asked.query.get(name, "") for name in FILTER}, problems))


def _queue(visit: Visit, places: Places, form: Form) -> View:
    status = form.value("status") if form.value("status") in TABS else QUEUE[0]
    found = _found(visit, places, form, status)
    seen = {RECORD: [row["id"] for row in found.rows]}
    visit.noted("registrations_read", seen=seen, count=len(found.rows), status=status)
    values = {
        "form": form, "status": status, "tabs": _tabs(form, found), "ages": AGES,
        "matched": MATCHED if visit.may("matching.see") else (), "sources": SOURCES,
        "every": status == ALL, "waiting": status in QUEUE,
        "rows": [_row(visit, places, row) for row in found.rows], "next": _next(form, found.next),
        "reasons": usable(DECIDE), **_offered(visit, places, found),
        "may_verify": visit.may("registrations.verify") and status == "submitted",
        "may_reject": visit.may("registrations.decide") and status in MOVES["rejected"][0],
    }  # fmt: skip
    return View("registrations.html", values)


def _found(visit: Visit, places: Places, form: Form, status: str) -> Found:
    """Looked for in the officer's strips; counted over all of them, each registration once."""
    wanted = _wanted(visit, form)
    strips = places.strips(form.value("programme"), form.value("village"))
    after = id_of(visit.asked.query.get("after", ""))
    statuses = STATUSES if status == ALL else (status,)
    rows = queue.next_ones(visit.tx, visit.vault, strips, statuses, wanted, after, SIZE + 1)
    every = status not in QUEUE or bool(wanted.matched)  # those who do not wait are many: not on every page
    counts, villages = Counter(dict.fromkeys(TABS if every else QUEUE, 0)), Counter[str]()
    known = {one.id: one for one in groups.everyone(visit.tx)}
    for code in sorted({strip.programme for strip in strips}):
        for row in queue.counts(visit.tx, code, wanted, form.value("village"), every=every):
            group = known.get(row["group_id"])
            where = (group.kind, group.place) if group else (None, None)
            if visit.sees(places.spot(code, row["village"], *where)):
                counts[row["status"]] += row["count"]
                villages[row["village"] or ""] += row["count"]
    if every:
        counts[ALL] = counts.total()
    return Found(rows[:SIZE], counts, villages, rows[SIZE - 1]["listed"] if len(rows) > SIZE else None)


def _wanted(visit: Visit, form: Form) -> Wanted:
    age = int(form.value("age")) if form.value("age") in AGES else 0
    until = visit.now - age * DAY if age else queue.ANY_AGE
    may = form.value("matched") in MATCHED and visit.may("matching.see")
    matched = form.value("matched") if may else ""
    source = form.value("source") if form.value("source") in SOURCES else ""
    return Wanted(until, form.value("category"), id_of(form.value("group")), matched, source)


def _tabs(form: Form, found: Found) -> list[tuple[str, str, int | None]]:
    """Each status with the way there and how many are in it; the other filters stay."""
    return [(status, f"{HERE}?{_query(form, status=status)}", found.counts.get(status)) for status in TABS]


def _next(form: Form, after: int | None) -> str:
    return f"{HERE}?{_query(form, after=after)}" if after else ""


def _query(form: Form, **more: Any) -> str:
    kept = {**form.values, **more}
    return urlencode({name: value for name, value in kept.items() if value})


def _row(visit: Visit, places: Places, row: Row) -> Row:
    """As the page shows it: words for codes, days that have passed."""
    programme = places.programmes.get(row["programme"])
    category = programme.category(row["category"]) if programme else None
    return {
        **row, "days": max(0, (visit.now - row["since"]) // DAY),
        "category": category.label[visit.asked.language] if category else row["category"],
        "village": catalogue.region_name(visit.tx, row["village"]) if row["village"] else "",
    }  # fmt: skip


def _offered(visit: Visit, places: Places, found: Found) -> dict[str, Any]:
    """What can be chosen in the filter: nothing of another area."""
    language, codes = visit.asked.language, {strip.programme for strip in places.strips()}
    programmes = [one for code, one in sorted(places.programmes.items()) if code in codes]
    kinds = {kind.code: kind.label[language] for one in programmes for kind in one.categories}
    villages = {code: catalogue.region_name(visit.tx, code) for code in sorted(found.villages) if code}
    mine = [one for one in groups.everyone(visit.tx) if visit.sees(_spot(places, one))]
    return {
        "programmes": _choices({one.code: one.name[language] for one in programmes}),
        "categories": _choices(kinds), "villages": _choices(villages),
        "groups": _choices({str(one.id): one.name for one in mine}),
    }  # fmt: skip


def _spot(places: Places, group: Group) -> Spot:
    village = group.place if group.kind == "village" else ""
    return places.spot(group.programme, village, group.kind, group.place)


def _choices(named: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in named.items()]
