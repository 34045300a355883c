"""A line that had to wait comes again, in the same list or a newer one: what was done with it stands.

Whoever was taken off meanwhile waits again, and so does a line that its coordinator has dropped: there is no
other way back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.groups.ground import Ground
from rules.lines import Line, ReadLine
from rules.records import ENDED, Registration
from storage import list_lines, registrations
from storage.lists import GroupList

FEWEST = 12  # digits of a NIK that tell something
BESIDE = ("birth_date", "phone", "address")


def mark_of(ground: Ground, one: GroupList, read: ReadLine) -> bytes:
    """A keyed hash of all that was read in the line; of its place too, where that tells hardly more than a
    name: another "SITI" may be somebody else.
    """
    told: list[Any] = [read.person, read.typed]
    if not tells_enough(read):
        told += [one.name, read.sheet, read.row]
    return ground.vault.find(json.dumps(told, sort_keys=True, default=str), "line.read")


def tells_enough(read: ReadLine) -> bool:
    nik = read.typed.get("nik") or read.person.get("nik") or ""
    return sum(sign.isdigit() for sign in str(nik)) >= FEWEST or any(map(read.person.get, BESIDE))


def as_before(ground: Ground, line: Line, mark: bytes) -> Line:
    """Known, where this line has brought somebody into the group before; asked, where an officer was asked
    about it. Each earlier line stands for one of the new list.
    """
    for earlier in list_lines.read_before(ground.tx, ground.group.id, line.list, mark):
        if earlier["status"] == "asked":
            return replace(line, status="asked")
        if member := running(ground, earlier):
            return replace(line, status="known", reasons=(), told={}, registration=member.id)
    return line


def running(ground: Ground, earlier: Mapping[str, Any]) -> Registration | None:
    found = registrations.by_id(ground.tx, ground.vault, int(earlier["registration_id"]))
    mine = found is not None and found.group == ground.group.id and found.status not in ENDED
    return found if mine else None
