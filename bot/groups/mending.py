"""A line that waits is mended by its coordinator, and judged anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation.reading.nik import NikFacts, read_nik
from bot.conversation.reading.unread import Unread
from bot.groups.ground import Ground
from bot.groups.placing import put
from rules.lines import CHANGES, WAYS, Line
from rules.regencies import provinces, regencies
from storage import list_lines

YOUNGEST = 10  # as in the registration: whoever is older hears the programme's own limit
OF_NIK = tuple(reason for reason in WAYS if reason.startswith("nik_"))
OF_TWO = ("nik_of_two", "likely_same")  # for which two lines of one list wait
GONE_WITH = {
    "nik": (*OF_NIK, "birth_differs", "sex_differs", "duplicate", "likely_same", "other_name"),
    "name": ("name_missing", "name_unread", "deceased", "nik_of_two", "other_name"),
    "birth_date": ("birth_unread", "birth_differs"),
}


def mended_line(ground: Ground, line: Line, way: str, value: Any = None) -> Line:
    """The line after one way of `WAYS` was gone, stored; a line that is settled already stays as it is."""
    now = list_lines.by_id(ground.tx, ground.vault, line.id)
    if now is None or now.status not in ("waiting", "asked"):
        return now or line
    done = changed(ground, now, way, value)
    list_lines.change(ground.tx, ground.vault, done)
    if now.reason in OF_TWO and (done.status != "waiting" or done.reason != now.reason):
        free(ground, now, way)
    return done


def free(ground: Ground, line: Line, way: str) -> None:
    """The other line that waited for this one alone is judged anew: of two, only one was wrong."""
    number = line.told.get("number", "")
    other = list_lines.numbered(ground.tx, ground.vault, line.list, int(number)) if number else None
    if other is None or other.status != "waiting" or other.reason != line.reason:
        return
    left = tuple(reason for reason in other.reasons if reason != line.reason)
    settled = other.settled | {line.reason} if way == "different" else other.settled
    list_lines.change(ground.tx, ground.vault, again(ground, replace(other, reasons=left, settled=settled)))


def changed(ground: Ground, line: Line, way: str, value: Any) -> Line:
    if way in ("drop", "ask"):
        return replace(line, status="dropped" if way == "drop" else "asked")
    if way in ("keep", "different"):
        return again(ground, replace(line, settled=line.settled | {line.reason}))
    if way == "category":
        return again(ground, replace(line, person={**line.person, "category": value}))
    told = {**line.typed, way: str(value)}
    left = tuple(reason for reason in line.reasons if reason not in GONE_WITH[way])
    person = of_list(line, ground.today) if way == "nik" else line.person
    return again(ground, replace(line, person={**person, way: value}, typed=told, reasons=left))


def of_list(line: Line, today: date) -> dict[str, Any]:
    """The person as the list tells it: a sex that may have been taken from the NIK goes with it."""
    facts = facts_of(line, today)
    own = facts is None or line.person.get("sex") != facts.sex
    return {name: value for name, value in line.person.items() if name != "sex" or own}


def again(ground: Ground, line: Line) -> Line:
    """Judge the line anew: what is wrong in itself first, then what speaks against it here."""
    facts = facts_of(line, ground.today)
    reason = wrong(line, facts)
    left = tuple(one for one in line.reasons if one in CHANGES)
    if reason or facts is None:
        return replace(line, status="waiting", reasons=(reason or "nik_missing", *left))
    born = line.person.get("birth_date") if line.typed.get("birth_date") else None
    person = {**line.person, "birth_date": born or facts.birth_date.isoformat(), "sex": facts.sex}
    return put(ground, replace(line, status="", person=person, reasons=left, told={}))


def facts_of(line: Line, today: date) -> NikFacts | None:
    """What the NIK tells; None where it is not one."""
    try:
        nik = str(line.person.get("nik") or "")
        return read_nik(nik, regencies(), provinces(), today, youngest=YOUNGEST)
    except Unread:
        return None


def wrong(line: Line, facts: NikFacts | None) -> str | None:
    """The first reason in the line itself that nobody has settled yet."""
    waits = [reason for reason in line.reasons if reason in WAYS and reason not in line.settled]
    if facts is None:
        return next((reason for reason in waits if reason in OF_NIK), "nik_missing")
    still = [reason for reason in waits if reason in IN_ITSELF]
    found = [reason for reason, holds in (
        ("nik_region", not facts.known_regency),
        ("name_missing", not line.person.get("name")),
        ("birth_differs", differs(line, facts)),
        ("sex_differs", line.person.get("sex") not in (None, facts.sex)),
    ) if holds and reason not in line.settled]  # fmt: skip
    return next(iter([*still, *found]), None)


# What stays wrong until its own way was gone; all else is looked for anew.
IN_ITSELF = ("nik_kk", "nik_rounded", "nik_two", "nik_of_two", "name_unread", "birth_unread", "deceased",
             "note_says_out", "duplicate", "sex_differs")  # fmt: skip


def differs(line: Line, facts: NikFacts) -> bool:
    """Does the list tell another birth date than the NIK?"""
    told = line.person.get("birth_date") if line.typed.get("birth_date") else None
    return bool(told) and told != facts.birth_date.isoformat()
