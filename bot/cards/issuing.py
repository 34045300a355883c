"""A card that is issued is sent to every chat that speaks for its person. Draws nothing."""

from __future__ import annotations

from rules.records import Membership
from storage import jobs, people
from storage.statement import Tx
from storage.vault import Vault


def issue(tx: Tx, vault: Vault, membership: Membership, now: int, later: int = 0, behind: str = "") -> int:
    """Let the chats of a membership's person hear of the card, in waking hours; how many chats those are.

    `membership` as it is stored (its id is needed). Safe to repeat: a chat hears once for each day until
    which the membership is paid, so a renewal sends the new card; and once for each piece of news that
    it comes behind: one that was taken back, and noted again, sends it again. Whoever issues thousands lets
    each part wait so many milliseconds more (`later`): other jobs go in between, also in the morning after.
    `behind`: what the chats hear first (the news of the cover, as telling.py tells it); "": nothing.
    """
    about = f"card:{membership.id}"
    found = people.chats_of(tx, membership.person)
    for chat in found:
        news = f":{behind}" if behind else ""
        key = f"{about}:{membership.paid_until}{news}:{chat['id']}"
        first = f"{behind}:{chat['id']}" if behind else ""
        payload = {"channel": chat["channel"], "address": chat["address"], "about": about, "key": key,
                   "spread": later, "behind": first}  # fmt: skip
        jobs.add(tx, vault, "tell_card", payload, now + later, key)
    return len(found)
