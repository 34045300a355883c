"""Where conversations end: a number for each day, programme and question, without a chat or a person.

A row is added where one ends, or where its question has waited for a day; nothing is added for a message that
goes on. Rows of a day are folded into sums once the day is over.
"""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, select, union

from bot.conversation.session import Session
from rules.records import ENDED
from storage.statement import Row, Statement, Tx, adding, among
from storage.tables import chats, group_chats, groups, links, programmes, progress, registrations
from storage.vault import Vault

PLACE = "chats.session"
# How it ended: with its last text; by "batal"; not yet, but the question has waited for a day; it went on
# after that.
FINISHED, STOPPED, LEFT, RESUMED = "finished", "stopped", "left", "resumed"
_KEY = (
    progress.c.day, progress.c.programme, progress.c.conversation, progress.c.question, progress.c.outcome
)  # fmt: skip
_ADD = Statement(adding(progress, "day", "programme", "conversation", "question", "outcome", "count"))
# A chat has to do with the programmes of the people it speaks for, and of the groups it coordinates.
_OF_CHAT = Statement(
    union(
        select(registrations.c.programme)
        .join(links, links.c.person_id == registrations.c.person_id)
        .where(links.c.chat_id == bindparam("chat"), ~among(registrations.c.status, ENDED)),
        select(groups.c.programme)
        .join(group_chats, group_chats.c.group_id == groups.c.id)
        .where(group_chats.c.chat_id == bindparam("chat"), group_chats.c.until.is_(None)),
    )
)
_FEW = Statement(select(programmes.c.code).limit(2))
_SESSION = Statement(select(chats.c.session).where(chats.c.id == bindparam("chat")))
_BETWEEN = Statement(
    select(*_KEY[1:], func.sum(progress.c.count).label("count"))
    .where(progress.c.day >= bindparam("first"), progress.c.day <= bindparam("last"))
    .group_by(*_KEY[1:])
)
_SINGLE = Statement(
    select(progress.c.day, func.max(progress.c.id).label("last"))
    .where(progress.c.day < bindparam("before"))
    .group_by(*_KEY)
    .having(func.count() > 1)
    .order_by(progress.c.day)
    .limit(1)
)
_OF_DAY = (progress.c.day == bindparam("of_day"), progress.c.id <= bindparam("upto"))
_SUMS = Statement(select(*_KEY, func.sum(progress.c.count).label("count")).where(*_OF_DAY).group_by(*_KEY))
_LAST = Statement(select(func.max(progress.c.id).label("last")).where(progress.c.day == bindparam("of_day")))
_DROP = Statement(delete(progress).where(*_OF_DAY))


def note(tx: Tx, day: str, programme: str, conversation: str, question: str, outcome: str) -> None:
    """One more on a day (ISO, the city's); `programme` is "" where it is not known."""
    tx.run(_ADD, day=day, programme=programme, conversation=conversation, question=question,
           outcome=outcome, count=1)  # fmt: skip


def programme_of(tx: Tx, chat: int) -> str:
    """The one programme that a chat has to do with; "" where there is none yet, or there are several."""
    found = [row["programme"] for row in tx.all(_OF_CHAT, chat=chat)]
    known = found or [row["code"] for row in tx.all(_FEW)]
    return str(known[0]) if len(known) == 1 else ""


def session_of(tx: Tx, vault: Vault, chat: int) -> Session:
    """Where a chat stands."""
    return vault.open_as(Session, tx.must(_SESSION, chat=chat)["session"], PLACE)


def between(tx: Tx, first: str, last: str) -> list[Row]:
    """What was noted from one day to another, both included: programme (or ""), conversation, question,
    outcome, count.
    """
    return tx.all(_BETWEEN, first=first, last=last)


def fold(tx: Tx, before: str) -> int:
    """Put the rows of one day that is over into sums; 0 where no day needs it any more."""
    found = tx.one(_SINGLE, before=before)
    if found is None:
        return 0
    day = found["day"]
    upto = tx.must(_LAST, of_day=day)["last"]
    sums = tx.all(_SUMS, of_day=day, upto=upto)
    dropped = tx.run(_DROP, of_day=day, upto=upto)
    tx.each(_ADD, [{**row, "count": int(row["count"])} for row in sums])
    return dropped
