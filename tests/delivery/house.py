"""The program itself, with our own platform in the place of Telegram, and a clock that can be put forward."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import bindparam, or_

from bot.app import App
from bot.conversation.messages import Said
from bot.delivery.channel import Channel, Inbound, Incoming
from bot.delivery.holding import LEASE
from bot.delivery.step import Handled
from bot.services import Records
from bot.settings import Bare
from storage import chats
from storage.chats import Chat
from storage.open import open_database
from storage.statement import Statement, Tx
from storage.tables import jobs as jobs_table
from storage.tables import outbox as table
from tests.databases import VAULT
from tests.delivery.desk import AWAKE, NAME, Clock, Post

KEY = base64.b64encode(b"1" * 32).decode()  # VAULT's own
WAITING = Statement(table.select().where(table.c.state == "waiting"))
# A job that is being done is not due: it is due again when its lease ends. Announcements are looked for sooner than that.
AT_WORK = Statement(
    jobs_table.select().where(
        jobs_table.c.due_at <= bindparam("until"),
        or_(jobs_table.c.key.is_(None), jobs_table.c.key != "announce"),
    )
)


class House(App):
    """`broken` are the chats whose messages no handler can play."""

    @cached_property
    def post(self) -> Post:
        return Post()

    @cached_property
    def broken(self) -> set[str]:
        return set()

    @property
    def ticking(self) -> Clock:
        """The clock, which can be put forward."""
        assert isinstance(self.clock, Clock)
        return self.clock

    @property
    def channels(self) -> list[Channel]:
        return [self.post]

    def _records(self, tx: Tx, chat: Chat, now: int) -> Records:
        if chat.address in self.broken:
            raise RuntimeError(f"nothing of {chat.address} may be seen")
        return super()._records(tx, chat, now)

    def run_sender(self) -> None:
        """Only what sends is at work, none of the jobs."""
        for sender in self.senders:
            self._begin(sender.run())

    async def say(self, address: str, text: str, key: str = "") -> Handled:
        """A person writes."""
        return await self.inbox.receive(Inbound(NAME, key or f"{address}:{text}", address, Said(text)))

    async def show(self, address: str, source: str) -> Handled:
        """A person sends a photo."""
        incoming = Incoming("photo", "ktp.jpg", source)
        return await self.inbox.receive(Inbound(NAME, f"{address}:{source}", address, incoming=incoming))

    async def chat(self, address: str) -> Chat:
        """What is remembered of a chat."""

        def enter(tx: Tx) -> Chat:
            return chats.enter(tx, VAULT, NAME, address, 0, "id")

        return await self.database.run(enter)

    async def nothing_waits(self) -> bool:
        """Have all replies been sent?"""
        return not await self.database.read(lambda tx: tx.all(WAITING))

    async def rested(self) -> None:
        """Until no job is due or being done, and all replies have been sent."""
        while await self._jobs_at_work() or not await self.nothing_waits():
            await asyncio.sleep(0.02)

    async def _jobs_at_work(self) -> bool:
        until = self.clock() + LEASE
        return bool(await self.database.read(lambda tx: tx.all(AT_WORK, until=until)))


@asynccontextmanager
async def house(url: str, folder: Path, *, started: bool = True) -> AsyncIterator[House]:
    """The program at work."""
    settings = Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY), timezone="Asia/Makassar")
    made = House(settings, await open_database(url), VAULT, Clock(), announcing=AWAKE)
    if started:
        await made.start()
    try:
        yield made
    finally:
        await made.stop()
