"""On which lists of people to be covered a registration stands, and what the branch office has answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.enrolment_places import Lists
from console.masking import masked
from console.visit import Visit
from rules.enrolment import Enrolment, Placed
from rules.officers import Spot
from rules.records import Registration
from storage import enrolment, enrolment_rows

CODED = ("refused", "taken_off")  # the reason is a code of rules/reasons.py


@dataclass(frozen=True)
class Stand:
    """`reason`: a key of the words, "" where there is none; `open`: may this officer open the list?"""

    list: Enrolment
    row: Placed
    kpj: str
    reason: str
    open: bool


def lists_of(visit: Visit, one: Registration, spot: Spot) -> list[Stand]:
    """The newest first, without lists that were cancelled; `spot`: where the registration lies. A list that
    lies elsewhere has no way there.
    """
    return list(_stands(visit, one)) if visit.may("enrolment.people", spot) else []


def _stands(visit: Visit, one: Registration) -> Iterator[Stand]:
    places = Lists(visit)
    for row, _ in enrolment_rows.of_person(visit.tx, visit.vault, one.person):
        found = enrolment.by_id(visit.tx, row.list) if row.registration == one.id else None
        if found:
            may = visit.may("enrolment.see", places.spot(found))
            yield Stand(found, row, masked("kpj", row.kpj) if row.kpj else "", _reason(row), may)


def _reason(row: Placed) -> str:
    code = (row.reason or "").partition(":")[0]
    if row.state == "left_out":
        return f"enrolment.left_out.{code}"
    return f"reason.{code}" if row.state in CODED and code else ""
