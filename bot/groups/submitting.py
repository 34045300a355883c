"""A coordinator vouches for everyone who is listed, and hands them to the officers.

A long list is written a part at a time (bot/group_tasks.py), so that no other chat waits for it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.groups.living import agree_code
from bot.pace import Enough, never
from handlers.group_services import Submission
from rules.groups import UNDO_WITHIN, Group
from rules.records import Event, Registration
from storage import contacts, groups, jobs, people, registrations, submissions
from storage.statement import Row, Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.services import Records

AT_ONCE = 200  # registrations in one transaction
PURPOSE = "listed"


@dataclass(frozen=True)
class Vouching:
    """Who vouches for what: `submission` of `group`, from `chat`, for the text of that version.

    `upto`: who was listed last when it was said; for whoever came after that nobody has vouched.
    """

    submission: int
    group: int
    chat: int
    version: str
    language: str
    channel: str
    at: int
    upto: int


def submit(records: Records, group: Group, version: str, mark: str) -> Submission | None:
    """Everyone who is listed is handed over; the rest of a long list is left to a job. None where it is not
    those any more of whom the coordinator was told (`mark`): nobody has vouched for who came meanwhile.
    """
    registrations.lock(records.tx, group.programme)  # nobody is listed, or moves up, between these statements
    who = submissions.who_is_listed(records.tx, group.id)
    if who.mark != mark:
        return None
    id = submissions.begin(records.tx, group.id, records.chat.id, version, records.now)
    submissions.mark(records.tx, group.id, id)
    groups.happen(records.tx, records.vault, group, Event("submitted", records.now, "coordinator"),
                  records.chat.id)  # fmt: skip
    language = records.chat.session.language
    by = Vouching(id, group.id, records.chat.id, version, language, records.chat.channel, records.now,
                  who.upto)  # fmt: skip
    payload = {"group": group.id, "submission": id}
    jobs.add(records.tx, records.vault, "forget_renewed", payload, records.now + UNDO_WITHIN + 1)
    count, asked = hand_over(records.tx, records.vault, by)
    running = count == AT_ONCE
    if running:
        jobs.add(records.tx, records.vault, "submit_group", vars(by), records.now)
    return Submission(count, asked, running)


def hand_over(tx: Tx, vault: Vault, by: Vouching, enough: Enough = never) -> tuple[int, int]:
    """Some of those who are listed; how many, and how many of them are asked themselves. None any more where
    it was taken back meanwhile.
    """
    if not submissions.stands(tx, by.submission):
        return 0, 0
    people = asked = 0
    for row in submissions.listed(tx, by.submission, by.upto, AT_ONCE):
        people, asked = people + 1, asked + _one(tx, vault, by, row)
        if enough():
            break
    submissions.add(tx, by.submission, people)
    return people, asked


def _one(tx: Tx, vault: Vault, by: Vouching, row: Row) -> bool:
    """One registration, with the consent the coordinator answers for; is the person asked as well?"""
    registration = registrations.by_id(tx, vault, row["id"])
    if registration is None:
        return False
    event = Event("submitted", by.at, "coordinator", details={"submission": by.submission})
    registrations.happen(tx, vault, registration, event, by.chat)
    people.consent(tx, {
        "chat_id": by.chat, "person_id": row["person_id"], "purpose": PURPOSE, "version": by.version,
        "language": by.language, "channel": by.channel, "given_at": by.at,
    })  # fmt: skip
    return _ask(tx, vault, by, registration)


def _ask(tx: Tx, vault: Vault, by: Vouching, registration: Registration) -> bool:
    """Have each chat that speaks for the person asked once, else the one with the telephone on the list;
    nobody where the person has answered.
    """
    if registration.agreed is not None:
        return False
    found = [Asked(one["id"], one["channel"], one["address"], f"listed:{registration.id}")
             for one in people.chats_of(tx, registration.person)]  # fmt: skip
    found = [one for one in found or by_phone(tx, vault, by, registration) if one.chat != by.chat]
    for one in found:
        key = f"listed:{registration.id}:{by.submission}"
        payload = {"channel": one.channel, "address": one.address, "about": one.about, "key": key}
        jobs.add(tx, vault, "ask_listed", payload, by.at, f"{key}:{one.chat}")
    return bool(found)


@dataclass(frozen=True)
class Asked:
    """A chat that is asked, and about what (handlers/group_news.py)."""

    chat: int
    channel: str
    address: str
    about: str


def by_phone(tx: Tx, vault: Vault, by: Vouching, registration: Registration) -> list[Asked]:
    """The chat of the telephone number on the list. It may be anybody's: the birth date is asked as proof."""
    phone = registration.details.get("phone")
    reached = contacts.chats_of_phone(tx, vault, str(phone))[:1] if phone else []
    return [
        Asked(
            one.chat, one.channel, one.address, f"listed_phone:{agree_code(tx, vault, registration, by.at)}"
        )
        for one in reached
    ]


def so_far(records: Records, id: int, mine: Set[int]) -> Submission | None:
    """A submission of one of the groups as it is by now; None where it was taken back."""
    found = submissions.by_id(records.tx, id)
    if found is None or found["group_id"] not in mine or found["undone_at"] is not None:
        return None
    return Submission(int(found["people"]), 0, running=False)
