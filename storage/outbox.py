"""Replies on their way, in the same commit as what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, delete, func, select, update

from bot.conversation.messages import Reply
from storage.statement import Row, Statement, Tx, adding
from storage.tables import chats, outbox
from storage.vault import Vault

PLACE = "outbox.reply"
REPLY, NOTIFICATION, BROADCAST = 0, 1, 2
# A state is only ever followed by one that stands after it.
STATES = ("waiting", "held", "unknown", "failed", "sent", "delivered", "read")

FIELDS = ("chat_id", "channel", "address", "priority", "reply", "state", "attempts", "leased_until", "at")
_ADD = Statement(adding(outbox, *FIELDS).returning(outbox.c.id))
_CLAIMABLE = (
    select(outbox)
    .where(
        outbox.c.state == "waiting",
        outbox.c.leased_until < bindparam("now"),
        outbox.c.channel == bindparam("channel"),
    )
    .order_by(outbox.c.priority, outbox.c.id)
    .limit(bindparam("most"))
)
_CLAIM = Statement(_CLAIMABLE.with_for_update(skip_locked=True))
_LEASE = Statement(
    update(outbox).where(outbox.c.id == bindparam("row")).values(leased_until=bindparam("until"))
)
_RELEASE = Statement(update(outbox).where(outbox.c.state == "waiting").values(leased_until=0))
_SETTLE = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state.in_(("waiting", "held", "unknown")))
    .values(
        state=bindparam("state"),
        provider_id=bindparam("provider_id"),
        problem=bindparam("problem"),
        attempts=bindparam("attempts"),
    )
)
_HOLD = Statement(
    update(outbox)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.state == "waiting")
    .values(state="held")
)
_UNHOLD = Statement(
    update(outbox)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.state == "held")
    .values(state="waiting", leased_until=0)
)
_AFTER = Statement(
    select(outbox.c.id, outbox.c.reply, outbox.c.at)
    .join(chats, chats.c.id == outbox.c.chat_id)
    .where(
        chats.c.channel == bindparam("channel"),
        chats.c.address == bindparam("address"),
        outbox.c.id > bindparam("after"),
    )
    .order_by(outbox.c.id)
)
_COUNT = Statement(
    select(func.count().label("count"), func.min(outbox.c.at).label("oldest")).where(
        outbox.c.state == "waiting"
    )
)
_FORGET = Statement(
    delete(outbox).where(outbox.c.at < bindparam("before"), outbox.c.state.not_in(("waiting", "held")))
)


@dataclass(frozen=True)
class Queued:
    """A reply that is stored and waits to be sent. `at` is when it was written, in milliseconds."""

    id: int
    chat: int
    channel: str
    address: str
    reply: Reply
    priority: int = REPLY
    attempts: int = 0
    at: int = 0


@dataclass(frozen=True)
class Settled:
    """What became of a reply."""

    row: int
    state: str
    attempts: int
    provider_id: str | None = None
    problem: str | None = None


def add(tx: Tx, vault: Vault, queued: Queued, state: str, leased_until: int) -> Queued:
    """Store a reply; the answer has its id. `state` is "sent" where storing is delivering (web chat)."""
    sealed = vault.seal_json(queued.reply, PLACE)
    row = tx.must(
        _ADD,
        chat_id=queued.chat,
        channel=queued.channel,
        address=queued.address,
        priority=queued.priority,
        reply=sealed,
        state=state,
        attempts=0,
        leased_until=leased_until,
        at=queued.at,
    )
    return Queued(
        row["id"], queued.chat, queued.channel, queued.address, queued.reply, queued.priority, 0, queued.at
    )


def claim(tx: Tx, vault: Vault, channel: str, now: int, until: int, most: int) -> list[Queued]:
    """Take up to `most` waiting replies of a channel that nobody else is sending."""
    rows = tx.all(_CLAIM, channel=channel, now=now, most=most)
    tx.each(_LEASE, [{"row": row["id"], "until": until} for row in rows])
    return [_queued(row, vault) for row in rows]


def lease(tx: Tx, rows: Sequence[int], until: int) -> None:
    """Keep replies for ourselves until a moment."""
    tx.each(_LEASE, [{"row": row, "until": until} for row in rows])


def release_all(tx: Tx) -> int:
    """Nobody is sending anything: only for a database that one process uses."""
    return tx.run(_RELEASE)


def settle(tx: Tx, settled: Sequence[Settled]) -> None:
    """Note what became of replies; a state never goes down."""
    tx.each(_SETTLE, [asdict(one) for one in settled])


def hold(tx: Tx, chat: int) -> None:
    """The chat can't be written to now."""
    tx.run(_HOLD, chat=chat)


def unhold(tx: Tx, chat: int) -> None:
    """The chat can be written to again."""
    tx.run(_UNHOLD, chat=chat)


def after(tx: Tx, vault: Vault, channel: str, address: str, after: int) -> list[tuple[int, Reply, int]]:
    """The replies of a chat after one: (id, reply, moment), oldest first."""
    rows = tx.all(_AFTER, channel=channel, address=address, after=after)
    return [(row["id"], _reply(vault, row["reply"]), row["at"]) for row in rows]


def waiting(tx: Tx) -> tuple[int, int | None]:
    """How many replies wait, and since when the oldest does (milliseconds)."""
    row = tx.must(_COUNT)
    return row["count"], row["oldest"]


def forget(tx: Tx, before: int) -> int:
    """Drop what was sent before a moment."""
    return tx.run(_FORGET, before=before)


def _reply(vault: Vault, sealed: bytes) -> Reply:
    return vault.open_as(Reply, sealed, PLACE)


def _queued(row: Row, vault: Vault) -> Queued:
    return Queued(
        row["id"],
        row["chat_id"],
        row["channel"],
        row["address"],
        _reply(vault, row["reply"]),
        row["priority"],
        row["attempts"],
        row["at"],
    )
