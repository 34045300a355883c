"""The words of the pages: none is missing in source or templates; and what is masked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import meta

from bot.catalogues import LANGUAGES, catalogues
from bot.enrolment import taking_in
from bot.groups.submitting import PURPOSE
from bot.keeping import FIRST_TOLD
from bot.lists.bad import REASONS as BAD_FILES
from bot.matching import brought
from bot.matching.port import PROBLEMS
from bot.reports.making import FORMATS
from bot.reports.work_sections import FLOW
from console.case_acts import BRANCH
from console.case_checklist import STATES as PAPERS
from console.case_page import ACTS as CASE_ACTS
from console.case_queue import DUE, TABS
from console.masking import masked
from console.page import OWN
from console.pages import MENU, ROUTES
from console.registration_queue import TABS as REGISTRATION_TABS
from console.rendering import TEMPLATES, templates
from console.trail import ACTS
from console.trail_told import RECORDS
from rules.case_reasons import WHY
from rules.cases import ANY as CASE_STATUSES
from rules.cases import KINDS as CASES
from rules.cases import KINDS as CASE_KINDS
from rules.cases import MOVES as CASE_MOVES
from rules.figures import STATUSES
from rules.groups import MOVES
from rules.kept_clocks import CODES
from rules.kept_clocks import STATES as CLOCKS
from rules.matching import ADVICE, NO_ANSWERS, REASONS, ROW_FAULTS, ROWS_TAKEN, SOURCES
from rules.matching import STATES as STATES_OF_MATCHING
from rules.officers import KINDS, ROLES, STATES
from rules.offices import MOVES as OFFICE_MOVES
from rules.offices import STATES as OFFICE_STATES
from rules.programme_reader import PAYERS
from storage.deceased import HEIR
from storage.waiting import WAITING

TEXTS = {language: catalogues(language)["console"] for language in LANGUAGES}
ROOT = Path(__file__).parents[2]
COVER = ["active", "perhaps", "over", "none"]
FAMILIES = {
    "role": ROLES, "role.about": ROLES, "officer.state": STATES, "act": ACTS, "payer": PAYERS,
    "menu": [page.menu for page in MENU], "officer.kind": KINDS, "area": KINDS, "home.registrations": WAITING,
    "registrations.status": REGISTRATION_TABS, "registration.agreed": ["yes", "no", "open"],
    "reports.make": FORMATS, "reports.status": STATUSES, "reports.flow": FLOW, "reports.case": CASES,
    "reports.column.case": CASE_STATUSES, "reports.column.clock": CLOCKS, "reports.column.case_kind": CASES,
    "registration.consent": ["registration", PURPOSE],
    "actor": ["person", "officer", "coordinator", "system"],
    "office.state": OFFICE_STATES, "office.event": OFFICE_MOVES,
    "group.state": {after for _, after in MOVES.values() if after},
    "case.event": CASE_MOVES, "cases.status": TABS, "case.kind": CASE_KINDS, "case.paper": PAPERS,
    "case.act": CASE_ACTS, "case.act_about": CASE_ACTS, "case.act_yes": CASE_ACTS, "case.done": CASE_ACTS,
    "case.problem": FIRST_TOLD, "case.why": WHY, "case.step": {one for _, one in CASE_MOVES.values() if one},
    "reports.clock": CODES, "case.clock": ["phase_one", "phase_two", "payment", "expiry"], "cases.due": DUE,
    "case.timer": ["running", "kept", "missed", "over"], "case.role": ["reporter", "helper", "witness"],
    "case.actor": ["person", "officer", "system"], "case.cover": ["active", "not_started", "lapsed"],
    "case.file_state": ["waiting", "lost"], "cases.hands": ["mine", "nobody"],
    "matching.source": SOURCES, "matching.state": STATES_OF_MATCHING, "matching.reason": REASONS,
    "matching.advice": [*ADVICE, "open"], "matching.field": ["same", "ask", "different"],
    "matching.row": [*ROWS_TAKEN, *ROW_FAULTS, "asked"], "matching.problem": [*PROBLEMS, "left_out"],
    "matching.bad_file": [*(set(BAD_FILES) - {"no_names"}), *NO_ANSWERS], "deceased.way": HEIR,
    "matching.way": ["file", "closed", "open", "half_open"], "matching.direction": ["out", "in"],
    "matching.cover": COVER, "deceased.cover": COVER, "matching.file_state": ["waiting", "done", "bad"],
    "matching.segment": ["pu", "bpu"],
    "trail.record": RECORDS, "trail.value": ["person", "coordinator", "number", "nik", "yes", "no"],
    "fault": ["altered", "missing", "unlinked", "cut_off", "other_head", "bad_head", "no_head"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_template_shows_exists(language: str) -> None:
    shown = {
        key
        for file in TEMPLATES.glob("*.html")
        for key in re.findall(r'\bt\("([\w.]+)"[),]', file.read_text())
    }
    assert len(shown) > 100
    assert sorted(shown - TEXTS[language].keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_family_exists(language: str) -> None:
    lacking = [f"{start}.{name}" for start, names in FAMILIES.items() for name in names
               if f"{start}.{name}" not in TEXTS[language]]  # fmt: skip
    assert lacking == []


def test_every_problem_and_flash_that_the_source_names_exists() -> None:
    told = re.compile(
        r'(?:\(|said\()"((?:officer|office|group|registration|password|login|code|welcome|account|case|matching)\.\w+)"'
    )
    named = {key for file in (ROOT / "console").glob("*.py") for key in told.findall(file.read_text())}
    acts = {act for acts in ROLES.values() for act in acts}
    assert len(named) > 20
    lacking = {key for key in named - TEXTS["id"].keys() - acts if not key.endswith(".html")}
    assert sorted(lacking) == []


def test_every_act_that_is_noted_can_be_looked_for() -> None:
    noted = {
        act
        for file in (ROOT / "console").glob("*.py")
        for act in re.findall(
            r'noted\((?:tx, house, [\w.]+(?: if officer else None)?, )?"(\w+)"', file.read_text()
        )
    }
    for file in (ROOT / "bot" / "commands").glob("*.py"):
        noted |= set(re.findall(r'noted\(tx, app, "(\w+)"', file.read_text()))
    of_cases = {f"case_{act}" for act in BRANCH}
    of_announcements = {f"announcement_{event}" for event in ("paused", "continued", "stopped")}
    of_jobs = {taking_in.NOTED, brought.NOTED}
    assert noted | of_cases | of_announcements | of_jobs | {"login_refused", "refused"} == set(ACTS)


def test_every_template_is_used_and_asks_for_what_pages_give() -> None:
    sources = "".join(
        file.read_text() for file in (ROOT / "console").rglob("*") if file.suffix in (".py", ".html")
    )
    for file in TEMPLATES.glob("*.html"):
        assert f'"{file.name}"' in sources
        assert meta.find_undeclared_variables(templates().parse(file.read_text())) is not None


def test_what_everybody_may_see_holds_nothing_of_others() -> None:
    assert {page.path.split("/")[1] for page in ROUTES if page.act == OWN} == {"", "account", "logout"}


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("nik", "6371015708859001", "6371 •••• •••• 9001"),
        ("nik", "637101570885900", "••••••••"),
        ("phone", "+6281234567890", "+62 ••• 7890"),
        ("phone", "12345", "••••••••"),
        ("mother_name", "GALUH ACIL RUSMINI", "G••• A••• R•••"),
        ("mother_name", "SITI", "S•••"),
        ("name", "SITI AMINAH", "SITI AMINAH"),
        ("nik", "", ""),
        ("phone", None, ""),
    ],
)
def test_what_is_masked_tells_two_apart_and_no_more(kind: str, value: str | None, shown: str) -> None:
    assert masked(kind, value) == shown
