"""One enrolment list: where it stands, what it costs, who is on it, what has happened, what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from bot.conversation.words import Words
from bot.enrolment.reckoned import Reckoned, reckon
from console.answer import Answer, View
from console.asked import id_of
from console.enrolment_lists import HERE
from console.enrolment_longer import table_of
from console.enrolment_may import may
from console.enrolment_payments import payments
from console.enrolment_places import Lists
from console.visit import Visit
from rules.contribution import NoRate
from rules.enrolment import MISTAKES, NOTED, OFF, RECORD, ROW_STATES, Enrolment, makers, on, passed_of
from rules.records import Event
from storage import (
    answer_files,
    catalogue,
    enrolment,
    enrolment_review,
    enrolment_rows,
    lapses,
    matching_results,
    memberships,
)
from storage.enrolment_parts import MEMBER_THERE
from storage.registrations import RECORD as REGISTRATION
from storage.statement import Row

SIZE = 50
TABS = ("on", *ROW_STATES, "double", "held")
OPEN = ("draft", "checked", "fixed", "sent")  # its people are looked at again
RECKONED = ("filling", "draft", "checked")  # afterwards what was fixed stands
WITHOUT = ("sent", "paid")  # acts that leave out who may not be on the list any more
PATIENCE = 10 * 60 * 1000  # milliseconds in which a file for the branch is made


def shown(visit: Visit) -> Answer:
    """GET: one list; whose data stood there is noted."""
    lists = Lists(visit)
    one = lists.found()
    tab = visit.asked.query.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    rows = _rows(lists, one, tab) if visit.may("enrolment.people") else []
    seen = {REGISTRATION: [row["registration_id"] for row in rows[:SIZE]]}
    visit.noted("enrolment_read", RECORD, one.id, lists.spot(one), seen=seen, rows=len(rows[:SIZE]))
    counts = dict(enrolment_rows.counts(visit.tx, one.id))
    values = {
        "one": one, "name": lists.name(one), "told": lists.told(one), "tab": tab, "counts": counts,
        "people": on(counts), "put_down": sum(counts.values()), "rows": rows[:SIZE],
        "next": _next(one, tab, rows), "off_reasons": OFF,
        "left_out": enrolment_rows.reasons(visit.tx, one.id, "left_out"),
        "beyond": enrolment_rows.beyond(visit.tx, one.id), "other_payer": _other_payer(lists, one),
        "unregistered": _unregistered(visit, one), "pay_first": _pay_first(visit, one),
        "held": enrolment_review.held(visit.tx, one.id) if one.state in OPEN else {},
        **_reckoned(lists, one), **_history(visit, one), **may(lists, one),
    }  # fmt: skip
    made = values["reckoned"]
    values["undecided"] = made.undecided if made else enrolment_rows.undecided(visit.tx, one.id)
    return View("enrolment.html", {**values, "tabs": list(_tabs(one, values))})


def _unregistered(visit: Visit, one: Enrolment) -> int:
    """Of a renewal: how many are covered until it begins, of whom nobody has a registration here."""
    if one.kind != "renewal" or one.state not in RECKONED:
        return 0
    today = visit.house.local(visit.now).date()
    first = min(today, one.starts - timedelta(1))
    return lapses.unregistered(visit.tx, one.programme, first, one.starts - timedelta(1))


def _other_payer(lists: Lists, one: Enrolment) -> bool:
    """Does somebody else pay for it than the programme's payer, whose budget is not theirs?"""
    return one.payer != lists.programmes[one.programme].payer.code


def _pay_first(visit: Visit, one: Enrolment) -> str:
    """From when a payment counts, as it is offered: cover that begins is never earlier than its payment."""
    today = visit.house.local(visit.now).date()
    return (one.starts if one.kind == "renewal" else max(one.starts, min(today, one.ends))).isoformat()


