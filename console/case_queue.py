"""The cases of an officer's area in the order of their legal clocks: what runs out first stands first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from console.answer import Answer, View
from console.asked import id_of
from console.form import Form
from console.house import ROOT
from console.masking import masked
from console.visit import Visit
from handlers.case_open import read_number
from rules.case_clock import NEVER
from rules.cases import KINDS, OPEN, Case
from storage import case_queue, case_standing, cases, catalogue, officers
from storage.case_queue import CLOSED, FIRST, MINE, NOBODY, Wanted
from storage.cases import RECORD
from storage.statement import Row

HERE = f"{ROOT}/cases"
SIZE = 50
TABS = ("open", *OPEN, *CLOSED)
FILTER = ("status", "kind", "number", "hands", "due")
SOON = 2  # days
DUE = {"late": 0, "soon": SOON, "week": 7}  # days until which something runs out


def listed(visit: Visit) -> Answer:
    """GET: one page of it; whose data stood there is noted."""
    form = Form({name: visit.asked.query.get(name, "") for name in FILTER})
    wanted = _wanted(visit, form)
    rows = case_queue.next_ones(visit.tx, visit.vault, visit.officer.areas, wanted, _after(visit), SIZE + 1)
    seen = {RECORD: [row["id"] for row in rows[:SIZE]]}
    visit.noted("cases_read", seen=seen, count=len(rows[:SIZE]), status=wanted.status)
    values = {
        "form": form, "status": wanted.status, "counts": _counts(visit, wanted), "tabs": _tabs(form),
        "kinds": KINDS, "hands": (MINE, NOBODY), "dues": tuple(DUE),
        "rows": list(_rows(visit, rows[:SIZE])), "next": _next(form, rows),
    }  # fmt: skip
    return View("cases.html", values)


def _wanted(visit: Visit, form: Form) -> Wanted:
    """A number that is looked for is found in whatever status it is."""
    status, kind, hands = (form.value(name) for name in ("status", "kind", "hands"))
    due, number = form.value("due"), form.value("number").strip()
    wanted = Wanted(
        status if status in TABS else "open", kind if kind in KINDS else "",
        hands=hands if hands in (MINE, NOBODY) else "", me=visit.officer.id,
        since=clock_in(visit, 0) if due in DUE and due != "late" else "",
        until=clock_in(visit, DUE[due]) if due in DUE else "",
    )  # fmt: skip
    return numbered(visit, number) if number else wanted


def numbered(visit: Visit, typed: str) -> Wanted:
    """ "DUK-000012", "duk 12" or "12"; of what lies elsewhere not even the status is to be seen."""
    bare = id_of(typed)
    known = seen(visit, cases.by_id(visit.tx, visit.vault, bare)) if bare else None
    number = known.number if known else read_number(typed) or typed[:40]
    found = known or seen(visit, cases.numbered(visit.tx, visit.vault, number))
    status = found.status if found and found.status in CLOSED else "open"
    return Wanted(status, number=number, me=visit.officer.id)


def seen(visit: Visit, case: Case | None) -> Case | None:
    """The case, if it lies in the officer's areas."""
    standing = case_standing.of(visit.tx, case.id) if case else None
    return case if standing and visit.sees(standing.spot) else None


def clock_in(visit: Visit, days: int) -> str:
    """The city's time so many days from now, as clocks are stored."""
    moment = visit.house.local(visit.now) + timedelta(days=days)
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _after(visit: Visit) -> tuple[str, int]:
    """After which one the page begins: "2026-03-11T05:10,17"; from the beginning where it is none."""
    due, comma, id = visit.asked.query.get("after", "").rpartition(",")
    return (due, id_of(id)) if comma and id_of(id) else FIRST


def _counts(visit: Visit, wanted: Wanted) -> Mapping[str, int]:
    """How many there are of each status, in the officer's areas."""
    counts = Counter[str]()
    for row in mine(visit, case_queue.counts(visit.tx, wanted, clock_in(visit, 0), clock_in(visit, SOON))):
        counts[row["status"]] += row["count"]
        counts["open"] += row["count"] if row["status"] in OPEN else 0
    return counts


def mine(visit: Visit, rows: Iterable[Row]) -> list[Row]:
    """Those that lie in the officer's areas."""
    return [row for row in rows if visit.sees(case_standing.spot_of(row))]


def _tabs(form: Form) -> list[tuple[str, str]]:
    """Each status with the way there; the other filters stay, but for a number."""
    return [(status, f"{HERE}?{_query(form, status=status, number='')}") for status in TABS]


def _next(form: Form, rows: list[Row]) -> str:
    if len(rows) <= SIZE:
        return ""
    last = rows[SIZE - 1]
    return f"{HERE}?{_query(form, after='{due},{id}'.format(**last))}"


def _query(form: Form, **more: Any) -> str:
    kept = {**form.values, **more}
    return urlencode({name: value for name, value in kept.items() if value})


def _rows(visit: Visit, rows: list[Row]) -> Iterable[Row]:
    """As the page shows them: whose case, where, what is due when, who has it."""
    names = {one.id: one.name for one in officers.everyone(visit.tx, visit.vault)}
    clock = case_standing.clocks(visit.tx, visit.house.local)
    for row in rows:
        now = clock(case_standing.spot_of(row))(visit.now).replace(tzinfo=None)
        yield {
            **row, "details": None, "name": _name(visit, row), "place": _place(visit, row),
            "officer": names.get(row["assigned"] or 0, ""), **due_of(row, now),
        }  # fmt: skip


def _name(visit: Visit, row: Row) -> str:
    """The insured, or the child; who only looks sees the first letters."""
    name = str(row["details"].get("child_name") or row["details"].get("name") or "")
    return name if visit.may("cases.work", case_standing.spot_of(row)) else masked("mother_name", name)


def _place(visit: Visit, row: Row) -> str:
    code = row["village"] or row["city"]
    return catalogue.region_name(visit.tx, code) if code else ""


def due_of(row: Row, now: datetime) -> dict[str, Any]:
    """What is due next: `until` (a moment; None: no law names one) and whether it is late, in days."""
    if row["due"] in ("", NEVER):
        return {"until": None, "late": None}
    until = datetime.fromisoformat(row["due"])
    return {"until": until, "late": (now.date() - until.date()).days if until < now else None}
