"""To whom an announcement goes next, and who gets none after all. What comes of it: announcement_results."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, literal, select, update

from storage.announcement_filling import dead
from storage.chats import CLOSED
from storage.outbox import BROADCAST
from storage.statement import Statement, Tx, among
from storage.tables import (
    WAITING,
    announcement_people,
    announcement_stops,
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
_ALIVE = (
    select(literal(1))
    .select_from(
        _all.join(people, people.c.id == _all.c.person_id)
        .join(links, (links.c.chat_id == _all.c.chat_id) & (links.c.person_id == _all.c.person_id))
        .join(registrations, registrations.c.person_id == _all.c.person_id)
    )
    .where(
        _all.c.announcement_id == announcements.c.id, _all.c.chat_id == chats.c.id,
        _all.c.state == "waiting", ~among(registrations.c.status, ("withdrawn", "replaced")),
        ~dead(people.c.id, people.c.nik_hash),
    )
    .correlate(announcements, chats)
)  # fmt: skip
_WHY = Statement(
    select(
        case(
            (announcements.c.state != "sending", "paused"),
            (chats.c.blocked == CLOSED, "blocked"),
            (announcement_stops.c.chat_id.isnot(None), "stopped"),
            (~_ALIVE.exists(), "left_out"),
            else_="",
        ).label("why")
    )
    .select_from(
        announcements.join(chats, chats.c.id == bindparam("chat")).outerjoin(
            announcement_stops, announcement_stops.c.chat_id == chats.c.id
        )
    )
    .where(announcements.c.id == bindparam("announcement"))
)
_SETTLE = Statement(
    update(_all)
    .where(_OF, _all.c.chat_id == bindparam("chat"), _all.c.state == "waiting")
    .values(state=bindparam("to"), outbox_id=bindparam("message"))
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
    """Why a chat is not to get it now: paused, blocked, stopped, left_out; "" where it is."""
    row = tx.one(_WHY, announcement=announcement, chat=chat)
    return str(row["why"]) if row else "left_out"


def settle(tx: Tx, announcement: int, chat: int, state: str, message: int | None = None) -> None:
    """What became of it for those for whom the chat speaks; `message`: its number in the outbox."""
    tx.run(_SETTLE, announcement=announcement, chat=chat, to=state, message=message)
