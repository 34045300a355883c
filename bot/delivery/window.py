"""What may be sent to a chat whose person has been silent for long; what may not is held until they write.

Which channel has such a rule, and what a template looks like there, is not known here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial

from bot.delivery.channel import Clock
from storage import chats, leases, outbox
from storage.database import Database
from storage.errors import StorageDown
from storage.outbox import REPLY, Queued, Settled
from storage.statement import Tx

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Window:
    """`lasts`: milliseconds after the person's last word; None: for ever."""

    database: Database
    clock: Clock
    lasts: int | None

    async def seen(self, queued: Queued) -> Queued:
        """The reply, marked where it is outside. An answer to what was just said needs no look into the
        database; where that does not answer the platform decides.
        """
        if self.lasts is None or (queued.priority == REPLY and self.clock() - queued.at < self.lasts):
            return queued
        try:
            talked = await self.database.read(lambda tx: chats.talked_at(tx, queued.chat))
        except StorageDown:
            return queued
        return replace(queued, outside=self.clock() - talked >= self.lasts)

    async def hold(self, queued: Queued, known: int, began: int) -> None:
        """Keep a reply until the person writes; who has written since `began` (milliseconds) is sent it at
        once. `known`: until when it was ours to send.
        """
        log.info("a reply on %s is held until the person writes", queued.channel)
        held = partial(_held, queued=queued, known=known, began=began)
        try:
            await self.database.run(held, queued.chat)
        except StorageDown:
            log.warning("a reply that can't be sent now is tried again: the database did not answer")


def _held(tx: Tx, queued: Queued, known: int, began: int) -> None:
    if chats.hush(tx, queued.chat, began):
        outbox.settle(tx, [Settled(queued.id, "held", queued.attempts)])
    else:
        leases.give_back(tx, {queued.id: known})


def rings(queued: Queued) -> bool:
    """Does a template go that only announces the reply, which is sent when the person writes?"""
    return queued.outside and not queued.reply.passing
