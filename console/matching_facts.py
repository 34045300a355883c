"""Matching on the page of a registration: a part for each office, what was compared and what it means.

Advice alone: an officer decides. Values of other offices are masked as ours are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from console.answer import Answer, Go, said
from console.house import ROOT
from console.masking import masked
from console.registration_facts import MASKED, Teller
from console.registration_places import Places
from console.visit import Visit
from rules.matching import DECEASED, Field, day_of
from rules.matching import Answer as Answered
from rules.officers import Spot
from rules.records import Membership, Person, Registration
from storage import matching_results, matchings, memberships
from storage.matching_results import Matching
from storage.registrations import RECORD


@dataclass(frozen=True)
class Compared:
    """One fact: ours and theirs as they are shown."""

    label: str
    ours: str
    theirs: str
    result: str
    score: int | None


@dataclass(frozen=True)
class Part:
    """One office. `row` None: it has not been asked yet."""

    source: str
    row: Matching | None
    compared: tuple[Compared, ...] = ()
    members: tuple[dict[str, Any], ...] = ()
    deceased: dict[str, Any] | None = None


def matching_values(
    visit: Visit, one: Registration, person: Person, teller: Teller, spot: Spot
) -> dict[str, Any]:
    """What the template of matching shows; nothing to who may not see it."""
    wanted = teller.programme.matching if teller.programme and visit.may("matching.see", spot) else ()
    rows = matching_results.of_registration(visit.tx, visit.vault, one.id) if wanted else {}
    parts = [_part(visit, source, rows.get(source), person, teller) for source in wanted]
    return {"matching": parts, "may_match": visit.may("matching.ask", spot)}


def _part(visit: Visit, source: str, row: Matching | None, person: Person, teller: Teller) -> Part:
    if row is None or row.answer is None or row.advice is None:
        return Part(source, row)
    compared = tuple(_compared(field, person, teller) for field in row.advice.fields)
    died = DECEASED in row.advice.reasons
    deceased = unclaimed(visit, row.person, row.answer) if died else None
    return Part(source, row, compared, tuple(members_of(row.answer)), deceased)


def _compared(field: Field, person: Person, teller: Teller) -> Compared:
    ours = _told(field.name, str(person.details.get(field.name) or ""), teller)
    return Compared(teller.words.find(f"{field.name}.label") or field.name, ours,
                    _told(field.name, field.value, teller), field.result, field.score)  # fmt: skip


def _told(name: str, value: str, teller: Teller) -> str:
    """A value as people read it, masked; another office may write a birth date in its own way."""
    if name == "birth_date":
        return teller.told(name, value) if day_of(value) else value
    return masked(MASKED[name], value) if name in MASKED else value


def members_of(answer: Answered) -> Iterator[dict[str, Any]]:
    """The memberships that BPJS Ketenagakerjaan told, the numbers masked."""
    for one in answer.members:
        yield {"kpj": masked("kpj", one.kpj), "segment": one.segment, "active": one.active,
               "payer": one.payer, "since": day_of(one.since), "until": day_of(one.until)}  # fmt: skip


def unclaimed(visit: Visit, person: int, answer: Answered) -> dict[str, Any]:
    """Is there an unclaimed benefit? `died_on`: None where unknown; `cover`: active on that day (or perhaps,
    where the day is unknown), over before it, or none at all.
    """
    died_on = day_of(answer.died_on)
    known = memberships.of_person(visit.tx, visit.vault, person)
    return {"died_on": died_on, "cover": cover(known, died_on), "members": len(known)}


def cover(known: list[Membership], died_on: date | None) -> str:
    """active, perhaps (the day is not known), over or none."""
    if not known:
        return "none"
    if died_on is None:
        return "perhaps"
    return "active" if any(one.cover(died_on) == "active" for one in known) else "over"


def match_again(visit: Visit) -> Answer:
    """POST: one office is asked once more about this person."""
    places, source = Places(visit), visit.asked.one("source")
    one = places.found(visit.asked.id())
    spot = places.spot_of(one)
    visit.must("matching.ask", spot)
    if matchings.ask_again(visit.tx, one.id, source, visit.now):
        visit.noted("matching_again", RECORD, one.id, spot, source=source)
        return Go(f"{ROOT}/registrations/{one.id}", said("matching.asked_again"))
    return Go(f"{ROOT}/registrations/{one.id}")
