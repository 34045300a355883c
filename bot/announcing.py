"""The job of announcements: who is meant, one wave after the other, and what has come of them.

A chat's message, and that it has got one, are one commit: whoever is killed over a wave goes on with those
who have none yet. In that commit it is seen whether all is paused, whether the person has said STOP or died;
once more when it is sent (delivery/going.py), which may be hours later.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.announcing_people import call_back, count, results
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound
from bot.delivery.step import Handled
from rules.announcements import Measures
from storage import announcement_people, announcements, catalogue, chats
from storage.announcements import Announcement
from storage.statement import Tx

if TYPE_CHECKING:
    from bot.app import App

EVERY = 10 * 1000  # milliseconds between looks
LASTS = 60.0  # seconds of one run at most: less than a job may take


async def announce(app: App, measured: Measures | None = None) -> None:
    """All that is to be done now. `measured`: how fast, and when; the program's own where it is not given."""
    told = measured or app.announcing
    for one in await app.database.read(lambda tx: announcements.at_work(tx, app.vault)):
        match one.state:
            case "counting":
                await count(app, one, told)
            case "stopping":
                await call_back(app, one)
    until = time.monotonic() + LASTS
    while time.monotonic() < until and await _wave(app, told):
        await results(app)
    await results(app)


async def _wave(app: App, told: Measures) -> bool:
    """One wave, shared by all announcements that are being sent; did anything go?"""
    sending = [one for one in await app.database.read(lambda tx: announcements.at_work(tx, app.vault))
               if one.state == "sending"]  # fmt: skip
    awake = [one for one in sending if told.awake(await app.database.read(partial(_hour, app, one)))]
    went = False
    for place, one in enumerate(awake):
        share = -(-told.rate.wave // (len(awake) - place)) if awake else 0
        async for waiting in _next(app, one, told, share):
            began = time.monotonic()
            if not await waiting.told(app):
                break
            went = True
            await asyncio.sleep(max(0.0, told.rate.gap - (time.monotonic() - began)))
        await app.database.run(partial(_ended, app, one.id))
    return went


def _hour(app: App, one: Announcement, tx: Tx) -> int:
    """What o'clock it is in the city that is told."""
    return catalogue.clock_of(tx, one.segment.programme, app.local)(app.clock()).hour


@dataclass(frozen=True)
class Waiting:
    """A chat that has not got an announcement yet."""

    announcement: int
    chat: int

    async def told(self, app: App) -> bool:
        """Through the inbox like any other message; False where an officer has paused it meanwhile.

        The key is another with every try: a try that found all paused must not stand in the way of the next.
        That nobody is told twice is seen in the chat's turn.
        """
        where = await app.database.read(self._where)
        if where is None:
            return False
        channel, address = where
        about = f"announcement:{self.announcement}"
        inbound = Inbound(channel, f"{about}:{self.chat}:{app.clock()}", address, Said(news=about))
        await app.inbox.receive_with(inbound, self._settled)
        return True

    def _where(self, tx: Tx) -> tuple[str, str] | None:
        """Channel and address; None where it is not being sent any more."""
        return chats.where(tx, self.chat) if announcements.is_sending(tx, self.announcement) else None

    def _settled(self, tx: Tx, handled: Handled) -> None:
        """In the commit of the message itself; who is paused goes on waiting."""
        why = announcement_people.why_not(tx, self.announcement, self.chat)
        if why in ("", "stopped", "left_out"):
            announcement_people.leave_out(tx, self.announcement, self.chat)
        if handled.queued and not handled.problem:
            announcement_people.settle(tx, self.announcement, self.chat, "queued", handled.queued.id)
        elif why != "paused":
            announcement_people.settle(tx, self.announcement, self.chat, why or "failed")


async def _next(app: App, one: Announcement, told: Measures, most: int) -> AsyncIterator[Waiting]:
    """The next chats, of every channel some; of one to which much still waits to be sent, none."""
    channels = await app.database.read(lambda tx: announcement_people.channels(tx, one.id))
    left = most
    for place, channel in enumerate(channels):
        share = -(-left // (len(channels) - place))
        found = await app.database.read(
            partial(_of_channel, one=one.id, channel=channel, most=share, told=told)
        )
        left -= len(found)
        for chat in found:
            yield Waiting(one.id, chat)


def _of_channel(tx: Tx, one: int, channel: str, most: int, told: Measures) -> list[int]:
    room = told.rate.waiting - announcement_people.backlog(tx, channel)
    return announcement_people.next_chats(tx, one, channel, min(most, room)) if room > 0 else []


def _ended(app: App, id: int, tx: Tx) -> None:
    """Where nobody is left, it is done. Locked before that is seen: whoever puts a message off meanwhile has
    either done so, or reopens it afterwards.
    """
    now = app.clock()
    if announcements.is_sending(tx, id, lock=True) and not announcement_people.channels(tx, id):
        announcements.move(tx, app.vault, id, "done", ended_at=now, look_at=now)
