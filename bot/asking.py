"""A question for the officers: one thread of a chat at a time, and where its asker belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.records import ENDED
from rules.threads import NOTES, OPEN, Thread
from storage import threads

if TYPE_CHECKING:
    from bot.services import Records

Place = tuple[str | None, str | None]


def ask(records: Records, about: str | None, message: str) -> int:
    """Keep the question; the number of its thread. Who asks again while an officer has the chat goes on in
    that one.
    """
    tx, vault, now = records.tx, records.vault, records.now
    under_way = None if about in NOTES else threads.under_way(tx, vault, records.chat.id)
    if under_way:
        threads.heard(tx, under_way.id, now)
        return under_way.id
    programme, village = place_of(records)
    quiet = about not in NOTES
    return threads.add(
        tx, vault,
        Thread(0, records.chat.id, about, message, OPEN, programme, village, None, quiet, now, now),
    )  # fmt: skip


def place_of(records: Records) -> Place:
    """Programme and village of the first person this chat speaks for, else of the group it coordinates."""
    for person in records.people():
        for one in records.registrations(person):
            if one.status not in ENDED:
                return one.programme, one.village
    for group in records.groups.mine():
        return group.programme, group.place if group.kind == "village" else None
    return None, None
