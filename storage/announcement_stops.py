"""Who wants no announcements: the chats in which STOP was said, and what of those on their way is given up.

A chat that is a person's own speaks for that person in all of them: filling and sending ask so
(announcement_filling.py). A helper's chat speaks for itself alone. A person may stop announcements on the
platform itself: that is STOP, whatever its button was called. And a platform may let a person have so many
and no more: that one is not delivered, and nobody tries again.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import BindParameter, bindparam, delete, or_, select, update

from rules.announcements import BY_PERSON, BY_PLATFORM
from storage import outbox as replies
from storage.announcement_filling import SELF
from storage.outbox import BROADCAST, Queued, Settled
from storage.statement import Statement, Tx, adding
from storage.tables import WAITING, announcement_people, announcement_stops, links, outbox

UNWANTED, CAPPED = "unwanted", "capped"  # how a channel calls the platform's two reasons
WHY: Mapping[str, str] = {UNWANTED: BY_PERSON, CAPPED: BY_PLATFORM}
_STOP = Statement(adding(announcement_stops, "chat_id", "at").on_conflict_do_nothing())
_CHAT: BindParameter[int] = bindparam("chat")
_mine, _theirs, _meant = links.alias("mine"), links.alias("theirs"), announcement_people.alias("meant")
_OWN = select(_mine.c.person_id).where(_mine.c.chat_id == _CHAT, _mine.c.role == SELF)
# The other chats that are somebody's own whose own this chat is.
_ALSO = select(_theirs.c.chat_id).where(_theirs.c.person_id.in_(_OWN), _theirs.c.role == SELF)
_THESE = or_(announcement_stops.c.chat_id == _CHAT, announcement_stops.c.chat_id.in_(_ALSO))
_AGAIN = Statement(delete(announcement_stops).where(_THESE))
_SILENT = Statement(select(announcement_stops.c.chat_id).where(_THESE).limit(1))
_FOR_OTHERS = (
    select(_meant.c.person_id)
    .where(_meant.c.outbox_id == outbox.c.id, _meant.c.person_id.not_in(_OWN))
    .correlate(outbox)
    .exists()
)
_OPEN = (outbox.c.priority == BROADCAST, or_(outbox.c.state == "held", WAITING & (outbox.c.owner == 0)))
_FOR_THEM = (
    select(_meant.c.person_id)
    .where(_meant.c.outbox_id == outbox.c.id, _meant.c.person_id.in_(_OWN))
    .correlate(outbox)
    .exists()
)
_ANYWHERE = select(_theirs.c.chat_id).where(_theirs.c.person_id.in_(_OWN))
_GIVE_UP = Statement(
    update(outbox).where(outbox.c.chat_id == _CHAT, *_OPEN).values(state="failed", problem=BY_PERSON)
)
_GIVE_UP_ELSEWHERE = Statement(
    update(outbox)
    .where(outbox.c.chat_id.in_(_ANYWHERE), *_OPEN, _FOR_THEM, ~_FOR_OTHERS)
    .values(state="failed", problem=BY_PERSON)
)


def stop(tx: Tx, chat: int, now: int) -> None:
    """No more announcements to whom this chat is, nor those that are held for them in any chat of theirs that
    tell nobody else; not what goes out just now.
    """
    tx.run(_STOP, chat_id=chat, at=now)
    tx.run(_GIVE_UP, chat=chat)
    tx.run(_GIVE_UP_ELSEWHERE, chat=chat)


def silent(tx: Tx, chat: int) -> bool:
    """Was STOP said in this chat, or in another one of whom this chat is?"""
    return tx.one(_SILENT, chat=chat) is not None


def again(tx: Tx, chat: int) -> None:
    """Announcements from now on, in each chat of whom this chat is."""
    tx.run(_AGAIN, chat=chat)


def declined(tx: Tx, chat: int, kind: str, now: int) -> None:
    """The platform has declined one: who has stopped them there gets no more, nor those that are held."""
    if kind == UNWANTED:
        stop(tx, chat, now)


def refused(tx: Tx, queued: Queued, kind: str, now: int) -> None:
    """The platform did not take one at all."""
    replies.settle(tx, [Settled(queued.id, "failed", queued.attempts, None, WHY[kind])])
    declined(tx, queued.chat, kind, now)
