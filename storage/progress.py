"""Where conversations end: a number for each day and question, without a chat and without a person.

A row is added where one ends, or where its question has waited for a day; nothing is added for a message that
goes on. Rows of a day are folded into sums once the day is over.
"""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, select

from bot.conversation.session import Session
from storage.statement import Row, Statement, Tx, adding
from storage.tables import chats, progress
from storage.vault import Vault

PLACE = "chats.session"
# How it ended: with its last text; by "batal"; not yet, but the question has waited for a day; it went on
# after that.
FINISHED, STOPPED, LEFT, RESUMED = "finished", "stopped", "left", "resumed"
_KEY = (progress.c.day, progress.c.conversation, progress.c.question, progress.c.outcome)
_ADD = Statement(adding(progress, "day", "conversation", "question", "outcome", "count"))
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


def note(tx: Tx, day: str, conversation: str, question: str, outcome: str) -> None:
    """One more on a day (ISO, the city's)."""
    tx.run(_ADD, day=day, conversation=conversation, question=question, outcome=outcome, count=1)


def session_of(tx: Tx, vault: Vault, chat: int) -> Session:
    """Where a chat stands."""
    return vault.open_as(Session, tx.must(_SESSION, chat=chat)["session"], PLACE)


def between(tx: Tx, first: str, last: str) -> list[Row]:
    """What was noted from one day to another, both included: conversation, question, outcome, count."""
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
