"""Somebody leaves a list that is fixed: the registration says so, and those hear of it whom it concerns.

The chats that speak for the person; where none does, the coordinator of the group, once for all of one act
or file. What is said: handlers/left_list.py and group_news.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.enrolment.telling import tell, tell_chat
from rules.enrolment import Placed
from rules.left_list import AGAIN
from rules.records import Event, NotAllowed
from storage import chats, deaths, groups, registrations
from storage.statement import Tx
from storage.vault import Vault

NAMED = 10  # in one message to a coordinator


def leaves(
    tx: Tx, vault: Vault, row: Placed, kind: str, reason: str, now: int, place: int = 0, **details: Any
) -> bool:
    """Noted and told: `kind` of rules.left_list.LEFT, `reason` a code; `place`: how many come before.

    False where the registration has ended: whoever is out hears of no list.
    """
    one = registrations.brief(tx, row.registration)
    event = Event(kind, now, "officer", reason, {**details, "list": row.list, "row": row.id})
    try:
        registrations.happen(tx, vault, one, event, None)
    except NotAllowed:
        return False
    if not deaths.dead(tx, row.person):  # the family has told of it, and is left in peace
        tell(tx, vault, row.person, f"left_list:{one.id}:{now}", place, now)
    return True


def again(tx: Tx, vault: Vault, row: Placed, now: int) -> None:
    """The branch office takes somebody whom it had refused: noted, so that the chat shows it as it was."""
    one = registrations.brief(tx, row.registration)
    try:
        registrations.happen(tx, vault, one, Event(AGAIN, now, "officer", details={"list": row.list}), None)
    except NotAllowed:
        return


def coordinators_hear(tx: Tx, vault: Vault, gone: Iterable[tuple[int, int]], now: int) -> None:
    """Of those whom no chat speaks for, each as group and registration: one message for each group."""
    of_group: dict[int, list[int]] = {}
    for group, registration in gone:
        of_group.setdefault(group, []).append(registration)
    for group, ids in of_group.items():
        if led := groups.coordinator(tx, vault, group):
            channel, address = chats.where(tx, led.chat)
            named = ",".join(map(str, ids[:NAMED]))
            chat = {"id": led.chat, "channel": channel, "address": address}
            tell_chat(tx, vault, chat, f"left_people:{group}:{len(ids)}:{named}:{now}", 0, now)