def _tabs(one: Enrolment, values: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Each part of the list that has somebody, with the way there."""
    sizes = {**values["counts"], "on": values["people"], "double": values["undecided"],
             "held": sum(values["held"].values())}  # fmt: skip
    for name in TABS:
        if sizes.get(name) or name == values["tab"]:
            yield name, f"{HERE}/{one.id}?{urlencode({'tab': name})}#people", sizes.get(name, 0)


def _next(one: Enrolment, tab: str, rows: list[Row]) -> str:
    if len(rows) <= SIZE:
        return ""
    return f"{HERE}/{one.id}?{urlencode({'tab': tab, 'after': rows[SIZE - 1]['id']})}#people"


# Who is on it


def _rows(lists: Lists, one: Enrolment, tab: str) -> list[Row]:
    """One page of people, and one more where there is another page."""
    visit = lists.visit
    after = id_of(visit.asked.query.get("after", ""))
    found = enrolment_rows.page(visit.tx, visit.vault, one.id, tab, after, SIZE + 1)
    return [_row(lists, one, row) for row in found]


def _row(lists: Lists, one: Enrolment, row: Row) -> Row:
    """As the page shows it: words for codes, and who else pays."""
    visit, programme = lists.visit, lists.programmes[one.programme]
    category = programme.category(row["category"])
    return {
        **row, "details": None, "passed": passed_of(row["reason"]), "noted": _noted(row["reason"]),
        "paid_until": date.fromisoformat(row["paid_until"]) if row["paid_until"] else None,
        "category": category.label[visit.asked.language] if category else row["category"],
        "village": catalogue.region_name(visit.tx, row["village"]) if row["village"] else "",
        "others": list(_others(lists, one, row)) if row["double"] else [],
        "there": _told_there(visit, one, row) if row["double"] else "",
    }  # fmt: skip


def _noted(reason: str | None) -> str:
    """What the program keeps of somebody who counts, a code of NOTED; "" for any other reason."""
    code = (reason or "").partition(":")[0]
    return code if code in NOTED else ""


def _told_there(visit: Visit, one: Enrolment, row: Row) -> str:
    """What BPJS Ketenagakerjaan says, a code of MEMBER_THERE; "" of whom this programme had covered before
    the list has paid for them.
    """
    spans = memberships.of_person(visit.tx, visit.vault, row["person_id"])
    own = min((span.paid_from for span in spans if span.programme == one.programme), default=None)
    if own and not (row["paid_from"] and own >= date.fromisoformat(row["paid_from"])):
        return ""
    known = matching_results.of_registration(visit.tx, visit.vault, row["registration_id"]).get("membership")
    told = known.advice.reasons[0] if known and known.advice else ""
    return told if told in MEMBER_THERE else ""


def _others(lists: Lists, one: Enrolment, row: Row) -> Iterator[dict[str, Any]]:
    """Who else pays for the same months, or has the person on a list: payer, from, until, list."""
    visit = lists.visit
    for span in memberships.of_person(visit.tx, visit.vault, row["person_id"]):
        if span.programme != one.programme and span.paid_from <= one.ends and span.paid_until >= one.starts:
            yield {"payer": span.payer, "first": span.paid_from, "last": span.paid_until, "list": None}
    for placed, _ in enrolment_rows.of_person(visit.tx, visit.vault, row["person_id"]):
        other = enrolment.by_id(visit.tx, placed.list)
        if (
            other
            and other.programme != one.programme
            and other.starts <= one.ends
            and other.ends >= one.starts
        ):
            yield {"payer": other.payer, "first": other.starts, "last": other.ends, "list": other.id}


# What it costs


def _reckoned(lists: Lists, one: Enrolment) -> dict[str, Any]:
    """The reckoning while the list may change; `no_rate`: the law's tables do not reach its months."""
    if one.state not in RECKONED:
        return {"reckoned": None, "no_rate": False, "limits": [], "longer": None}
    try:
        made = reckon(lists.visit.tx, one, lists.programmes[one.programme])
        longer = table_of(lists, one, made)
    except NoRate:
        return {"reckoned": None, "no_rate": True, "limits": [], "longer": None}
    return {"reckoned": made, "no_rate": False, "limits": list(_limits(lists, made)), "longer": longer}


def _limits(lists: Lists, made: Reckoned) -> Iterator[dict[str, Any]]:
    """The quotas; of many villages only those that are exceeded."""
    many = sum(limit.kind == "village" for limit in made.limits) > 1
    for limit in made.limits:
        if limit.kind == "village" and many and limit.left >= 0:
            continue
        name = catalogue.region_name(lists.visit.tx, limit.code) if limit.kind == "village" else limit.code
        yield {"limit": limit, "name": "" if limit.kind == "programme" else name}


# What has happened, and what may be done


def _history(visit: Visit, one: Enrolment) -> dict[str, Any]:
    happened = enrolment.history(visit.tx, visit.vault, one.id)
    files = answer_files.of_list(visit.tx, visit.vault, one.id)
    return {
        "events": [_told(visit, event) for event in happened],
        "files": [{"file": file, "counts": answer_files.counts(visit.tx, file.id)} for file in files],
        "exporting": _exporting(visit, happened[-1]),
        "payments": list(payments(happened)), "mistakes": MISTAKES,
        "made_here": visit.officer.id in makers(happened), "base": base_of_list(happened),
    }  # fmt: skip


def base_of_list(happened: Sequence[Event]) -> str:
    """What the forms about a list are made from: all that has happened to it."""
    return str(len(happened))


def _exporting(visit: Visit, last: Event) -> bool:
    """Is the file on its way? Where it did not come in time it may be asked for again."""
    return last.kind == "export_asked" and visit.now - last.at < PATIENCE


def _told(visit: Visit, event: Event) -> str:
    words, language = visit.house.words(visit.asked.language), visit.house.languages[visit.asked.language]
    when = language.formats.instant(visit.house.local(event.at))
    reason = words(f"reason.{event.reason}") if event.reason else ""
    without = event.kind in WITHOUT and event.details.get("held")
    kind = f"{event.kind}_without" if without else event.kind
    return words(
        f"enrolment.event.{kind}", when=when,
        who=visit.name_in(event) or words("enrolment.program"),
        reason=reason, count=without or event.details.get("count", ""),
        receipt=event.details.get("receipt", ""), why=_mistake(words, event),
    )  # fmt: skip


def _mistake(words: Words, event: Event) -> str:
    """Why a payment was taken back."""
    code = event.details.get("why", "")
    return words(f"enrolment.mistake.{code}") if code in MISTAKES else ""
