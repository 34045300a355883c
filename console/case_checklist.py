"""The papers of a case as a list to tick off: what must be there, what came, what is hard to read."""

from __future__ import annotations

from dataclasses import dataclass

from console.case_desk import Desk
from handlers.case_papers import OTHER, paper_name, papers_of
from rules.cases import asked, clear, received
from rules.records import Event
from storage import documents

STATES = ("there", "asked", "unclear", "missing", "optional")


@dataclass(frozen=True)
class Sheet:
    """One file: its number, when it came, the problem seen in it ("" for none), whether it can be opened."""

    id: str
    at: int
    problem: str
    state: str


@dataclass(frozen=True)
class Paper:
    """One paper of the list: `state` is one of STATES."""

    code: str
    name: str
    required: bool
    state: str
    sheets: list[Sheet]


def checklist(desk: Desk) -> list[Paper]:
    """Those that the case needs, then what an officer asked for or what came besides."""
    needed = {one.document: one.required for one in papers_of(desk.records, desk.known, desk.today)}
    came = received(desk.case.events)
    codes = dict.fromkeys([*needed, *asked(desk.case.events), *came])
    sheets = sheets_of(desk)
    return [Paper(code, paper_name(code, desk.language), needed.get(code, False),
                  state_of(desk, code, needed.get(code, False)), sheets.get(code, []))
            for code in codes]  # fmt: skip


def state_of(desk: Desk, code: str, required: bool) -> str:
    """How a paper stands."""
    if code in asked(desk.case.events):
        return "asked"
    if code in clear(desk.case.events):
        return "there"
    if code in received(desk.case.events):
        return "unclear"
    return "missing" if required else "optional"


def sheets_of(desk: Desk) -> dict[str, list[Sheet]]:
    """Every file that came for the case, by the paper it was sent as, with the pages sent along."""
    found: dict[str, list[Sheet]] = {}
    problems = {event.details["file"]: event.reason for event in desk.case.events if event.kind == "unclear"}
    for event in files_of(desk):
        file = event.details["file"]
        known = documents.get(desk.visit.tx, desk.visit.vault, file)
        sheet = Sheet(file, event.at, str(problems.get(file) or ""), known.state if known else "lost")
        found.setdefault(event.details.get("document", OTHER), []).append(sheet)
    return found


def files_of(desk: Desk) -> list[Event]:
    """The events with which a file came."""
    return [event for event in desk.case.events if event.kind in ("document", "page")]
