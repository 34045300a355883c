"""The audit trail as an auditor reads it: the newest first, of one's own area; and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from console.answer import Answer, View
from console.asked import id_of
from console.audit import kept, noted
from console.form import Form
from console.house import House
from console.page import Guest
from console.table import Cell, Table, link, number, text
from console.visit import Visit
from rules.officers import Officer, spot_of, within
from storage import audit, officers
from storage.audit import Noted
from storage.audit_check import check
from storage.statement import Row, Tx

SIZE = 50  # rows of a page
MOST = 10_000  # rows looked through for a page, where few are of this area or fit the filter
AT_ONCE = 500
# What is noted at all, in the order of the filter; "act.<name>" in the words.
ACTS = (
    "login", "login_refused", "code_refused", "logout", "welcomed", "app_set", "password_changed",
    "password_refused", "sessions_ended", "refused", "officers_read", "officer_read", "officer_added",
    "officer_changed", "officer_link", "officer_disabled", "officer_enabled", "audit_read", "audit_checked",
    "groups_read", "group_read", "group_opened", "coordinator_invited", "coordinator_withdrawn",
    "personal_shown", "registrations_read", "registration_read", "registration_verified",
    "registration_rejected", "registration_returned", "likeness_settled",
    "threads_read", "thread_read", "thread_answered", "thread_taken", "thread_handed_over", "thread_closed",
    "held_read", "held_sent", "thread_file_read",
    "cases_read", "case_read", "case_talk_read", "case_file_read", "case_asked", "case_written",
    "case_handed_over", "case_notified", "case_sent", "case_accepted", "case_refused", "case_paid",
    "case_reopened",
    "cards_read", "cards_asked", "cards_taken",
    "programme_added", "programme_changed", "programme_restored", "city_words_changed", "regions_imported",
    "office_added", "office_renamed", "office_closed", "office_reopened",
    "matching_read", "matching_again", "matching_out", "matching_in", "matching_file_read",
    "matching_file_taken", "deceased_read", "deceased_heir",
    "announcements_read", "announcement_read", "announcement_made", "announcement_counted",
    "announcement_tried", "officer_chat_code", "announcement_sent", "announcement_paused",
    "announcement_continued", "announcement_stopped",
    "enrolment_lists_read", "enrolment_read", "enrolment_made", "enrolment_filled", "enrolment_budget",
    "enrolment_rows", "enrolment_checked", "enrolment_sent_back", "enrolment_fixed", "enrolment_cancelled",
    "enrolment_removed", "enrolment_put_aside",
    "enrolment_export_asked", "enrolment_downloaded", "enrolment_answers", "enrolment_answers_read",
    "enrolment_result_downloaded", "enrolment_paid",
    "reports_read", "report_made", "report_read",
)  # fmt: skip


@dataclass(frozen=True)
class Filter:
    """What is looked for: an act, an officer's login, from which row backwards; "" and None: any."""

    act: str = ""
    login: str = ""
    before: int = audit.NEWEST


def listed(visit: Visit) -> Answer:
    """GET: one page of it; that it was read is a row too."""
    wanted = _filter(visit.asked.query)
    everyone = {one.id: one for one in officers.everyone(visit.tx, visit.vault)}
    rows, last = _page(visit, wanted, everyone)
    visit.noted("audit_read", rows=len(rows))
    table = Table(
        ("seq", "at", "officer", "act", "record", "details"), [_row(visit, one, everyone) for one in rows]
    )
    values = {
        "form": Form({"act": wanted.act, "login": wanted.login}), "acts": ACTS, "table": table, "older": last,
        "may_check": visit.may("audit.check"), "faults": None,
    }  # fmt: skip
    return View("audit.html", values)


def _filter(query: Mapping[str, str]) -> Filter:
    act, login = query.get("act", ""), query.get("login", "").strip().lower()
    before = id_of(query.get("before", "")) or audit.NEWEST
    return Filter(act if act in ACTS else "", login, before)


def _page(visit: Visit, wanted: Filter, everyone: Mapping[int, Officer]) -> tuple[list[Noted], int | None]:
    """The rows of a page; from which row the next one goes on, None where nothing is older."""
    found: list[Row] = []
    mine, last = _Mine(visit, everyone, visit.cities()), wanted.before
    for row in _backwards(visit.tx, wanted, everyone):
        if wanted.act in ("", row["act"]) and mine.has(row):
            found.append(row)
        last = row["seq"]
        if len(found) == SIZE:
            break
    return [audit.opened(visit.vault, row) for row in found], last if 1 < last < audit.NEWEST else None


def _backwards(tx: Tx, wanted: Filter, everyone: Mapping[int, Officer]) -> Iterator[Row]:
    """The rows that are looked through, the newest first: of one officer where a login is looked for."""
    by = next((one.id for one in everyone.values() if one.login == wanted.login), 0) if wanted.login else None
    seen, before = 0, wanted.before
    while seen < MOST and (rows := audit.rows_before(tx, before, AT_ONCE, by)):
        yield from rows
        seen, before = seen + len(rows), rows[-1]["seq"]


@dataclass(frozen=True)
class _Mine:
    """What an auditor may read: done by an officer of one's own area, or to something that lies there;
    the rest is for who sees all.
    """

    visit: Visit
    everyone: Mapping[int, Officer]
    cities: Mapping[str, str]

    def has(self, row: Row) -> bool:
        if self.visit.officer.everywhere:
            return True
        return row["officer_id"] in self._officers or bool(
            row["spot"] and self.visit.sees(spot_of(row["spot"]))
        )

    @cached_property
    def _officers(self) -> frozenset[int]:
        known = self.everyone.values()
        return frozenset(one.id for one in known if within(one.areas, self.visit.officer, self.cities))


def _row(visit: Visit, one: Noted, everyone: Mapping[int, Officer]) -> list[Cell]:
    words = visit.house.words(visit.asked.language)
    entry, officer = one.entry, everyone.get(one.entry.officer or 0)
    at = f"{visit.house.local(entry.at):%Y-%m-%d %H:%M:%S}"
    query = f"?login={officer.login}" if officer else ""
    who = link(f"{visit.asked.path}{query}", officer.login) if officer else text(words("audit.nobody"))
    act = words.first(f"act.{entry.act}", "act.other", act=entry.act)
    record = f"{entry.record} {entry.id}".strip()
    details = ", ".join(f"{name}: {value}" for name, value in entry.details.items())
    return [number(one.seq), text(at), who, text(act), text(record), text(details)]


async def checked(guest: Guest) -> Answer:
    """POST: is the whole chain as it was written? 100,000 rows take some seconds."""
    house, officer = guest.house, guest.officer
    made = await check(house.database, house.vault, house.head.read, lambda rows: None)
    head = await house.database.run(lambda tx: _noted(tx, house, officer, len(made.faults), made.rows))
    await kept(house, head)
    return View("audit_checked.html", {"faults": made.faults, "rows": made.rows, "head": made.last})


def _noted(tx: Tx, house: House, officer: Officer | None, faults: int, rows: int) -> audit.Head:
    return noted(tx, house, officer.id if officer else None, "audit_checked", faults=faults, rows=rows)
