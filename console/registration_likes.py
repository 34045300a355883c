"""Who may be the same person under another NIK, as far as the officer may see them; and who is not."""

from __future__ import annotations

from dataclasses import dataclass

from console.registration_facts import Teller
from console.registration_places import Places
from console.visit import Visit
from rules.records import Person, Registration
from storage import events, likenesses, registrations

RECORD, KIND = "person", "not_same"
MOST = 20  # the likest; the next ones come when these are told apart
COMPARED = ("nik", "name", "birth_date", "mother_name", "address", "village", "phone")


@dataclass(frozen=True)
class Like:
    """`facts`: name of the fact -> as it is shown, masked; `registrations` those that the officer may see."""

    person: int
    facts: dict[str, str]
    registrations: list[Registration]


def likes_of(visit: Visit, places: Places, person: Person) -> tuple[list[Like], int]:
    """Those who look the same and whom nobody told apart, the likest first; and how many lie elsewhere."""
    apart = told_apart(visit, person.id)
    found = [_like(visit, places, one)
             for one in likenesses.alike(visit.tx, visit.vault, person, apart)]  # fmt: skip
    mine = [like for like in found if like.registrations]
    return mine[:MOST], len(found) - len(mine)


def _like(visit: Visit, places: Places, person: Person) -> Like:
    known = registrations.of_person(visit.tx, visit.vault, person.id)
    seen = [one for one in known if visit.sees(places.spot_of(one))]
    teller = Teller(visit.tx, visit.house, visit.asked.language, None)
    facts = {name: teller.told(name, person.details.get(name)) for name in COMPARED}
    return Like(person.id, facts, seen)


def told_apart(visit: Visit, person: int) -> frozenset[int]:
    """Those of whom an officer has said that they are somebody else."""
    happened = events.of(visit.tx, visit.vault, RECORD, person)
    return frozenset(int(event.details["other"]) for event in happened if event.kind == KIND)


def settle(visit: Visit, one: int, other: int) -> None:
    """An event with each of the two, so that it is found from both sides."""
    for person, who in ((one, other), (other, one)):
        events.note(visit.tx, visit.vault, RECORD, person, visit.event(KIND, other=who), None)
