"""What the chats of a case hear of an officer's act: in the next moment, as news."""

from __future__ import annotations

from console.case_desk import Desk
from storage import jobs


def tell_all(desk: Desk, about: str) -> None:
    """Every chat that hears of the case; not those that merely reported the same."""
    for chat in desk.chats:
        if chat["role"] != "witness":
            key = f"{about}:{desk.visit.now}:{chat['address']}"
            payload = {"channel": chat["channel"], "address": chat["address"], "news": about, "key": key}
            jobs.add(desk.visit.tx, desk.visit.vault, "tell", payload, desk.visit.now)
