"""What a coordinator has done is taken back: what was handed over in the last hour, else the last list.

A long list is taken back a part at a time (bot/group_tasks.py), so that no other chat waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.groups.submitting import PURPOSE
from bot.pace import Enough, never
from handlers.group_services import Undone
from rules.groups import UNDO_WITHIN, Group
from rules.records import Event
from storage import groups, jobs, list_lines, list_undoing, lists, people, registrations, submissions
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.services import Records

AT_ONCE = 200  # registrations in one transaction
WORKED_ON = ("returned", "verified", "enrolled", "rejected")


def undoable(records: Records, group: Group) -> Undone:
    """What would be taken back now."""
    last = submissions.latest(records.tx, group.id)
    if last and last["undone_at"] is None and records.now - last["at"] <= UNDO_WITHIN:
        people = submissions.count(records.tx, last["id"], ("submitted",))
        stayed = submissions.count(records.tx, last["id"], WORKED_ON)
        if people:
            return Undone("submission", people, stayed, id=int(last["id"]))
    latest = list_undoing.last(records.tx, group.id)
    return Undone("nothing") if latest is None else of_list(records, latest)


def of_list(records: Records, id: int) -> Undone:
    """The list, with all that goes with it."""
    tx, one = records.tx, lists.by_id(records.tx, records.vault, id)
    waits = sum(list_lines.count(tx, id, status) for status in ("waiting", "asked"))
    return Undone(
        "list", list_undoing.count_listed(tx, id), lines=waits, again=list_undoing.count_renewed(tx, id),
        id=id, name=one.name if one else "", at=one.at if one else 0,
    )  # fmt: skip


def undo(records: Records, group: Group, mark: str) -> Undone | None:
    """Take it back; what does not fit into one transaction is left to a job. None where it would be something
    else by now than the coordinator was told of (`mark`).
    """
    found = undoable(records, group)
    if found.kind == "nothing":
        return found
    if found.mark != mark:
        return None
    if found.kind == "submission":
        submissions.undone(records.tx, found.id, records.now)
    go_on(records.tx, records.vault, found.kind, found.id, 0, records.chat.id, records.now)
    event = Event("taken_back", records.now, "coordinator", found.kind)
    groups.happen(records.tx, records.vault, group, event, records.chat.id)
    return found


def go_on(
    tx: Tx, vault: Vault, kind: str, id: int, after: int, chat: int, now: int, enough: Enough = never
) -> None:
    """Take back some of a submission or a list, and have a job go on where more is left."""
    part = {"submission": back_from_officers, "list": off_the_list}[kind]
    next = part(tx, vault, id, after, chat, now, enough)
    if next:
        jobs.add(tx, vault, "undo_group", {"kind": kind, "id": id, "after": next, "chat": chat}, now)


def back_from_officers(
    tx: Tx, vault: Vault, submission: int, after: int, chat: int, now: int, enough: Enough
) -> int:
    """Listed again, but for those an officer has worked on, and vouched for no more; where to go on (0: all
    is done).
    """
    rows, given = (
        submissions.registrations_of(tx, submission, after, AT_ONCE),
        submissions.by_id(tx, submission),
    )
    for row in rows:
        if given and row["status"] == "submitted":
            happen(tx, vault, row["id"], Event("taken_back", now, "coordinator"), chat)
            people.withdraw_consent(tx, row["person_id"], PURPOSE, given["chat_id"], given["at"], now)
            if enough():
                return int(row["id"])
    return int(rows[-1]["id"]) if len(rows) == AT_ONCE else 0


def off_the_list(tx: Tx, vault: Vault, list: int, after: int, chat: int, now: int, enough: Enough) -> int:
    """Those whom a list has brought in and nobody has vouched for; its lines wait no more, and what it had
    settled of older lists waits again.
    """
    list_undoing.drop_waiting(tx, lists.lock(tx, vault, list).group, list)
    list_undoing.wait_again(tx, list)
    rows = list_undoing.listed(tx, list, AT_ONCE)
    for row in rows:
        happen(tx, vault, row["registration_id"], Event("taken_off", now, "coordinator", "LIST_UNDONE"), chat)
        if enough():
            return 1
    return 1 if len(rows) == AT_ONCE else 0


def happen(tx: Tx, vault: Vault, registration: int, event: Event, chat: int) -> None:
    known = registrations.by_id(tx, vault, registration)
    if known:
        registrations.happen(tx, vault, known, event, chat)
