"""Somebody calls: one registration is looked for by its number, or by the NIK of the person.

A NIK stands in no address, and what lies elsewhere is answered as if it were not there; the trail knows both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from console.answer import Answer, Go, said
from console.house import ROOT
from console.registration_places import Places
from console.visit import Visit
from rules.records import RUNNING, Registration
from storage import people, registrations
from storage.person_records import PERSON, number_in
from storage.registrations import RECORD

HERE = f"{ROOT}/registrations"
NOT_HERE = "registrations.not_here"
NIK = re.compile(r"[0-9]{16}")
BETWEEN = re.compile(r"[\s.-]")


def nik_in(text: str) -> str:
    """The NIK that somebody has typed, also in groups; "" where it is none."""
    digits = BETWEEN.sub("", text)
    return digits if NIK.fullmatch(digits) else ""


def sought(visit: Visit) -> Answer:
    """POST: on to the registration of that number, or of the person with that NIK."""
    typed = visit.asked.one("sought")
    if number := number_in(typed):
        return Go(f"{HERE}?number={number}")
    if nik := nik_in(typed):
        return _by_nik(visit, nik)
    return Go(HERE, said("registrations.not_read"))


def by_number(visit: Visit, places: Places, text: str) -> Registration | None:
    """The registration of that number, in the officer's areas; that it was looked for is noted."""
    number = number_in(text)
    one = registrations.numbered(visit.tx, visit.vault, number) if number else None
    found = _mine(visit, places, [one] if one else [])
    _noted(visit, places, "number", RECORD, [one] if one else [], bool(found), one.id if one else "")
    return found[0] if found else None


def _by_nik(visit: Visit, nik: str) -> Answer:
    """The one that still runs, else the newest; which others there are is said above it."""
    mine = of_nik(visit, nik)
    if not mine:
        return Go(HERE, said(NOT_HERE))
    numbers = ", ".join(one.number for one in mine[1:])
    return Go(f"{HERE}/{mine[0].id}", said("registrations.others", numbers=numbers) if numbers else None)


def of_nik(visit: Visit, nik: str) -> list[Registration]:
    """Those of the person with that NIK in the officer's areas, what runs first; that it was looked for is
    noted.
    """
    places, person = Places(visit), people.by_nik(visit.tx, visit.vault, nik)
    known = registrations.of_person(visit.tx, visit.vault, person.id) if person else []
    mine = _mine(visit, places, known)
    _noted(visit, places, "nik", PERSON, mine or known, bool(mine), person.id if person else "")
    return sorted(mine, key=lambda one: (one.status in RUNNING, one.id), reverse=True)


def _mine(visit: Visit, places: Places, known: Sequence[Registration]) -> list[Registration]:
    return [one for one in known if visit.sees(places.spot_of(one))]


def _noted(
    visit: Visit, places: Places, by: str, record: str, known: Sequence[Registration], found: bool,
    id: object,
) -> None:  # fmt: skip
    """Of what was looked for and lies elsewhere the trail tells too: an officer of there is to know."""
    spot = places.spot_of(known[0]) if known else None
    visit.noted("registration_sought", record if id else "", id, spot, by=by, found="yes" if found else "no")
