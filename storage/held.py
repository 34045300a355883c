"""What is held until people write, by chat."""

from __future__ import annotations

from dataclasses import dataclass

from storage import outbox
from storage.statement import Tx
from storage.vault import Vault


@dataclass(frozen=True)
class HeldChat:
    """`since` in milliseconds; `text` of the first message."""

    chat: int
    channel: str
    count: int
    since: int
    text: str


def by_chat(tx: Tx, vault: Vault, chat: int | None = None) -> list[HeldChat]:
    """Each chat for which something is held, or that one, the oldest first."""
    found: dict[int, HeldChat] = {}
    for one in outbox.held(tx, vault, chat):
        known = found.get(one.chat)
        first = known or HeldChat(one.chat, one.channel, 0, one.at, one.reply.text)
        found[one.chat] = HeldChat(first.chat, first.channel, first.count + 1, first.since, first.text)
    return list(found.values())
