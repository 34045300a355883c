"""What officers sort and share cases by: the legal clock that runs out next, where a case lies, who has it.

**Where a case lies**: where the insured's registration lies, by programme, village and office. Of several the
one counts whose programme paid for the day of the event, then one that runs, then the newest. Of whom no
registration is known here, the programme of the membership; else the city in which the NIK was issued, where
a programme of ours is in that city; else nowhere, and only who sees everything sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from rules.case_clock import NEVER, event_day_of, next_clock
from rules.cases import OPEN, Case
from rules.officers import Spot
from rules.records import RUNNING
from storage import catalogue
from storage.statement import Row, Statement, Tx, among
from storage.tables import cases, groups, memberships, registrations

AT_ONCE = 10  # cases reckoned anew in one transaction
_DUE = Statement(
    update(cases)
    .where(cases.c.id == bindparam("row"))
    .values(due=bindparam("due"), due_what=bindparam("due_what"))
)
_PLACE = Statement(
    update(cases)
    .where(cases.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in ("city", "programme", "village", "office")})
)
_REGISTERED = Statement(
    select(registrations.c.programme, registrations.c.village, registrations.c.status, groups.c.kind,
           groups.c.place)
    .outerjoin(groups, groups.c.id == registrations.c.group_id)
    .where(registrations.c.person_id == bindparam("person"))
    .order_by(registrations.c.id)
)  # fmt: skip
_COVERED = Statement(
    select(memberships.c.programme, memberships.c.paid_from, memberships.c.paid_until)
    .where(memberships.c.person_id == bindparam("person"), memberships.c.programme.is_not(None))
    .order_by(memberships.c.id)
)
_STANDING = select(
    cases.c.status, cases.c.assigned, cases.c.city, cases.c.programme, cases.c.village, cases.c.office
).where(cases.c.id == bindparam("row"))
_SEEN = Statement(_STANDING)
_LOCKED = Statement(_STANDING.with_for_update())
_ASSIGN = Statement(update(cases).where(cases.c.id == bindparam("row")).values(assigned=bindparam("officer")))
_OPEN_AFTER = Statement(
    select(cases.c.id)
    .where(cases.c.id > bindparam("after"), among(cases.c.status, OPEN) | (cases.c.due == ""))
    .order_by(cases.c.id)
    .limit(AT_ONCE)
)


@dataclass(frozen=True)
class Standing:
    """How a case stands for officers: its status, where it lies, who works on it (None: nobody)."""

    status: str
    spot: Spot
    assigned: int | None


def of(tx: Tx, case: int, lock: bool = False) -> Standing | None:
    """None where there is no such case. `lock`: it stays so until the commit."""
    row = tx.one(_LOCKED if lock else _SEEN, row=case)
    return Standing(row["status"], spot_of(row), row["assigned"]) if row else None


def spot_of(row: Row) -> Spot:
    """Where a row of `cases` lies."""
    return Spot(row["city"], row["programme"], row["village"], row["office"])


def clocks(tx: Tx, otherwise: catalogue.Clock) -> Callable[[Spot], catalogue.Clock]:
    """What turns milliseconds into the time of where a case lies: by its programme, else by its city."""
    known = catalogue.all_programmes(tx)
    found = {one.region: one.local for one in known} | {one.code: one.local for one in known}
    return lambda spot: found.get(spot.programme) or found.get(spot.city) or otherwise


def assign(tx: Tx, case: int, officer: int | None) -> None:
    """From now on this officer works on it, or nobody."""
    tx.run(_ASSIGN, row=case, officer=officer)


def timed(tx: Tx, case: Case) -> None:
    """Keep the clock that runs out next, after something has happened to the case."""
    clock = next_clock(case)
    tx.run(_DUE, row=case.id, due=clock.written if clock else NEVER, due_what=clock.code if clock else "")


def placed(tx: Tx, case: Case) -> None:
    """Keep where the case lies, after its insured has become known or may have moved."""
    tx.run(_PLACE, row=case.id, **vars(place_of(tx, case)))


def place_of(tx: Tx, case: Case) -> Spot:
    """Where the case lies, as the head of this file says."""
    cities = {one.code: one.region for one in catalogue.all_programmes(tx)}
    covered = _covered(tx, case) if case.person else set[str]()
    known = tx.all(_REGISTERED, person=case.person) if case.person else []
    for row in sorted(known, key=lambda row: (row["programme"] in covered, row["status"] in RUNNING))[-1:]:
        office = f"{row['programme']}/{row['place']}" if row["kind"] == "office" else ""
        return Spot(cities.get(row["programme"], ""), row["programme"], row["village"] or "", office)
    for programme in sorted(covered):
        return Spot(cities.get(programme, ""), programme)
    return Spot(_city_of_nik(case.details, set(cities.values())))


def _covered(tx: Tx, case: Case) -> set[str]:
    """The programmes that had paid for the day of the event; of a day nobody has told, all that ever paid."""
    day, rows = event_day_of(case), tx.all(_COVERED, person=case.person)
    return {row["programme"] for row in rows if day is None or row["paid_from"] <= day <= row["paid_until"]}


def _city_of_nik(details: Mapping[str, object], cities: set[str]) -> str:
    """The region that issued the NIK ("63.71"), where it is one of ours."""
    nik = str(details.get("nik") or "")
    region = f"{nik[:2]}.{nik[2:4]}" if len(nik) == 16 else ""
    return region if region in cities else ""


def open_after(tx: Tx, case: int) -> list[int]:
    """The next few cases, by number, that are open or were never reckoned."""
    return [row["id"] for row in tx.all(_OPEN_AFTER, after=case)]
