"""What may become of one line of a group's list, why it waits, and what can be done about it.

The codes are those of receipts, files and words (group_lines.po). How a line is read is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rules.groups import Left

# accepted; changed: accepted, and a change is named; known: in this group already; waiting: for the
# coordinator; asked: for an officer; nobody: a title, a total; dropped: taken off; renewed: in a newer list;
# stopped: not taken in, as the coordinator had been withdrawn.
STATUSES = ("accepted", "changed", "known", "waiting", "asked", "nobody", "dropped", "renewed", "stopped")
SETTLED = ("accepted", "changed", "known", "nobody", "dropped", "renewed", "stopped")

# Why a line waits -> what its coordinator may do: type the NIK, the name or the birth date again; "keep" it
# as it is (the person has been asked); say that two are "different" people; pick the "category"; "ask" an
# officer; "drop" the line.
WAYS: Mapping[str, tuple[str, ...]] = {
    "nik_missing": ("nik", "drop"),
    "nik_short": ("nik", "drop"),
    "nik_long": ("nik", "drop"),
    "nik_letters": ("nik", "drop"),
    "nik_two": ("nik", "drop"),
    "nik_rounded": ("nik", "drop"),
    "nik_province": ("nik", "drop"),
    "nik_region": ("nik", "keep", "drop"),
    "nik_date": ("nik", "drop"),
    "nik_serial": ("nik", "drop"),
    "nik_kk": ("nik", "drop"),
    "nik_formula": ("nik", "drop"),
    "name_missing": ("name", "drop"),
    "name_unread": ("name", "drop"),
    "birth_unread": ("birth_date", "keep", "drop"),
    "birth_differs": ("nik", "birth_date", "keep", "drop"),
    "sex_differs": ("nik", "keep", "drop"),
    "deceased": ("drop", "name"),
    "note_says_out": ("keep", "drop"),
    "duplicate": ("nik", "drop"),
    "nik_of_two": ("nik", "name", "drop"),
    "likely_same": ("different", "drop"),
    "elsewhere": ("ask", "drop"),
    "other_name": ("nik", "name", "ask", "drop"),
    "withdrawn_before": ("keep", "drop"),
    "replaced_before": ("keep", "drop"),
    "refused_before": ("ask", "drop"),
    "underage": ("nik", "drop"),
    "overage": ("nik", "drop"),
    "other_village": ("keep", "drop"),
    "category_unknown": ("category", "drop"),
}
# What was changed in an accepted line, and is therefore named.
CHANGES = (
    "nik_letters_read", "nik_joined", "title_left_out", "columns_swapped", "ditto_filled",
    "day_month_swapped", "second_phone_left_out", "phone_left_out", "income_left_out", "income_by_day",
    "place_left_out",
)  # fmt: skip
# What an accepted line is told beside it: nothing was changed.
REMARKS = ("paid_by_another", "registered_alone")


@dataclass(frozen=True)
class ReadLine:
    """One line as the reader found it: `row` from 1 as in the sheet, `number` counts the lines of the file.

    `status`: accept, repair, reject or skip; `reasons`: codes of `WAYS` or `CHANGES`; `confirm`: the fields
    somebody should look at; `person`: nik, name, birth_date (ISO), sex (male, female), phone (+62...), income
    (rupiah a month), birth_place, mother_name, address, rt, rw, village, unit, work, work_place, and what
    else was there; `typed`: nik, name and birth_date as they stood in the file; `told`: what a sentence
    about a reason may mention (missing, extra, row).
    """

    number: int
    sheet: str
    row: int
    status: str
    reasons: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()
    person: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line as it is stored with its list; `settled`: reasons that "keep" or "different" have settled."""

    id: int
    list: int
    number: int
    sheet: str
    row: int
    status: str
    reasons: tuple[str, ...] = ()
    person: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()
    registration: int | None = None

    @property
    def name(self) -> str:
        return str(self.person.get("name") or self.typed.get("name") or "")

    @property
    def reason(self) -> str:
        """The first reason it waits for: they are settled one by one."""
        return next((reason for reason in self.reasons if reason in WAYS), "")


@dataclass(frozen=True)
class Receipt:
    """What became of the lines of one list: counts by status, the number of those put on the waiting list,
    the lines that wait, a few of those in which something was changed.
    """

    list: int
    name: str
    counts: Mapping[str, int]
    on_waiting_list: int
    waiting: tuple[Line, ...] = ()
    room: Left | None = None
    changed: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """All lines: the counts add up to them."""
        return sum(self.counts.values())

    def count(self, *statuses: str) -> int:
        return sum(self.counts.get(status, 0) for status in statuses)
