"""A chat that gets another address: the same person, whom the platform calls something else from now on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table, bindparam, delete, select, update

from storage.statement import Row, Statement, Tx, among
from storage.tables import case_chats, chats, group_chats, links, outbox

_AT = Statement(
    select(chats.c.id, chats.c.talked_at)
    .where(chats.c.channel == bindparam("channel"), chats.c.address == bindparam("address"))
    .with_for_update()
)
_MOVE = Statement(update(chats).where(chats.c.id == bindparam("chat")).values(address=bindparam("address")))
_UNSENT = Statement(
    update(outbox)
    .where(outbox.c.chat_id == bindparam("chat"), among(outbox.c.state, ("waiting", "held")))
    .values(address=bindparam("address"))
)


def _given(table: Table, other: str) -> tuple[Statement, Statement]:
    """What one chat had and the other had not goes to the other; the rest is dropped."""
    key = table.c[other]
    theirs = select(key).where(table.c.chat_id == bindparam("keeper")).scalar_subquery()
    mine = table.c.chat_id == bindparam("chat")
    give = update(table).where(mine, key.not_in(theirs)).values(chat_id=bindparam("keeper"))
    return Statement(give), Statement(delete(table).where(mine))


_SEEN = (_given(links, "person_id"), _given(case_chats, "case_id"))
_GIVE_GROUPS = Statement(
    update(group_chats).where(group_chats.c.chat_id == bindparam("chat")).values(chat_id=bindparam("keeper"))
)


def move(tx: Tx, channel: str, formerly: Sequence[str], address: str, since: int | None = None) -> bool:
    """Let the chat that had one of these addresses have this one; was there any?

    With `since` only one that has talked since that moment (milliseconds): an address that was silent for
    long may have gone to somebody else. Where this address has a chat already, because its first message
    overtook the news of the move, the older chat goes on with what belongs to both.
    """
    old = _first(tx, channel, [one for one in formerly if one != address], since)
    if old is None:
        return False
    if overtaken := tx.one(_AT, channel=channel, address=address):
        _join(tx, overtaken["id"], old["id"], f"{address}~{overtaken['id']}")
    tx.run(_MOVE, chat=old["id"], address=address)
    tx.run(_UNSENT, chat=old["id"], address=address)
    return True


def _first(tx: Tx, channel: str, addresses: Sequence[str], since: int | None) -> Row | None:
    for address in addresses:
        found = tx.one(_AT, channel=channel, address=address)
        if found and (since is None or found["talked_at"] >= since):
            return found
    return None


def _join(tx: Tx, chat: int, keeper: int, parked: str) -> None:
    """All that a chat may see, its keeper may see from now on; itself it is parked where nobody writes."""
    for give, drop in _SEEN:
        tx.run(give, chat=chat, keeper=keeper)
        tx.run(drop, chat=chat)
    tx.run(_GIVE_GROUPS, chat=chat, keeper=keeper)
    tx.run(_MOVE, chat=chat, address=parked)
