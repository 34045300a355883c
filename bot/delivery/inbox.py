"""Takes messages in: each is safely stored and answered before the platform hears "received"."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any

from bot.delivery.channel import Clock, Inbound
from bot.delivery.step import Handled, Step
from storage.database import Database
from storage.errors import StorageDown
from storage.outbox import Queued

log = logging.getLogger(__name__)


class Inbox:
    """`offer` is told of every new reply, `wake` of new jobs."""

    def __init__(self, database: Database, step: Step, clock: Clock) -> None:
        self._database = database
        self._step = step
        self._clock = clock
        self.offer: Callable[[Queued], None] = _nobody
        self.wake: Callable[[], None] = _nothing

    async def receive(self, inbound: Inbound) -> Handled:
        """Handle a message; returns when all of it is on disk. Raises StorageDown: send it again later.

        Messages of one chat are handled in the order of the calls, those of different chats in parallel.
        """
        key = (inbound.channel, inbound.address)
        now = self._clock()
        try:
            handled = await self._database.run(lambda tx: self._step.play(tx, inbound, now), key)
        except StorageDown:
            raise
        except Exception as error:
            problem = where(error)
            log.error("a message went to quarantine: %s", problem)
            handled = await self._database.run(
                lambda tx: self._step.set_aside(tx, inbound, problem, now), key
            )
        return self._told(handled)

    async def receive_unreadable(self, channel: str, key: str, raw: Any, error: Exception) -> None:
        """Keep a message whose form is not understood."""
        problem, now = where(error), self._clock()
        log.error("a message that cannot be read went to quarantine: %s", problem)
        await self._database.run(
            lambda tx: self._step.set_aside_raw(tx, channel, key, raw, problem, now), (channel, key)
        )

    def _told(self, handled: Handled) -> Handled:
        if handled.queued:
            self.offer(handled.queued)
        if handled.jobs:
            self.wake()
        return handled


def where(error: Exception) -> str:
    """The kind of an error and where it arose; never its message, which may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"


def _nobody(queued: Queued) -> None:
    return None


def _nothing() -> None:
    return None
