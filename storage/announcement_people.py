"""To whom an announcement goes next, and who gets none after all. What comes of it: announcement_results."""

from __future__ import annotations

import json

from sqlalchemy import Text, bindparam, case, func, literal, or_, select, update

from rules.announcements import segment_of
from storage.announcement_filling import disagrees, stopped
from storage.chats import CLOSED
from storage.deaths import is_dead
from storage.outbox import BROADCAST
from storage.statement import Statement, Tx
from storage.tables import (
    WAITING,
    announcement_people,
    announcements,
    chats,
    links,
    outbox,
    people,
    registrations,
)

_all = announcement_people
_OF = _all.c.announcement_id == bindparam("announcement")
_NEXT = Statement(
    select(_all.c.chat_id)
    .where(
        _OF, _all.c.state == "waiting", _all.c.channel == bindparam("channel"), _all.c.chat_id.isnot(None)
    )
    .group_by(_all.c.chat_id)
    .order_by(_all.c.chat_id)
    .limit(bindparam("most"))
)  # fmt: skip
_CHANNELS = Statement(
    select(_all.c.channel).where(_OF, _all.c.state == "waiting", _all.c.channel.isnot(None)).distinct()
)
_BACKLOG = Statement(
    select(func.count().label("count")).where(
        WAITING, outbox.c.channel == bindparam("channel"), outbox.c.priority == BROADCAST
    )
)
REGISTERED = (
    select(literal(1))
    .select_from(
        registrations.join(
            links, (links.c.person_id == registrations.c.person_id) & (links.c.chat_id == _all.c.chat_id)
        ).join(people, people.c.id == registrations.c.person_id)
    )
    .where(
        registrations.c.person_id == _all.c.person_id,
        registrations.c.programme == bindparam("programme", type_=Text),
        bindparam("statuses", type_=Text).like("%," + registrations.c.status + ",%"),
        ~is_dead(people.c.id),
        ~disagrees(people.c.id),
    )
    .correlate(_all)
)
STOPPED = stopped(_all.c.person_id, _all.c.chat_id)
_OF_CHAT = (_OF, _all.c.chat_id == bindparam("chat"), _all.c.state == "waiting")
_NOT_ANY_MORE = Statement(
    update(_all)
    .where(*_OF_CHAT, or_(STOPPED, ~REGISTERED.exists()))
    .values(state=case((STOPPED, "stopped"), else_="left_out"))
)
_LEFT = Statement(select(_all.c.person_id).where(*_OF_CHAT, ~STOPPED, REGISTERED.exists()).limit(1))
_SILENT = Statement(select(_all.c.person_id).where(*_OF_CHAT, STOPPED).limit(1))
_WHERE = Statement(
    select(announcements.c.state, announcements.c.segment, chats.c.blocked)
    .select_from(announcements.join(chats, chats.c.id == bindparam("chat")))
    .where(announcements.c.id == bindparam("announcement"))
)
_SETTLE = Statement(
    update(_all).where(*_OF_CHAT).values(state=bindparam("to"), outbox_id=bindparam("message"))
)


def channels(tx: Tx, announcement: int) -> list[str]:
    """The channels on which somebody has not got it yet."""
    return sorted(row["channel"] for row in tx.all(_CHANNELS, announcement=announcement))


def next_chats(tx: Tx, announcement: int, channel: str, most: int) -> list[int]:
    """Chats of a channel that have not got it yet, each once, however many people it speaks for."""
    rows = tx.all(_NEXT, announcement=announcement, channel=channel, most=most)
    return [int(row["chat_id"]) for row in rows]


def backlog(tx: Tx, channel: str) -> int:
    """How many messages of announcements wait to be sent over a channel."""
    return int(tx.must(_BACKLOG, channel=channel)["count"])


def why_not(tx: Tx, announcement: int, chat: int) -> str:
    """Why a chat is not to get it now: paused, blocked, stopped, left_out; "" where it is.

    Of its people nobody may be meant any more: rejected, withdrawn, dead, or silent since they were counted.
    """
    found = tx.one(_WHERE, announcement=announcement, chat=chat)
    if found is None:
        return "left_out"
    if found["state"] != "sending" or found["blocked"] == CLOSED:
        return "paused" if found["state"] != "sending" else "blocked"
    asked = {"announcement": announcement, "chat": chat}
    if tx.one(_LEFT, **asked, **meant(found["segment"])):
        return ""
    return "stopped" if tx.one(_SILENT, **asked) else "left_out"


def leave_out(tx: Tx, announcement: int, chat: int) -> None:
    """Of the people for whom the chat speaks, those who are not meant any more get none."""
    segment = tx.must(_WHERE, announcement=announcement, chat=chat)["segment"]
    tx.run(_NOT_ANY_MORE, announcement=announcement, chat=chat, **meant(segment))


def meant(segment: str) -> dict[str, str]:
    """Of which programme and statuses one has to be."""
    told = segment_of(json.loads(segment))
    return {"programme": told.programme, "statuses": f",{','.join(told.statuses)},"}


def settle(tx: Tx, announcement: int, chat: int, state: str, message: int | None = None) -> None:
    """What became of it for those for whom the chat speaks; `message`: its number in the outbox."""
    tx.run(_SETTLE, announcement=announcement, chat=chat, to=state, message=message)
