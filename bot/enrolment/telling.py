"""Lets the chats of many people hear of their cover: in waves, and only while people are awake.

Each is a job of its own; whether it still makes sense is seen in its turn (handlers/covered.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.case_tasks import AWAKE, morning
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from storage import jobs, people
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.app import App

WAVE = 300  # people of a wave, so that their answers do not all come at once
MINUTE = 60_000  # milliseconds from one wave to the next
JOB = "tell_cover"


def tell(tx: Tx, vault: Vault, person: int, about: str, place: int, now: int, once: str = "") -> None:
    """Each chat that speaks for the person hears it; `place`: how many come before in the same work."""
    for chat in people.chats_of(tx, person):
        tell_chat(tx, vault, chat, about, spread(place), now, once)


def spread(place: int) -> int:
    """How much later (milliseconds) whoever comes behind so many others hears of it."""
    return place // WAVE * MINUTE


def tell_chat(
    tx: Tx, vault: Vault, chat: Any, about: str, later: int, now: int, once: str = ""
) -> None:  # fmt: skip
    """One chat (id, channel, address), so many milliseconds `later`; once about the same, or what `once` says
    where the same may happen again.
    """
    to = {"channel": chat["channel"], "address": chat["address"]}
    key = f"{once or about}:{chat['id']}"
    jobs.add(tx, vault, JOB, {**to, "news": about, "key": key, "spread": later}, now + later)


async def said(app: App, payload: Any) -> None:
    """The job: now, or in the morning, in the same waves."""
    now = app.local(app.clock())
    if now.hour not in AWAKE:
        due = int(morning(now).timestamp() * 1000) + payload["spread"]
        await app.database.run(lambda tx: jobs.add(tx, app.vault, JOB, payload, due))
        return
    news = Said(news=payload["news"])
    await app.inbox.receive(Inbound(payload["channel"], payload["key"], payload["address"], news))
