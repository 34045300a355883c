"""One process of the bot without its conversations: it answers "Anda menulis: ..." and remembers its hearing.

The inbox, the step and the sender are the real ones; the channel is a small one of our own, on which things
can go wrong.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bot.catalogues import languages
from bot.conversation.messages import Reply, Said
from bot.conversation.session import Session
from bot.delivery.channel import ChannelError, Inbound, Pace, system_clock
from bot.delivery.going import Going
from bot.delivery.inbox import Inbox
from bot.delivery.sender import Sender
from bot.delivery.step import Handled, Step
from handlers import dialogue
from rules.announcements import measures
from storage import chats, outbox
from storage.announcement_in_hand import Hours
from storage.chats import Chat
from storage.database import Database
from storage.open import open_database
from storage.outbox import Queued
from storage.statement import Row, Statement, Tx
from storage.tables import outbox as table
from tests.databases import VAULT

NAME = "post"
AWAKE = replace(measures(), quiet_from=24, quiet_until=0)  # announcements go at the hour of the tests, too
FAST = Pace(per_second=1000, burst=1000, at_once=64)
ROWS = Statement(table.select().order_by(table.c.id))
Trouble = Callable[[], Awaitable[None]]


class Clock:
    """The real time, which a test may put forward, or stop so that it goes on only where it is put forward."""

    def __init__(self) -> None:
        self.ahead = 0
        self._stands: int | None = None

    def __call__(self) -> int:
        return (system_clock() if self._stands is None else self._stands) + self.ahead

    def stop(self) -> None:
        self._stands = system_clock()


def says(kind: str, after: float = 0) -> Trouble:
    """The platform answers with that."""

    async def trouble() -> None:
        raise ChannelError(kind, f"said {kind}", after)

    return trouble


def hangs(until: asyncio.Event) -> Trouble:
    """It says nothing before something else happens."""

    async def trouble() -> None:
        await until.wait()

    return trouble


@dataclass
class Post:
    """A platform. `trouble` is what happens to the next sends to an address, before they arrive."""

    pace: Pace = FAST
    name: str = NAME
    window: int | None = None
    arrived: list[tuple[str, str]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    trouble: dict[str, deque[Trouble]] = field(default_factory=lambda: defaultdict(deque))
    files: dict[str, bytes | ChannelError] = field(default_factory=dict)
    held_back: dict[str, asyncio.Event] = field(default_factory=dict)  # files that come when it is set
    now: int = 0
    most: int = 0

    async def send(self, queued: Queued) -> str | None:
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(0.001)
            if self.trouble[queued.address]:
                await self.trouble[queued.address].popleft()()
        finally:
            self.now -= 1
        self.arrived.append((queued.address, queued.reply.text))
        self.replies.append(queued.reply)
        self.at.append(asyncio.get_running_loop().time())
        return f"p{len(self.arrived)}"

    async def fetch(self, source: str) -> bytes:
        if held_back := self.held_back.get(source):
            await held_back.wait()
        found = self.files[source]
        if isinstance(found, ChannelError):
            raise found
        return found

    def to(self, address: str) -> list[str]:
        """What arrived there, in order."""
        return [text.removeprefix("Anda menulis: ") for where, text in self.arrived if where == address]


@dataclass(frozen=True)
class EchoStep(Step):
    """`broken` are the texts that no handler can play."""

    broken: set[str] = field(default_factory=set)

    def turn(self, tx: Tx, chat: Chat, said: Said, now: int) -> tuple[Session, Reply | None]:
        if said.text in self.broken:
            raise RuntimeError(f"cannot play {said.text}")
        heard = [*chat.session.known.get("heard", []), said.text]
        session = replace(chat.session, step=chat.session.step + 1, known={"heard": heard})
        return session, Reply(f"Anda menulis: {said.text}")


class Desk:
    """A process: its own connections, its own sender."""

    def __init__(self, database: Database, post: Post, clock: Clock, alone: bool) -> None:
        self.database = database
        self.post = post
        self.clock = clock
        self.step = EchoStep(
            VAULT, dialogue(languages()), lambda tx, chat, now: None, self.local, frozenset({NAME}),
            frozenset({"wall"}),
        )  # fmt: skip
        self.inbox = Inbox(database, self.step, clock)
        going = Going(database, VAULT, clock, Hours(AWAKE, self.local))
        self.sender = Sender(database, VAULT, post, clock, alone, going)
        self.inbox.offer = self.sender.offer
        self._running: list[asyncio.Task[None]] = []

    def local(self, moment: int) -> datetime:
        return datetime.fromtimestamp(moment / 1000, UTC)

    def run(self, part: Coroutine[Any, Any, None]) -> None:
        """Let a part run in the background."""
        self._running.append(asyncio.create_task(part))

    async def write(self, address: str, text: str, key: str = "") -> Handled:
        """A person writes; returns when it is on disk."""
        return await self.inbox.receive(Inbound(NAME, key or f"{address}:{text}", address, Said(text)))

    async def heard(self, address: str) -> list[str]:
        """All that was handled of a person, in order."""
        inside = await self.database.run(lambda tx: chats.enter(tx, VAULT, NAME, address, 0, "id"))
        return list(inside.session.known.get("heard", []))

    async def states(self) -> list[str]:
        """What became of each reply."""
        return [row["state"] for row in await self.rows()]

    async def all_in_hand(self) -> None:
        """Until a sender has taken every reply that waits."""
        while any(row["state"] == "waiting" and not row["owner"] for row in await self.rows()):
            await asyncio.sleep(0.01)

    async def rows(self) -> list[Row]:
        """The outbox."""
        return await self.database.read(lambda tx: tx.all(ROWS))

    async def settled(self, count: int) -> list[str]:
        """The states, once so many replies are neither waiting nor held."""
        while sum(state not in ("waiting", "held") for state in await self.states()) < count:
            await asyncio.sleep(0.01)
        return await self.states()

    async def queue(self, address: str, text: str, priority: int) -> Queued:
        """Something that the bot says first, written by another process."""

        def add(tx: Tx) -> Queued:
            chat = chats.enter(tx, VAULT, NAME, address, 0, "id").id
            wanted = Queued(0, chat, NAME, address, Reply(text), priority, at=self.clock())
            return outbox.add(tx, VAULT, wanted, "waiting", 0)

        return await self.database.run(add)

    async def kill(self) -> None:
        """The process is gone without a word: nothing more is noted."""
        await self.database.close()
        await self._end(0)

    async def stop(self) -> None:
        """As the program stops; a machine that is busy may take its time to note what became of a reply."""
        await self._end(5)
        await self.database.close()

    async def _end(self, grace: float) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self.sender.stop(grace)


@asynccontextmanager
async def desk(
    url: str, post: Post | None = None, *, looking: bool = True, alone: bool = True
) -> AsyncIterator[Desk]:
    """A process at work. `looking`: its sender also looks for what others wrote."""
    made = Desk(await open_database(url), post or Post(), Clock(), alone)
    if looking:
        made.run(made.sender.run())
    try:
        yield made
    finally:
        await made.stop()


def play(scene: Coroutine[Any, Any, None], within: float = 120) -> None:
    """Plays a scene to its end."""

    async def run() -> None:
        async with asyncio.timeout(within):
            await scene

    logging.getLogger("asyncio").setLevel(logging.ERROR)
    asyncio.run(run())


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something to come true."""
    while not condition():
        await asyncio.sleep(0.005)
