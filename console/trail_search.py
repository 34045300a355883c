"""What is looked for in the audit trail, and the rows of one's own area that fit it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from console.asked import id_of
from console.masking import masked
from console.trail_told import record_meant
from console.visit import Visit
from rules.officers import Officer, spot_of, within
from storage import audit, audit_seen, person_records
from storage.audit import Noted
from storage.audit_seen import BLOCK, Key
from storage.statement import Row

SIZE = 50  # rows of a page
MOST = 10_000  # rows looked through for a page, where few are of this area or fit the filter
AT_ONCE = 500
LONGEST = 80  # letters of what is looked for
RECORD = re.compile(r"(\w[\w ]*) (\S+)")  # as the trail writes one: "pendaftaran 12"


@dataclass(frozen=True)
class Filter:
    """What is looked for: an act, an officer's login, a record, from which row backwards; "" : any."""

    act: str = ""
    login: str = ""
    about: str = ""
    before: int = audit.NEWEST


@dataclass(frozen=True)
class Found:
    """The rows of a page; from which row the next one goes on, None where nothing is older."""

    rows: list[Noted]
    older: int | None


def wanted(query: Mapping[str, str], acts: tuple[str, ...]) -> Filter:
    """What a page was asked for; a NIK does not get into the trail."""
    act, login = query.get("act", ""), query.get("login", "").strip().lower()
    before = id_of(query.get("before", "")) or audit.NEWEST
    about = masked("words", query.get("about", "").strip()[:LONGEST])
    return Filter(act if act in acts else "", login, about, before)


def keys(visit: Visit, about: str) -> set[Key] | None:
    """By what rows are found: of a registration or case all that concerns its person. None: all rows."""
    if not about:
        return None
    typed, words = RECORD.fullmatch(about), visit.house.words(visit.asked.language)
    named = (record_meant(typed[1], words), typed[2]) if typed else ("", about)
    key = person_records.numbered(visit.tx, about) or named
    return person_records.around(visit.tx, key)


def page(visit: Visit, asked: Filter, everyone: Mapping[int, Officer]) -> Found:
    """One page of what fits."""
    known, mine = keys(visit, asked.about), _Mine(visit, everyone, visit.cities())
    found, last, looked = list[Noted](), asked.before, 0
    for row in _backwards(visit, asked, known, everyone):
        last, looked = row["seq"], looked + 1
        if asked.act in ("", row["act"]) and mine.has(row):
            one = audit.opened(visit.vault, row)
            if known is None or not known.isdisjoint(_told(one)):
                found.append(one)
        if len(found) == SIZE or looked == MOST:
            return Found(found, last if last > 1 else None)
    return Found(found, None)


def _told(one: Noted) -> set[Key]:
    return audit_seen.keys_of(one.entry.record, one.entry.id, one.entry.details)


def _backwards(
    visit: Visit, asked: Filter, known: set[Key] | None, everyone: Mapping[int, Officer]
) -> Iterator[Row]:
    """The rows that are looked through, the newest first: of one officer where a login is looked for, of the
    parts of the trail in which a record stands where that is.
    """
    by = next((one.id for one in everyone.values() if one.login == asked.login), 0) if asked.login else None
    if known is not None:
        for block in audit_seen.blocks(visit.tx, known, asked.before, MOST // BLOCK + 1):
            yield from audit.rows_of(visit.tx, block, asked.before, by)
        return
    before = asked.before
    while rows := audit.rows_before(visit.tx, before, AT_ONCE, by):
        yield from rows
        before = rows[-1]["seq"]


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
