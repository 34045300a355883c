"""Whether what is told to many may still go, at the moment of sending: it may have waited for hours."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.delivery.channel import Clock
from storage import announcement_in_hand
from storage.announcement_in_hand import GOES, Hours
from storage.database import Database
from storage.errors import StorageDown
from storage.outbox import BROADCAST, Queued
from storage.statement import Tx
from storage.vault import Vault

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Going:
    """`hours`: when nobody is woken."""

    database: Database
    vault: Vault
    clock: Clock
    hours: Hours

    async def goes(self, queued: Queued, known: int) -> bool:
        """What is said to one person goes. What may not is taken back; where that can't be known now it is
        tried again when the lease has ended. `known`: until when it is ours to send.
        """
        if queued.priority != BROADCAST:
            return True
        try:
            if await self.database.read(lambda tx: self._verdict(tx, queued)) == GOES:
                return True
            return await self.database.run(lambda tx: self._settled(tx, queued, known), queued.chat)
        except StorageDown:
            log.warning("an announcement is tried again: the database did not answer")
            return False

    def _verdict(self, tx: Tx, queued: Queued) -> str:
        return announcement_in_hand.verdict(tx, queued.id, self.hours, self.clock())

    def _settled(self, tx: Tx, queued: Queued, known: int) -> bool:
        """The verdict once more, where what changes waits until it is settled; does it go?"""
        match self._verdict(tx, queued):
            case announcement_in_hand.LATER:
                announcement_in_hand.put_off(tx, self.vault, queued.id, known, self.clock())
                return False
            case announcement_in_hand.SPARED:
                return announcement_in_hand.spare(tx, queued.id, known)
        return True
