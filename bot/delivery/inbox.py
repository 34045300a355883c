"""Takes messages in: each is safely stored and answered before the platform hears "received"."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation.messages import Said
from bot.delivery.channel import Clock, Inbound
from bot.delivery.step import Handled, Step
from storage.database import Database, Unit
from storage.outbox import Queued
from storage.statement import Tx

log = logging.getLogger(__name__)
Also = Callable[[Tx, Handled], None]


class Inbox:
    """`offer` is told of every new reply, `wake` of new jobs. `taken`: since when (milliseconds) the messages
    wait that are not on disk yet, the oldest first; `handled`: how many were taken in by this process.
    """

    def __init__(self, database: Database, step: Step, clock: Clock) -> None:
        self._database = database
        self._step = step
        self._clock = clock
        self.offer: Callable[[Queued], None] = _nobody
        self.wake: Callable[[], None] = _nothing
        self.taken: dict[int, int] = {}
        self.handled = 0

    async def receive(self, inbound: Inbound) -> Handled:
        """Handle a message; returns when all of it is on disk. Raises StorageDown: send it again later.

        Messages of one chat are handled in the order of the calls, those of different chats in parallel. One
        that can't be played goes to quarantine in its place, so that the order holds for its answer too.
        """
        return await self.receive_with(inbound, _alone)

    async def receive_with(self, inbound: Inbound, also: Also) -> Handled:
        """The same; `also` is done in the same transaction, with what became of the message."""
        said = whole(inbound.said)
        message = inbound if said is inbound.said else replace(inbound, said=said)
        playing = Playing(self._step, message, self._clock(), also)
        unit = Unit(playing.play, (playing.set_aside, playing.set_aside_raw), self._told)
        self.taken[id(playing)] = playing.now
        try:
            handled: Handled = await self._database.run_unit(unit, (inbound.channel, inbound.address))
        finally:
            del self.taken[id(playing)]
        self.handled += 1
        return handled

    async def receive_unreadable(self, channel: str, key: str, raw: Any, error: Exception) -> None:
        """Keep a message whose form is not understood. Raises StorageDown."""
        problem, now = where(error), self._clock()
        log.error("a message that cannot be read went to quarantine: %s", problem)
        await self._database.run(
            lambda tx: self._step.set_aside_raw(tx, channel, key, "", raw, problem, now), (channel, key)
        )

    def _told(self, handled: Handled) -> None:
        """The message is on disk: what it caused may begin."""
        if handled.problem:
            log.error("a message went to quarantine: %s", handled.problem)
        if handled.queued:
            self.offer(handled.queued)
        if handled.jobs:
            self.wake()


@dataclass(frozen=True)
class Playing:
    """One message, and what is done in its place where it can't be played."""

    step: Step
    inbound: Inbound
    now: int
    also: Also

    def play(self, tx: Tx) -> Handled:
        return self._with(tx, self.step.play(tx, self.inbound, self.now))

    def _with(self, tx: Tx, handled: Handled) -> Handled:
        self.also(tx, handled)
        return handled

    def set_aside(self, error: Exception) -> Callable[[Tx], Handled]:
        """With a kind sentence to the person."""
        problem = where(error)
        return lambda tx: self._with(tx, self.step.set_aside(tx, self.inbound, problem, self.now))

    def set_aside_raw(self, error: Exception) -> Callable[[Tx], Handled]:
        """Even the session can't be read: nobody can be answered, but nothing is lost."""
        problem, message = where(error), self.inbound
        return lambda tx: self._with(tx, self.step.set_aside_raw(
            tx, message.channel, message.key, message.address, message, problem, self.now
        ))  # fmt: skip


def whole(said: Said) -> Said:
    """Without halves of characters and zero bytes, which neither the databases nor the platforms take."""
    texts = (said.text, said.choice, said.phone, said.start)
    if all((text or "").isprintable() for text in texts):
        return said
    text, choice, phone, start = (cleaned(text) for text in texts)
    return replace(said, text=text or "", choice=choice, phone=phone, start=start)


def cleaned(text: str | None) -> str | None:
    return text and text.encode("utf-8", "replace").decode().replace("\x00", "")


def where(error: Exception) -> str:
    """The kind of an error and where it arose; never its message, which may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"


def _nobody(queued: Queued) -> None:
    return None


def _nothing() -> None:
    return None


def _alone(tx: Tx, handled: Handled) -> None:
    return None
