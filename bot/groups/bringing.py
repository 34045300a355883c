"""How people come into a group from a chat: one by one, as pasted lines, as a file; how a line is mended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.groups.ground import Ground
from bot.groups.mending import again, mended_line
from bot.groups.room import left
from bot.groups.taking import take
from bot.lists.reading import read_text
from handlers.group_services import Stopped
from rules.groups import Group
from rules.lines import Line, Receipt
from rules.records import Event
from rules.threads import LINE
from storage import documents, groups, jobs, list_lines, lists, receipts
from storage.lists import GroupList

if TYPE_CHECKING:
    from bot.services import Records

TYPED = ("nik", "name", "birth_date")
REMIND_AFTER = (3, 7)  # days in which lines wait, or nobody has vouched for those who are listed
DAY = 24 * 3600 * 1000


def one(records: Records, ground: Ground, person: Mapping[str, Any]) -> Line:
    """One worker, told question by question: accepted, known, or waiting as any other line."""
    made = begun(records, ground.group, "")
    told = {name: str(person[name]) for name in TYPED if person.get(name)}
    line = again(ground, Line(0, made.id, 1, "", 1, "", person=person, typed=told))
    stored = list_lines.add(records.tx, records.vault, ground.group.id, line)
    ended(records, ground.group, made, 1)
    return stored


def lines(records: Records, ground: Ground, text: str) -> Receipt | None:
    """Pasted lines, with their receipt; None where none of them is, or could be, a person."""
    read = list(read_text(text, ground.today))
    if all(line.status == "skip" for line in read):
        return None
    made = begun(records, ground.group, "")
    take(ground, made, read)
    ended(records, ground.group, made, len(read))
    return receipt(records, ground.group, made)


def begun(records: Records, group: Group, name: str) -> GroupList:
    """A list of this chat, before its lines."""
    return lists.add(records.tx, records.vault, group.id, records.chat.id, name, records.now)


def ended(records: Records, group: Group, made: GroupList, count: int) -> None:
    """All its lines are stored."""
    lists.read_so_far(records.tx, made.id, count)
    lists.end(records.tx, made.id, "done", None, records.now)
    event = Event("list", records.now, "coordinator", details={"list": made.id})
    groups.happen(records.tx, records.vault, group, event, records.chat.id)
    remind(records, group)


def remind(records: Records, group: Group) -> None:
    """Look after some days whether something is still missing; one reminder at a time is on its way."""
    for days in REMIND_AFTER:
        payload = {"group": group.id, "days": days}
        due = records.now + days * DAY
        jobs.add(records.tx, records.vault, "group_reminder", payload, due, f"group:{group.id}:{days}")


def file(records: Records, group: Group, document: str, name: str) -> None:
    """A file was sent: it is read by a job, now or when its bytes are here."""
    kept = documents.get(records.tx, records.vault, document)
    made = lists.add(records.tx, records.vault, group.id, records.chat.id, name, records.now, document,
                     kept.file if kept else None)  # fmt: skip
    event = Event("list", records.now, "coordinator", details={"list": made.id})
    groups.happen(records.tx, records.vault, group, event, records.chat.id)
    remind(records, group)
    if made.file:
        jobs.add(records.tx, records.vault, "read_list", {"list": made.id}, records.now)


def receipt(records: Records, group: Group, made: GroupList) -> Receipt:
    """What has become of a list by now."""
    return receipts.receipt(records.tx, records.vault, made, left(records.tx, group))


def stopped(records: Records, list: int) -> Stopped | None:
    """How far a list of this chat came before its coordinator was withdrawn."""
    found = lists.by_id(records.tx, records.vault, list)
    group = groups.by_id(records.tx, found.group) if found else None
    if found is None or group is None or found.chat != records.chat.id:
        return None
    left, *came = (
        list_lines.count(records.tx, list, status) for status in ("stopped", "accepted", "changed")
    )
    return Stopped(found.name, group.name, sum(came), left) if left else None


def mended(records: Records, ground: Ground, line: Line, way: str, value: Any) -> Line:
    """Go one way of mending; what an officer is asked becomes a request."""
    done = mended_line(ground, line, way, value)
    if way == "ask" and done.status == "asked":
        told = {"group": ground.group.id, "line": done.id, "reason": line.reason, "person": dict(line.person)}
        message = json.dumps(told, ensure_ascii=False)
        records.ask_officer(LINE, message)
    return done


def ask_export(records: Records, group: Group) -> None:
    """Have the group put into a spreadsheet for this chat."""
    payload = {"group": group.id, "chat": records.chat.id, "at": records.now}
    jobs.add(records.tx, records.vault, "export_group", payload, records.now)
