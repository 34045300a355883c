"""Replies on their way, in the same commit as what they answer. Who sends them when: leases.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import bindparam, case, delete, exists, func, literal_column, select, update

from bot.conversation.messages import Reply
from storage.statement import Statement, Tx, adding, among
from storage.tables import WAITING, chats, outbox, waits
from storage.vault import Vault

PLACE = "outbox.reply"
REPLY, NOTIFICATION, BROADCAST = 0, 1, 2
# A state is only ever followed by one that stands after it; held alone becomes waiting again. What a platform
# has taken (sent) may still turn out to have failed; what was delivered has not.
STATES = ("waiting", "held", "unknown", "sent", "failed", "delivered", "read")
LAST = 2**63 - 1
MOST = 2000  # replies forgotten in one transaction, so that nobody waits long for it

FIELDS = ("chat_id", "channel", "address", "priority", "reply", "state", "attempts", "leased_until", "at")
_other = outbox.alias("other")
# Where others have a reply of this chat in hand, or nobody yet has, it waits behind those: owner 0.
_BEHIND = exists().where(
    _other.c.chat_id == bindparam("of_chat"), waits(_other), _other.c.owner != bindparam("process")
)
_ADD = Statement(
    adding(outbox, *FIELDS)
    .values(owner=case((_BEHIND, 0), else_=bindparam("process")))
    .returning(outbox.c.id, outbox.c.owner)
)
_RISE = {
    state: Statement(
        update(outbox)
        .where(outbox.c.id == bindparam("row"), among(outbox.c.state, STATES[:rank]))
        .values({name: bindparam(name) for name in ("state", "provider_id", "problem", "attempts")})
    )
    for rank, state in enumerate(STATES)
    if rank
}
_HOLD = Statement(update(outbox).where(outbox.c.chat_id == bindparam("chat"), WAITING).values(state="held"))
_UNHOLD = Statement(
    update(outbox)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.state == "held")
    .values(state="waiting", owner=0, leased_until=0)
)
_TRY_AGAIN = Statement(
    update(outbox)
    .where(
        outbox.c.chat_id == bindparam("chat"), outbox.c.state == "held", outbox.c.priority < BROADCAST
    )
    .values(state="waiting", owner=0, leased_until=0)
)  # fmt: skip
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
_KEPT = (
    select(outbox.c.id, outbox.c.chat_id, outbox.c.channel, outbox.c.reply, outbox.c.at)
    .where(outbox.c.state == "held")
    .order_by(outbox.c.at, outbox.c.id)
)
_HELD = Statement(_KEPT)
_QUOTED = Statement(
    select(outbox.c.reply).where(
        outbox.c.chat_id == bindparam("chat"), outbox.c.provider_id == bindparam("provider_id")
    )
)
_FIRST_SAID = Statement(
    select(outbox.c.reply).where(
        outbox.c.chat_id == bindparam("chat"), WAITING, outbox.c.priority > literal_column(str(REPLY))
    )
)
_COUNT = Statement(select(func.count().label("count"), func.min(outbox.c.at).label("oldest")).where(WAITING))
# Numbers grow with time: the first that is young enough is soon found, without an index on the time.
_CUT = Statement(select(outbox.c.id).where(outbox.c.at >= bindparam("before")).order_by(outbox.c.id).limit(1))
_OLD = (
    select(outbox.c.id)
    .where(
        outbox.c.id < bindparam("cut"), outbox.c.at < bindparam("before"), among(outbox.c.state, STATES[2:])
    )
    .order_by(outbox.c.id)
    .limit(MOST)
)
_FORGET = Statement(delete(outbox).where(outbox.c.id.in_(_OLD)))


@dataclass(frozen=True)
class Queued:
    """A reply that is stored and waits to be sent. `at` is when it was written, in milliseconds.

    This process sends it until `leased_until`; 0: it is not for this process to send. `outside`: the person
    has not written for so long that only the reply's template may go.
    """

    id: int
    chat: int
    channel: str
    address: str
    reply: Reply
    priority: int = REPLY
    attempts: int = 0
    at: int = 0
    leased_until: int = 0
    outside: bool = False


@dataclass(frozen=True)
class Settled:
    """What became of a reply."""

    row: int
    state: str
    attempts: int
    provider_id: str | None = None
    problem: str | None = None


def add(tx: Tx, vault: Vault, queued: Queued, state: str, leased_until: int) -> Queued:
    """Store a reply; the answer has its id. `state` is "sent" where storing is delivering (web chat).

    The chat is locked (chats.enter). With a lease this process sends the reply itself, unless earlier ones of
    the chat wait elsewhere.
    """
    row = tx.must(
        _ADD,
        chat_id=queued.chat,
        of_chat=queued.chat,
        channel=queued.channel,
        address=queued.address,
        priority=queued.priority,
        reply=vault.seal_json(queued.reply, PLACE),
        state=state,
        attempts=0,
        process=tx.process.number if leased_until else 0,
        leased_until=leased_until,
        at=queued.at,
    )
    return replace(queued, id=row["id"], leased_until=leased_until if row["owner"] else 0)


def settle(tx: Tx, settled: Sequence[Settled]) -> None:
    """Note what became of replies; a state never goes down."""
    for one in settled:
        tx.run(_RISE[one.state], **asdict(one))


def hold(tx: Tx, chat: int) -> None:
    """The chat can't be written to now."""
    tx.run(_HOLD, chat=chat)


def unhold(tx: Tx, chat: int) -> int:
    """The chat can be written to again: how many replies go that were held."""
    return tx.run(_UNHOLD, chat=chat)


def try_again(tx: Tx, chat: int) -> None:
    """What is held for the chat is tried, and told of, once more; announcements go on waiting."""
    tx.run(_TRY_AGAIN, chat=chat)


def after(tx: Tx, vault: Vault, channel: str, address: str, after: int) -> list[tuple[int, Reply, int]]:
    """The replies of a chat after one: (id, reply, moment), oldest first."""
    rows = tx.all(_AFTER, channel=channel, address=address, after=after)
    return [(row["id"], vault.open_as(Reply, row["reply"], PLACE), row["at"]) for row in rows]


def quoted(tx: Tx, vault: Vault, chat: int, provider_id: str) -> Reply | None:
    """The reply of a chat that the platform knows by an id."""
    row = tx.one(_QUOTED, chat=chat, provider_id=provider_id)
    return vault.open_as(Reply, row["reply"], PLACE) if row else None


def held(tx: Tx, vault: Vault) -> list[Queued]:
    """The replies that are kept until their person writes, the oldest first; without the addresses."""
    return [
        Queued(r["id"], r["chat_id"], r["channel"], "", vault.open_as(Reply, r["reply"], PLACE), at=r["at"])
        for r in tx.all(_HELD)
    ]


def is_announced(tx: Tx, vault: Vault, chat: int) -> bool:
    """Does something wait to be sent to this chat that a template would only announce?"""
    replies = (vault.open_as(Reply, row["reply"], PLACE) for row in tx.all(_FIRST_SAID, chat=chat))
    return any(reply.template and not reply.passing for reply in replies)


def waiting(tx: Tx) -> tuple[int, int | None]:
    """How many replies wait, and since when the oldest does (milliseconds)."""
    row = tx.must(_COUNT)
    return row["count"], row["oldest"]


def forget(tx: Tx, before: int) -> int:
    """Drop what was sent before a moment, 2000 at a time: how many."""
    young = tx.one(_CUT, before=before)
    return tx.run(_FORGET, before=before, cut=young["id"] if young else LAST)
