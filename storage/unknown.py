"""What was not understood lately: words that many use, counted. Which those are is not decided here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, select

from storage.statement import Statement, Tx, adding
from storage.tables import unknown

_ADD = Statement(adding(unknown, "words", "nearest", "at"))
_COUNTED = Statement(
    select(unknown.c.words, func.max(unknown.c.nearest).label("nearest"), func.count().label("times"))
    .where(unknown.c.at >= bindparam("since"))
    .group_by(unknown.c.words)
    .order_by(func.count().desc(), unknown.c.words)
    .limit(bindparam("most"))
)
_FORGET = Statement(delete(unknown).where(unknown.c.at < bindparam("before")))


@dataclass(frozen=True)
class Unknown:
    """How many `times` the same words came, and the intents they are `nearest` to, the likeliest first."""

    words: str
    nearest: str
    times: int


def add(tx: Tx, words: str, nearest: str, now: int) -> None:
    """A row of its own for each: two that come at once never wait for one another."""
    tx.run(_ADD, words=words, nearest=nearest, at=now)


def counted(tx: Tx, since: int, most: int) -> list[Unknown]:
    """Those since a moment, the most frequent first."""
    return [
        Unknown(row["words"], row["nearest"], row["times"])
        for row in tx.all(_COUNTED, since=since, most=most)
    ]


def forget(tx: Tx, before: int) -> int:
    """Drop what is older."""
    return tx.run(_FORGET, before=before)
