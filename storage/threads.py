"""What people ask officers, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import BigInteger, ColumnElement, Text, bindparam, case, exists, func, or_, select, update

from rules.threads import ANSWERED, CLOSED, OPEN, Thread
from storage.outbox import BROADCAST
from storage.queue import Strip
from storage.statement import Row, Statement, Tx, adding
from storage.tables import chats, outbox, threads
from storage.vault import Vault

RECORD = "thread"
PLACE = "requests.message"  # where a sealed value belongs is part of its seal: the table was called so once
FIELDS = (
    "chat_id", "about", "message", "state", "programme", "village", "quiet", "opened_at", "asked_at",
    "waits_since",
)  # fmt: skip
_ADD = Statement(adding(threads, *FIELDS).returning(threads.c.id))
_BY_ID = Statement(select(threads).where(threads.c.id == bindparam("id")))
_LOCKED = Statement(select(threads).where(threads.c.id == bindparam("id")).with_for_update())
_OF_CHAT = Statement(
    select(threads).where(threads.c.chat_id == bindparam("chat"), threads.c.quiet == 1).order_by(threads.c.id)
)


def _in_order(closed: bool, *where: ColumnElement[bool]) -> Statement:
    """Who has waited longest first, of closed ones the newest."""
    order = (threads.c.closed_at.desc(), threads.c.id.desc()) if closed else (
        threads.c.waits_since, threads.c.id
    )  # fmt: skip
    return Statement(
        select(threads, chats.c.channel)
        .join(chats, chats.c.id == threads.c.chat_id)
        .where(threads.c.state == bindparam("state"), *where)
        .order_by(*order)
        .limit(bindparam("most"))
    )


_VILLAGE = bindparam("village", type_=Text)
# What an officer sees: all, or what they have, what lies nowhere yet and what lies in each strip. Listed and
# counted by it.
_PARTS: dict[str, tuple[ColumnElement[bool], ...]] = {
    "all": (),
    "mine": (threads.c.officer_id == bindparam("me", type_=BigInteger),),
    "nowhere": (threads.c.programme.is_(None),),
    "there": (
        threads.c.programme == bindparam("programme"),
        or_(_VILLAGE == "", threads.c.village == _VILLAGE),
    ),
}
_LISTED = {
    (part, closed): _in_order(closed, *where) for part, where in _PARTS.items() for closed in (True, False)
}
_PLACED = (threads.c.state, threads.c.programme, threads.c.village, threads.c.officer_id)
_COUNTED = {
    part: Statement(
        select(*_PLACED, func.count().label("count"))
        .where(threads.c.state != CLOSED, *where)
        .group_by(*_PLACED)
    )
    for part, where in _PARTS.items()
}
_ASKED = bindparam("asked", type_=BigInteger)
_HEARD = Statement(
    update(threads)
    .where(threads.c.id == bindparam("thread"), threads.c.state != CLOSED)
    .values(
        asked_at=_ASKED,
        state=OPEN,
        waits_since=case((threads.c.state == OPEN, threads.c.waits_since), else_=_ASKED),
    )
)
_ABOUT = Statement(
    select(threads.c.id)
    .where(
        threads.c.chat_id == bindparam("chat"),
        threads.c.about == bindparam("about"),
        threads.c.state != CLOSED,
    )
    .order_by(threads.c.id.desc())
    .limit(1)
)
_BACK = Statement(
    update(threads).where(threads.c.id == bindparam("thread"), threads.c.state != CLOSED).values(quiet=1)
)
_LEFT = Statement(update(threads).where(threads.c.id == bindparam("thread")).values(quiet=0))
_ANSWERED = Statement(
    update(threads)
    .where(threads.c.id == bindparam("thread"))
    .values(answered_at=bindparam("now"), state=ANSWERED, officer_id=bindparam("by"))
)
_TAKEN = Statement(
    update(threads).where(threads.c.id == bindparam("thread")).values(officer_id=bindparam("by"))
)
_ENDED = Statement(
    update(threads)
    .where(threads.c.id == bindparam("thread"), threads.c.state != CLOSED)
    .values(state=CLOSED, closed_at=bindparam("now"), ended=bindparam("why"), quiet=0)
)
# What is held for a chat until its person writes, and is not said to many: an officer's sentence among it.
_HELD = (
    exists()
    .where(outbox.c.chat_id == threads.c.chat_id, outbox.c.state == "held", outbox.c.priority < BROADCAST)
    .correlate(threads)
)
_HOLDS = Statement(select(threads.c.id).where(threads.c.id == bindparam("thread"), _HELD))
_SILENT = Statement(
    select(threads)
    .where(
        ~_HELD,
        threads.c.quiet == 1,
        threads.c.asked_at < bindparam("before"),
        func.coalesce(threads.c.answered_at, 0) < bindparam("before"),
    )
    .order_by(threads.c.asked_at)
    .limit(500)
)


def add(tx: Tx, vault: Vault, wanted: Thread) -> int:
    """Keep a question for the officers; its number."""
    row = tx.must(
        _ADD, chat_id=wanted.chat, about=wanted.about, message=vault.seal(wanted.message.encode(), PLACE),
        state=wanted.state, programme=wanted.programme, village=wanted.village, quiet=int(wanted.quiet),
        opened_at=wanted.opened_at, asked_at=wanted.asked_at, waits_since=wanted.asked_at,
    )  # fmt: skip
    return int(row["id"])


def by_id(tx: Tx, vault: Vault, id: int, lock: bool = False) -> Thread | None:
    """`lock`: nobody else changes it before the commit."""
    row = tx.one(_LOCKED if lock else _BY_ID, id=id)
    return thread_of(vault, row) if row else None


def under_way(tx: Tx, vault: Vault, chat: int) -> Thread | None:
    """The thread in which the bot is silent in this chat."""
    rows = tx.all(_OF_CHAT, chat=chat)
    return thread_of(vault, rows[-1]) if rows else None


def running_about(tx: Tx, chat: int, about: str) -> int | None:
    """The number of the newest thread of a chat about something that is not closed."""
    row = tx.one(_ABOUT, chat=chat, about=about)
    return int(row["id"]) if row else None


def listed(
    tx: Tx, vault: Vault, state: str, most: int, strips: Sequence[Strip] | None = None, me: int = 0
) -> list[tuple[Thread, str]]:
    """Threads in a state with their channel: who has waited longest first, of closed ones the newest.

    Only those in the strips, those that lie nowhere and those that the officer `me` has, if strips are given.
    """
    closed = state == CLOSED
    found = [
        row
        for part, where in _parts(strips, me)
        for row in tx.all(_LISTED[part, closed], **where, state=state, most=most)
    ]
    rows = {row["id"]: row for row in found}.values()
    ordered = sorted(rows, key=lambda row: (
        (-row["closed_at"], -row["id"]) if closed else (row["waits_since"] or 0, row["id"])
    ))  # fmt: skip
    return [(thread_of(vault, row), row["channel"]) for row in ordered[:most]]


def counts(tx: Tx, strips: Sequence[Strip] | None = None, me: int = 0) -> Counter[str]:
    """How many that `listed` would list are not closed, by state."""
    places = {
        tuple(row[column.name] for column in _PLACED): row["count"]  # parts may lie in one another
        for part, where in _parts(strips, me)
        for row in tx.all(_COUNTED[part], **where)
    }
    found = Counter[str]()
    for (state, *_), count in places.items():
        found[state] += count
    return found


def _parts(strips: Sequence[Strip] | None, me: int) -> Iterator[tuple[str, dict[str, str | int]]]:
    """What is asked for, with its values; a thread belongs to no office."""
    if strips is None:
        yield "all", {}
        return
    yield "mine", {"me": me}
    yield "nowhere", {}
    for strip in strips:
        if not strip.office:
            yield "there", {"programme": strip.programme, "village": strip.village}


def heard(tx: Tx, thread: int, now: int) -> None:
    """The person has said something; who waits for an answer already goes on waiting since then."""
    tx.run(_HEARD, thread=thread, asked=now)


def left(tx: Tx, thread: int) -> None:
    """The bot speaks in the chat again; the thread stays as it is."""
    tx.run(_LEFT, thread=thread)


def back(tx: Tx, thread: int) -> bool:
    """The bot is silent in the chat again; False where the thread is closed."""
    return tx.run(_BACK, thread=thread) == 1


def answered(tx: Tx, thread: int, officer: int, now: int) -> None:
    """An officer has said the last word, and has the thread from now on."""
    tx.run(_ANSWERED, thread=thread, by=officer, now=now)


def taken(tx: Tx, thread: int, officer: int | None) -> None:
    """Who has it; None: nobody."""
    tx.run(_TAKEN, thread=thread, by=officer)


def end(tx: Tx, thread: int, why: str, now: int) -> bool:
    """Close it; False where it was closed already."""
    return tx.run(_ENDED, thread=thread, why=why, now=now) == 1


def holds(tx: Tx, thread: int) -> bool:
    """Is something held for its chat that the person has not read yet?"""
    return tx.one(_HOLDS, thread=thread) is not None


def silent_since(tx: Tx, vault: Vault, before: int) -> Iterable[Thread]:
    """Up to 500 in which nobody has said anything since a moment, while the bot is silent. Not where
    something is held for the chat: who has not read it yet can't have answered.
    """
    return [thread_of(vault, row) for row in tx.all(_SILENT, before=before)]


def thread_of(vault: Vault, row: Row) -> Thread:
    """A row as a thread."""
    return Thread(
        row["id"], row["chat_id"], row["about"], vault.open(row["message"], PLACE).decode(), row["state"],
        row["programme"], row["village"], row["officer_id"], bool(row["quiet"]), row["opened_at"],
        row["asked_at"], row["answered_at"], row["closed_at"], row["ended"],
        row["waits_since"] or row["asked_at"],
    )  # fmt: skip
