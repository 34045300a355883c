"""A message of an announcement that waits to be sent: may it still go, and what becomes of it if not.

Between writing and sending lie hours where a platform is away. What does not go was never sent: it is taken
out of the outbox, and its people wait again, or are noted as spared.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, null, or_, select, update

from rules.announcements import Measures, segment_of
from storage import announcements as told
from storage import catalogue, leases
from storage.announcement_people import REGISTERED, STOPPED, meant
from storage.statement import Statement, Tx
from storage.tables import announcement_people, announcements, chats
from storage.vault import Vault

GOES, LATER, SPARED = "", "later", "spared"
ON_ITS_WAY = ("sending", "done")
_all = announcement_people
_OF = _all.c.outbox_id == bindparam("message")
_NOT_ANY_MORE = or_(STOPPED, ~REGISTERED.exists())
_ABOUT = Statement(
    select(announcements.c.id, announcements.c.state, announcements.c.segment, chats.c.talked_at)
    .join(_all, _all.c.announcement_id == announcements.c.id)
    .join(chats, chats.c.id == _all.c.chat_id)
    .where(_OF)
    .limit(1)
)
_ANY_SPARED = Statement(select(_all.c.person_id).where(_OF, _NOT_ANY_MORE).limit(1))
_SPARE = Statement(
    update(_all)
    .where(_OF, _NOT_ANY_MORE)
    .values(state=case((STOPPED, "stopped"), else_="left_out"), outbox_id=null())
)
_ANY = Statement(select(_all.c.person_id).where(_OF).limit(1))
_WAIT = Statement(update(_all).where(_OF).values(state="waiting", outbox_id=null()))


@dataclass(frozen=True)
class Hours:
    """`local` turns milliseconds into the time where a programme's own is not known."""

    measures: Measures
    local: Callable[[int], datetime]

    def wakes(self, tx: Tx, segment: str, talked_at: int, now: int) -> bool:
        """Is it night in the city that is told, and the person has not just written?"""
        if now - talked_at < self.measures.awake_for:
            return False
        programme = segment_of(json.loads(segment)).programme
        return not self.measures.awake(catalogue.clock_of(tx, programme, self.local)(now).hour)


def verdict(tx: Tx, message: int, hours: Hours, now: int) -> str:
    """GOES; LATER where it was paused or stopped, or would wake somebody; SPARED where somebody for whom it
    is has said STOP, died or withdrawn. What is no announcement goes.
    """
    one = tx.one(_ABOUT, message=message)
    if one is None:
        return GOES
    if one["state"] not in ON_ITS_WAY or hours.wakes(tx, one["segment"], one["talked_at"], now):
        return LATER
    return SPARED if tx.one(_ANY_SPARED, message=message, **meant(one["segment"])) else GOES


def put_off(tx: Tx, vault: Vault, message: int, known: int, now: int) -> None:
    """Its people have not got it, and wait until it goes on, or for the morning. `known`: until when it was
    ours to send; what is not ours any more stays as it is.
    """
    one = tx.one(_ABOUT, message=message)
    if one is None or not leases.keep(tx, message, known):
        return
    leases.take_back(tx, message, known)
    tx.run(_WAIT, message=message)
    told.move(tx, vault, one["id"], "reopen", look_at=now)


def spare(tx: Tx, message: int, known: int) -> bool:
    """Note who gets none; does it still go, to somebody else of that chat?"""
    one = tx.one(_ABOUT, message=message)
    if one is None or not leases.keep(tx, message, known):
        return False
    tx.run(_SPARE, message=message, **meant(one["segment"]))
    if tx.one(_ANY, message=message):
        return True
    leases.take_back(tx, message, known)
    return False
