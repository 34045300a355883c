"""The chats whose people want no announcements; and what of those on their way is given up for it.

A person may stop announcements on the platform itself: that is STOP, whatever its button was called. And a
platform may let a person have so many and no more: that one is not delivered, and nobody tries again.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, or_, update

from rules.announcements import BY_PERSON, BY_PLATFORM
from storage import outbox as replies
from storage.outbox import BROADCAST, Queued, Settled
from storage.statement import Statement, Tx, adding
from storage.tables import WAITING, announcement_stops, outbox

UNWANTED, CAPPED = "unwanted", "capped"  # how a channel calls the platform's two reasons
WHY: Mapping[str, str] = {UNWANTED: BY_PERSON, CAPPED: BY_PLATFORM}
_STOP = Statement(adding(announcement_stops, "chat_id", "at").on_conflict_do_nothing())
_AGAIN = Statement(delete(announcement_stops).where(announcement_stops.c.chat_id == bindparam("chat")))
_GIVE_UP = Statement(
    update(outbox)
    .where(
        outbox.c.chat_id == bindparam("chat"),
        outbox.c.priority == BROADCAST,
        or_(outbox.c.state == "held", WAITING & (outbox.c.owner == 0)),
    )
    .values(state="failed", problem=BY_PERSON)
)


def stop(tx: Tx, chat: int, now: int) -> None:
    """No more announcements to this chat, nor those that are held for it; not what goes out just now."""
    tx.run(_STOP, chat_id=chat, at=now)
    tx.run(_GIVE_UP, chat=chat)


def again(tx: Tx, chat: int) -> None:
    """Announcements from now on."""
    tx.run(_AGAIN, chat=chat)


def declined(tx: Tx, chat: int, kind: str, now: int) -> None:
    """The platform has declined one: who has stopped them there gets no more, nor those that are held."""
    if kind == UNWANTED:
        stop(tx, chat, now)


def refused(tx: Tx, queued: Queued, kind: str, now: int) -> None:
    """The platform did not take one at all."""
    replies.settle(tx, [Settled(queued.id, "failed", queued.attempts, None, WHY[kind])])
    declined(tx, queued.chat, kind, now)
