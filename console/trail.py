"""The audit trail as an auditor reads it: the newest first, of one's own area; and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from console.answer import Answer, View
from console.audit import kept, noted
from console.form import Form
from console.house import House
from console.page import Guest
from console.table import Cell, Table, link, number, text
from console.trail_search import page, wanted
from console.trail_told import details, record_told
from console.visit import Visit
from rules.officers import Officer
from storage import audit, officers
from storage.audit import Noted
from storage.audit_check import check
from storage.statement import Tx

# What is noted at all, in the order of the filter; "act.<name>" in the words.
ACTS = (
    "login", "login_refused", "code_refused", "logout", "welcomed", "app_set", "password_changed",
    "password_refused", "sessions_ended", "refused", "officers_read", "officer_read", "officer_added",
    "officer_changed", "officer_link", "officer_disabled", "officer_enabled", "officer_unlocked",
    "audit_read", "audit_checked",
    "groups_read", "group_read", "group_opened", "coordinator_invited", "coordinator_withdrawn",
    "personal_shown", "registrations_read", "registration_sought", "registration_read",
    "registration_verified", "registration_rejected", "registration_returned", "registration_file_read",
    "likeness_settled",
    "threads_read", "thread_read", "thread_answered", "thread_taken", "thread_handed_over", "thread_closed",
    "held_read", "held_sent", "thread_file_read",
    "cases_read", "case_read", "case_talk_read", "case_file_read", "case_asked", "case_written",
    "case_handed_over", "case_notified", "case_sent", "case_accepted", "case_refused", "case_paid",
    "case_given_back", "case_not_sent", "case_reopened",
    "cards_read", "cards_asked", "cards_taken",
    "programme_added", "programme_changed", "programme_restored", "city_words_changed", "regions_imported",
    "regions_renamed",
    "office_added", "office_renamed", "office_closed", "office_reopened",
    "matching_read", "matching_again", "matching_out", "matching_in", "matching_stored", "matching_file_read",
    "matching_file_taken", "deceased_read", "deceased_heir",
    "announcements_read", "announcement_read", "announcement_made", "announcement_counted",
    "announcement_tried", "officer_chat_code", "announcement_sent", "announcement_paused",
    "announcement_continued", "announcement_stopped",
    "enrolment_lists_read", "enrolment_read", "enrolment_made", "enrolment_filled", "enrolment_budget",
    "enrolment_rows", "enrolment_checked", "enrolment_sent_back", "enrolment_fixed", "enrolment_cancelled",
    "enrolment_removed", "enrolment_put_aside",
    "enrolment_export_asked", "enrolment_downloaded", "enrolment_answers", "enrolment_answers_stored",
    "enrolment_answers_read", "enrolment_result_downloaded", "enrolment_paid",
    "enrolment_unpaid",
    "reports_read", "report_made", "report_read",
)  # fmt: skip


def listed(visit: Visit) -> Answer:
    """GET: one page of it; that it was read, and of whom, is a row too."""
    asked = wanted(visit.asked.query, ACTS)
    everyone = {one.id: one for one in officers.everyone(visit.tx, visit.vault)}
    found = page(visit, asked, everyone)
    looked_for: dict[str, Any] = {"about": asked.about} if asked.about else {}
    visit.noted("audit_read", rows=len(found.rows), **looked_for)
    table = Table(
        ("seq", "at", "officer", "act", "record", "details"),
        [_row(visit, one, everyone) for one in found.rows],
    )
    values = {
        "form": Form({"act": asked.act, "login": asked.login, "about": asked.about}), "acts": ACTS,
        "table": table, "older": found.older, "may_check": visit.may("audit.check"), "faults": None,
    }  # fmt: skip
    return View("audit.html", values)


def _row(visit: Visit, one: Noted, everyone: Mapping[int, Officer]) -> list[Cell]:
    words = visit.house.words(visit.asked.language)
    entry, officer = one.entry, everyone.get(one.entry.officer or 0)
    at = f"{visit.house.local(entry.at):%Y-%m-%d %H:%M:%S}"
    query = f"?login={officer.login}" if officer else ""
    who = link(f"{visit.asked.path}{query}", officer.login) if officer else text(words("audit.nobody"))
    act = words.first(f"act.{entry.act}", "act.other", act=entry.act)
    told = record_told(entry.record, entry.id, words)
    record = link(f"{visit.asked.path}?{urlencode({'about': told})}", told) if entry.id else text(told)
    return [number(one.seq), text(at), who, text(act), record, text(details(entry.details, words))]


async def checked(guest: Guest) -> Answer:
    """POST: is the whole chain as it was written? 100,000 rows take some seconds."""
    house, officer = guest.house, guest.officer
    made = await check(house.database, house.vault, house.head.read, lambda rows: None)
    head = await house.database.run(lambda tx: _noted(tx, house, officer, len(made.faults), made.rows))
    await kept(house, head)
    return View("audit_checked.html", {"faults": made.faults, "rows": made.rows, "head": made.last})


def _noted(tx: Tx, house: House, officer: Officer | None, faults: int, rows: int) -> audit.Head:
    return noted(tx, house, officer.id if officer else None, "audit_checked", faults=faults, rows=rows)
