"""The chats whose people want no announcements; and what of those on their way is given up for it."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, or_, update

from rules.announcements import BY_PERSON
from storage.outbox import BROADCAST
from storage.statement import Statement, Tx, adding
from storage.tables import WAITING, announcement_stops, outbox

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
