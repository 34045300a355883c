"""A line that had to wait comes again, in the same list or a newer one: what was done with it stands.

Who was taken off meanwhile waits again. A line that was dropped comes back when its list is taken back first.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.groups.ground import Ground
from rules.lines import Line, ReadLine
from rules.records import ENDED
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
    """Known, where this line has brought somebody into the group before; dropped or asked, if it was for the
    same reason. Else it waits.
    """
    earlier = list_lines.read_before(ground.tx, ground.vault, ground.group.id, line.list, mark)
    if earlier is None:
        return line
    if earlier.status in ("asked", "dropped") and earlier.reason == line.reason:
        return replace(line, status=earlier.status)
    if earlier.registration is None or not is_running(ground, earlier.registration):
        return line
    return replace(line, status="known", reasons=(), told={}, registration=earlier.registration)


def is_running(ground: Ground, registration: int) -> bool:
    found = registrations.by_id(ground.tx, ground.vault, registration)
    return found is not None and found.group == ground.group.id and found.status not in ENDED
