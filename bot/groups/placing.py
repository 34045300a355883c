"""How a line that is right in itself becomes a registration of its group, or waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.groups.ground import Ground
from bot.groups.objections import objection
from rules.lines import Line
from rules.records import ENDED, Event, Person, Registration
from storage import memberships, people, registrations


def put(ground: Ground, line: Line) -> Line:
    """The line as it is from now on: accepted, changed or known, or waiting with one more reason."""
    room = ground.room
    known = people.by_nik(ground.tx, ground.vault, str(line.person["nik"]))
    earlier = ground.registration(known) if known else None
    against = objection(ground, line, known, earlier)
    if against:
        return waiting(line, *against)
    if earlier and earlier.status not in ENDED:
        return known_already(ground, line, earlier)
    full = not room.take(ground.category(line) or "", ground.village(line))
    return registered(ground, line, known, earlier, full)


def waiting(line: Line, reason: str, told: Mapping[str, str]) -> Line:
    """The line waits for that reason; what had been changed in it is kept in mind."""
    return replace(line, status="waiting", reasons=(reason, *line.reasons), told={**line.told, **told})


def known_already(ground: Ground, line: Line, running: Registration) -> Line:
    """In this group already; or registered alone, which stays the person's own matter."""
    alone = () if running.group == ground.group.id else ("registered_alone",)
    return replace(line, status="known", reasons=alone, registration=running.id)


def registered(
    ground: Ground, line: Line, known: Person | None, earlier: Registration | None, full: bool
) -> Line:
    """Listed, or on the waiting list where it is `full`. What others have told of a known person stays."""
    category, village = ground.category(line) or "", ground.village(line)
    told = details(line, category, village)
    person = known or people.save(ground.tx, ground.vault, told, ground.now)
    looks = ["ALREADY_BPU_OTHER"] if known and paid_for(ground, known) else []
    wish = Registration(0, "", ground.programme.code, person.id, category, village, "", told, ground.now,
                        group=ground.group.id, unit=unit(line))  # fmt: skip
    done = written(ground, wish, earlier, event(ground, full, looks))
    changes = tuple(reason for reason in line.reasons if reason not in line.settled)
    reasons = (*changes, "paid_by_another") if looks else changes
    return replace(line, status="changed" if changes else "accepted", reasons=reasons, registration=done.id)


def event(ground: Ground, full: bool, looks: list[str]) -> Event:
    """What happened to the registration first; `looks` are reason codes for the officer."""
    kind, reason = ("put_on_list", "QUOTA_FULL") if full else ("listed", None)
    return Event(kind, ground.now, "coordinator", reason, {"look": looks} if looks else {})


def written(ground: Ground, wish: Registration, earlier: Registration | None, first: Event) -> Registration:
    if earlier:
        return registrations.again(ground.tx, ground.vault, earlier, wish, first, ground.chat)
    prefix = ground.programme.code[:3].upper()
    return registrations.add(ground.tx, ground.vault, wish, prefix, first, ground.chat)


def paid_for(ground: Ground, known: Person) -> bool:
    """Does somebody else pay for the person, or will? An officer decides who does; nobody is dropped."""
    paid = memberships.of_person(ground.tx, ground.vault, known.id)
    wished = registrations.of_person(ground.tx, ground.vault, known.id)
    return any(one.cover(ground.today) == "active" for one in paid) or any(
        one.programme != ground.programme.code and one.status not in ENDED for one in wished
    )


def unit(line: Line) -> str | None:
    """The dusun or part of the office, in one spelling."""
    return " ".join(str(line.person.get("unit") or "").split()).title()[:60] or None


def details(line: Line, category: str, village: str | None) -> dict[str, Any]:
    """What was told of the person, under the names that registrations use."""
    told = {name: value for name, value in line.person.items() if value not in (None, "")}
    return {**told, "category": category, "village": village}
