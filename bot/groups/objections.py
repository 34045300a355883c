"""What speaks against a line that is right in itself, held against the programme and the records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.cases import alike
from bot.groups.ground import Ground
from rules import eligibility
from rules.eligibility import Facts
from rules.lines import Line
from rules.records import ENDED, OF_DAYS, Person, Registration
from storage import likenesses

Objection = tuple[str, Mapping[str, str]]
AGES = {"UNDERAGE": "underage", "OVERAGE": "overage"}
AGAIN = {"withdrawn": "withdrawn_before", "rejected": "refused_before", "replaced": "refused_before"}


def objection(
    ground: Ground, line: Line, known: Person | None, earlier: Registration | None
) -> Objection | None:
    """The first reason that nobody has settled yet, with what its sentence mentions.

    `known` has the line's NIK, `earlier` is that person's registration in the programme.
    """
    running = earlier is not None and earlier.status not in ENDED
    found = age(ground, line) or other_name(line, known) or before(ground, line, earlier)
    if found or running:
        return found
    return other_village(ground, line) or no_work(ground, line) or like(ground, line)


def age(ground: Ground, line: Line) -> Objection | None:
    """Too young or too old for the programme."""
    born = date.fromisoformat(line.person["birth_date"])
    for one in eligibility.objections(ground.programme, Facts(birth_date=born), ground.today):
        if one.code in AGES:
            return AGES[one.code], {name: one.details.get(name, "") for name in ("age", "min", "max")}
    return None


def other_name(line: Line, known: Person | None) -> Objection | None:
    """The NIK belongs to somebody else, as far as the records know."""
    if known is None or not known.name or alike(known.name, line.name):
        return None
    return "other_name", {}


def before(ground: Ground, line: Line, earlier: Registration | None) -> Objection | None:
    """The same programme has, or had, this person already."""
    if earlier is None:
        return None
    if earlier.status not in ENDED:
        return None if here(ground, earlier) else ("elsewhere", {})
    reason = again(ground, earlier)
    return None if reason is None or reason in line.settled else (reason, {})


def again(ground: Ground, earlier: Registration) -> str | None:
    """Why somebody who had been on the list does not simply come again; None: a list was only undone."""
    last = next((event for event in reversed(earlier.events) if event.kind not in OF_DAYS), None)
    if last and last.kind == "taken_off":
        return None
    own = earlier.group == ground.group.id and last is not None and last.reason != "DECEASED"
    return "replaced_before" if earlier.status == "replaced" and own else AGAIN[earlier.status]


def here(ground: Ground, earlier: Registration) -> bool:
    """In this group, or alone: then the person belongs to the group of the own village, and to no other."""
    if earlier.group is not None:
        return earlier.group == ground.group.id
    return ground.group.kind != "village" or earlier.village in (None, ground.group.place)


def other_village(ground: Ground, line: Line) -> Objection | None:
    """The list itself says that the person lives in another village."""
    told = str(line.person.get("village") or "")
    if ground.group.kind != "village" or not told or "other_village" in line.settled:
        return None
    meant = ground.villages.meant(told)
    return ("other_village", {"village": told}) if meant and ground.group.place not in meant else None


def no_work(ground: Ground, line: Line) -> Objection | None:
    """The programme does not know this kind of work."""
    if ground.category(line):
        return None
    return "category_unknown", {"work": str(line.person.get("work") or "")}


def like(ground: Ground, line: Line) -> Objection | None:
    """Somebody of the same name and birth date, or with a NIK that differs in one digit, may be the same."""
    if "likely_same" in line.settled:
        return None
    for other in likenesses.like(ground.tx, ground.vault, line.person):
        if other.nik != line.person["nik"] and likely(line, other):
            return "likely_same", {"other": f"…{other.nik[-4:]}"} if ours(ground, other) else {}
    return None


def likely(line: Line, other: Person) -> bool:
    same = likenesses.folded(other.name) == likenesses.folded(line.name)
    born = other.details.get("birth_date") == line.person.get("birth_date")
    near = sum(a != b for a, b in zip(other.nik, str(line.person["nik"]), strict=True)) == 1
    return (same and born) or (near and alike(other.name, line.name))


def ours(ground: Ground, other: Person) -> bool:
    """A coordinator sees nothing of another group."""
    found = ground.registration(other)
    return found is not None and found.group == ground.group.id
