"""What a platform reports of replies that it has taken: sent, delivered, read, or failed after all.

A report names a reply by its number and the moment it was written, so that one of another database (a copy,
one that was begun anew) is never taken for ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import bindparam, case, func, insert, literal, select, update

from storage import announcement_results
from storage.outbox import BROADCAST, NOTIFICATION, STATES
from storage.statement import Row, Statement, Tx, among
from storage.tables import chats, outbox

TRIES = 5  # a reply that fails after it was taken goes anew until so many tries are counted
ARRIVED = ("delivered", "read")

_MEANT = (
    outbox.c.id == bindparam("row"),
    outbox.c.at == bindparam("at"),
    outbox.c.channel == bindparam("channel"),
)
_RISE = {
    state: Statement(
        update(outbox)
        .where(*_MEANT, among(outbox.c.state, STATES[: STATES.index(state)]))
        .values(
            state=state,
            provider_id=func.coalesce(bindparam("provider_id"), outbox.c.provider_id),
            problem=bindparam("problem"),
        )
        .returning(outbox.c.chat_id, outbox.c.attempts)
    )
    for state in ("sent", "delivered", "read", "failed")
}
_UNRUNG = Statement(
    update(outbox)
    .where(*_MEANT, among(outbox.c.state, STATES[:2]), outbox.c.priority == BROADCAST)
    .values(state="failed", problem=bindparam("problem"))
    .returning(outbox.c.chat_id, outbox.c.attempts)
)
_LAST = case((outbox.c.priority > NOTIFICATION, outbox.c.priority), else_=NOTIFICATION)
_AGAIN = Statement(
    insert(outbox).from_select(
        ["chat_id", "channel", "address", "priority", "reply", "state", "attempts", "owner", "leased_until",
         "at"],
        select(
            outbox.c.chat_id, outbox.c.channel, chats.c.address, _LAST, outbox.c.reply,
            bindparam("state"), outbox.c.attempts + 1, literal(0), literal(0), bindparam("now"),
        )
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(outbox.c.id == bindparam("row")),
    ).returning(outbox.c.id)
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """`row`, `at`: the reply; `state`: sent, delivered, read or failed; `provider_id`: the platform's id."""

    row: int
    at: int
    state: str
    provider_id: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Risen:
    """The chat whose reply has risen to a state, how often the reply was sent, and whether only now it is
    known to have arrived.
    """

    chat: int
    attempts: int
    arrived: bool = False


def rise(tx: Tx, channel: str, report: Report) -> Risen | None:
    """Note what was reported; None where that or more was known, or where there is no such reply."""
    arrived = None
    if report.state in ARRIVED:  # who has read it has got it, though that may be told later
        arrived = _risen(tx, channel, replace(report, state=ARRIVED[0]))
    row = arrived if report.state == ARRIVED[0] else _risen(tx, channel, report)
    return Risen(row["chat_id"], row["attempts"], arrived is not None) if row else None


def unrung(tx: Tx, channel: str, report: Report) -> Risen | None:
    """An announcement of which the person was never told, and which is held for that: it has failed. None
    for any other reply; that one is still of use when the person writes.
    """
    row = tx.one(_UNRUNG, row=report.row, at=report.at, channel=channel, problem=report.problem)
    return Risen(row["chat_id"], row["attempts"]) if row else None


def _risen(tx: Tx, channel: str, report: Report) -> Row | None:
    return tx.one(
        _RISE[report.state],
        row=report.row,
        at=report.at,
        channel=channel,
        provider_id=report.provider_id,
        problem=report.problem,
    )


def again(tx: Tx, row: int, state: str, now: int) -> None:
    """The same reply once more, waiting or held, after all that answers what people say now."""
    made = tx.one(_AGAIN, row=row, state=state, now=now)
    if made:
        announcement_results.moved(tx, row, made["id"])
