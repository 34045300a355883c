"""A chat is told of what an officer has done to a registration: a job of the same commit."""

from __future__ import annotations

from console.visit import Visit
from storage import jobs


def told(visit: Visit, channel: str, address: str, about: str) -> None:
    """`about` as handlers/news.py reads it. Of two chats on one channel each hears it."""
    key = f"{about}:{visit.now}:{address}"
    payload = {"channel": channel, "address": address, "news": about, "key": key}
    jobs.add(visit.tx, visit.vault, "tell", payload, visit.now)
