"""The jobs of a group: long work goes on, a worker is asked, a coordinator reminded or given the list."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.case_tasks import AWAKE, morning
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from bot.groups import submitting, undoing
from bot.groups.submitting import Vouching
from bot.pace import Pace
from storage import chats, groups, jobs, list_undoing, submissions
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App


async def tell(app: App, chat: int, about: str, key: str | None = None) -> None:
    """Let a chat hear of something, through the inbox: once under its key."""
    channel, address = await app.database.read(lambda tx: chats.where(tx, chat))
    await app.inbox.receive(Inbound(channel, key or about, address, Said(news=about)))


async def tell_coordinator(app: App, group: int, about: str, key: str | None = None) -> None:
    """The same for whoever coordinates the group now; nobody hears of it where nobody does."""
    now = await app.database.read(lambda tx: groups.coordinator(tx, app.vault, group))
    if now:
        await tell(app, now.chat, about, key)


async def submit_group(app: App, payload: Any) -> None:
    """Hand over the rest of a long list; the coordinator hears when all is done."""
    by = Vouching(**payload)

    def part(tx: Tx) -> int:
        return submitting.hand_over(tx, app.vault, by, Pace(tx).enough)[0]

    while await app.database.run(part, patient=True):
        await asyncio.sleep(0)
    await tell_coordinator(app, by.group, f"submitted:{by.submission}")


async def undo_group(app: App, payload: Any) -> None:
    """Take back one more part of a long list."""
    kind, id, after, chat = (payload[name] for name in ("kind", "id", "after", "chat"))

    def part(tx: Tx) -> None:
        undoing.go_on(tx, app.vault, kind, id, after, chat, app.clock(), Pace(tx).enough)

    await app.database.run(part, patient=True)


async def forget_renewed(app: App, payload: Any) -> None:
    """Once what was handed in can't be taken back any more, older lines are not kept for that case."""

    def work(tx: Tx) -> None:
        if submissions.stands(tx, payload["submission"]):
            list_undoing.forget_renewed(tx, payload["group"])

    await app.database.run(work, patient=True)


async def ask_listed(app: App, payload: Any) -> None:
    """Ask a worker, in waking hours; whether it still makes sense is seen in the turn."""
    now = app.local(app.clock())
    if now.hour not in AWAKE:
        due = int(morning(now).timestamp() * 1000)
        key = f"{payload['key']}:{payload['address']}:{due}"
        await app.database.run(lambda tx: jobs.add(tx, app.vault, "ask_listed", payload, due, key))
        return
    to = payload["channel"], payload["key"], payload["address"]
    await app.inbox.receive(Inbound(*to, Said(news=payload["about"])))


async def remind_group(app: App, payload: Any) -> None:
    """Remind a coordinator of what is missing, in waking hours, while somebody coordinates the group."""
    now = app.local(app.clock())
    found = await app.database.read(lambda tx: groups.coordinator(tx, app.vault, payload["group"]))
    if found is None:
        return
    if now.hour not in AWAKE:
        due = int(morning(now).timestamp() * 1000)
        key = f"group:{payload['group']}:{payload['days']}:{due}"
        await app.database.run(lambda tx: jobs.add(tx, app.vault, "group_reminder", payload, due, key))
        return
    about = f"group_remind:{payload['group']}"
    await tell(app, found.chat, about, f"{about}:{now.date()}")


async def export_group(app: App, payload: Any) -> None:
    """Put a group into a spreadsheet for the chat that asked."""
    from bot.groups.exporting import exported  # its library is slow to import

    group = await app.database.read(lambda tx: groups.by_id(tx, payload["group"]))
    if group:
        file = await exported(app, group)
        about = f"group_file:{group.id}:{file}"
        await tell(app, payload["chat"], about, f"{about}:{payload['at']}")
