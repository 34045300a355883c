"""One case: its clocks, facts, papers, sum and story, and what the officer may do with it."""

from __future__ import annotations

from typing import Any

from console import case_others
from console.announcement_places import channel_told
from console.answer import Answer, Go, View
from console.case_checklist import checklist
from console.case_death import other_name
from console.case_desk import Desk, opened
from console.case_facts import Facts, can_be_shown, covers
from console.case_story import story, timers
from console.case_sum import sum_of
from console.form import Form
from console.house import CATALOGUE
from console.speaking import LONGEST, newest
from console.visit import Visit
from handlers.case_papers import OTHER, askable, event_day, missing_of, paper_name
from rules.case_clock import clocks, happened_on, notified
from rules.case_reasons import REASONS, WHY
from rules.cases import GRANTED, Case, benefit_of
from rules.officers import may
from storage import catalogue
from storage.cases import RECORD
from storage.statement import Row

PHASES = ("phase_one", "phase_two")
ACTS = ("notified", "sent", "accepted", "refused", "paid", "given_back", "not_sent", "reopened",
        "asked", "written", "handed_over")  # fmt: skip


def shown(visit: Visit) -> Answer:
    """GET: one case; that it was opened is noted."""
    desk = opened(visit)
    others = [one.id for one in case_others.others(desk)]
    desk.noted("case_read", **{"seen": {RECORD: others}} if others else {})
    return page(desk)


def show(visit: Visit) -> Answer:
    """POST: one masked fact, shown this once; that it was asked for is noted."""
    desk, what = opened(visit), visit.asked.one("what")
    if not desk.works or not can_be_shown(desk, what):
        return Go(desk.here)
    desk.noted("personal_shown", what=what)
    return page(desk, asked=what)


def page(desk: Desk, form: Form | None = None, asked: str = "", status: int = 200) -> View:
    """`form`: an act that has to be looked at again; `asked`: the masked fact that is shown this once."""
    visit, case, facts = desk.visit, desk.case, Facts(desk, asked)
    others = case_others.others(desk)
    place = desk.standing.spot.village or desk.standing.spot.city
    values = {
        "case": case, "facts": facts.all(), "witnesses": list(facts.witnesses()), "heirs": facts.heirs(),
        "first_heirs": facts.first_heirs(), "children": facts.children(), "asked": asked,
        "covers": covers(desk, event_day(case, desk.today)) if desk.works else [],
        "place": catalogue.region_name(visit.tx, place) if place else "",
        "registration": registration(desk), "papers": checklist(desk), "story": story(desk),
        "timers": list(timers(desk)), "sum": sum_of(desk) if desk.works else None, "works": desk.works,
        "assigned": desk.name_of(desk.standing.assigned), "chats": desk.chats if desk.works else [],
        "may_show": desk.works and visit.may("personal.show", desk.standing.spot),
        "form": form or Form(), "others": others, **offered(desk, case_others.twins(desk, others)),
    }  # fmt: skip
    return View("case.html", values, status)


def chat_name(desk: Desk, chat: Row) -> str:
    """ "pelapor (WhatsApp)"."""
    words = desk.words(CATALOGUE)
    role = words(f"case.role.{chat['role']}")
    return f"{role} ({channel_told(words, chat['channel'])})"


def registration(desk: Desk) -> str:
    """The number of the insured's newest registration."""
    person = desk.records.case_person(desk.case)
    known = desk.records.registrations(person) if person else ()
    return known[-1].number if known else ""


def offered(desk: Desk, twins: list[Case]) -> dict[str, Any]:
    """What the officer may do with the case as it stands, and what there is to choose from. `twins`: other
    cases of the same event.
    """
    if not desk.works:
        return {"acts": ()}
    return {
        "acts": [act for act in ACTS if desk.can(act) and (act != "notified" or phases(desk))],
        "granted": GRANTED, "benefit": benefit_of(desk.case),
        "reasons": reasons(desk), "colleagues": colleagues(desk),
        "had": str(desk.standing.assigned or ""), "me": desk.visit.officer.id,
        "today": desk.today.isoformat(), "longest": LONGEST,
        "twins": case_others.written(twins), "twins_told": case_others.told(desk, twins),
        "other_name": other_name(desk), "newest": newest(desk.visit, RECORD, desk.case.id), **named(desk),
    }  # fmt: skip


def named(desk: Desk) -> dict[str, Any]:
    """What there is to choose from, by value and label."""
    words, papers = desk.words(CATALOGUE), askable(desk.records, desk.known, desk.today)
    missing = missing_of(desk.records, desk.known, desk.today)
    heard = [chat for chat in desk.chats if chat["role"] != "witness"]
    return {
        "phases": phases(desk),
        "times": times_notified(desk),
        "askable": [(code, paper_name(code, desk.language)) for code in papers if code != OTHER],
        "missing": [paper_name(code, desk.language) for code in missing],
        "whys": [(code, words(f"case.why.{code}")) for code in WHY],
        "heard": [(chat["id"], chat_name(desk, chat)) for chat in heard],
    }


def phases(desk: Desk) -> list[tuple[str, str]]:
    """Of what the branch office is to be told, phase I or II: as value and label. What was noted already may
    be noted with another day; what the papers have told in time needs no more.
    """
    return [(clock.code, phase_told(desk, clock.code)) for clock in clocks(desk.case)
            if clock.code in PHASES and (not clock.kept or notified(desk.case, clock.code))]  # fmt: skip


def phase_told(desk: Desk, code: str) -> str:
    """ "Laporan tahap I (2x24 jam), sudah dicatat 10 Maret 2026"."""
    words, known = desk.words(CATALOGUE), notified(desk.case, code)
    label = words(f"case.clock.{code}")
    if known is None:
        return label
    day = desk.language.formats.date(happened_on(known, desk.zone))
    return words("case.noted_on", what=label, day=day)


def times_notified(desk: Desk) -> int:
    """How often it has been noted that the branch office was told: what a page shows of it."""
    return sum(event.kind == "notified" for event in desk.case.events)


def reasons(desk: Desk) -> list[tuple[str, str]]:
    """Why a case may be refused, as the family will read it."""
    words = desk.words("case")
    return [(code, words(f"reason.{code}")) for code in REASONS]


def colleagues(desk: Desk) -> list[tuple[int, str]]:
    """The officers who may work on it: number and name."""
    spot = desk.standing.spot
    return [(one.id, one.name) for one in desk.officers.values() if may(one, "cases.work", spot)]
