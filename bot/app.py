"""Puts the parts together; the only file that knows all of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlette.applications import Starlette

from bot.cards.drawing import Cards
from bot.catalogues import languages
from bot.channels.web import NAME as WEB
from bot.channels.web import Web
from bot.channels.web_card import CardPage
from bot.conversation.words import Words
from bot.delivery.channel import Channel, Clock, Pace, system_clock
from bot.delivery.going import Going
from bot.delivery.inbox import Inbox
from bot.delivery.reports import Reports
from bot.delivery.sender import Sender
from bot.delivery.step import Step
from bot.delivery.worker import Worker
from bot.keeping import Keeper
from bot.keys import data_keys
from bot.ktp.reader import Reader, reader_if_installed
from bot.measuring import Measuring
from bot.outgoing import Outgoing
from bot.recordings import FOLDER, Recordings
from bot.routes import routes
from bot.services import Records
from bot.settings import Settings
from bot.tasks import kinds
from handlers import dialogue
from rules.announcements import Measures, measures
from storage.announcement_in_hand import Hours
from storage.audit import Head
from storage.audit_head import HeadFile
from storage.chats import Chat
from storage.database import Database
from storage.documents import Shelf
from storage.key_check import check_key
from storage.open import open_database
from storage.outbox import Queued
from storage.statement import Tx
from storage.vault import Vault

ALL = frozenset({"web", "telegram", "whatsapp", "sender", "jobs"})
STORED = frozenset({WEB, "terminal"})  # channels on which a stored reply is a delivered one

GRACE = 2.0  # seconds for the replies that are on their way when the program stops

log = logging.getLogger(__name__)


@dataclass
class App:
    """One process. `only` names the parts it runs; the others run elsewhere on the same database. `reader`
    reads photos of a KTP, where the extra `ocr` is installed; `announcing`: when announcements go.
    """

    settings: Settings
    database: Database
    vault: Vault
    clock: Clock = system_clock
    only: frozenset[str] = ALL
    reader: Reader | None = field(default_factory=reader_if_installed)
    announcing: Measures = field(default_factory=measures)

    def __post_init__(self) -> None:
        self.languages = languages()
        self.recordings = Recordings(self.settings.data_dir / FOLDER)
        self.dialogue = dialogue(self.languages, self.recordings.find)
        self.shelf = Shelf(self.settings.data_dir / "documents", self.vault)
        self.keeper = Keeper(self.shelf)
        self.cards = Cards(self.database, self.vault, self.languages, self.settings.public_url)
        self.outgoing = Outgoing(self.shelf, self.cards.picture, self.recordings)
        self.telegram = self._telegram()
        self.whatsapp = self._whatsapp()
        self.web = self._web()
        self.card_page = CardPage(self.database, self.vault, self.clock, self.local, self.languages)
        sending = (
            frozenset(channel.name for channel in self.channels) if "sender" in self.only else frozenset()
        )
        step = Step(self.vault, self.dialogue, self._records, self.local, sending, STORED)
        self.inbox = Inbox(self.database, step, self.clock)
        self.reports = Reports(self.database, self.clock)
        self.measuring = Measuring(self.database, self.clock, self.local)
        self.senders = [self._sender(channel) for channel in self.channels] if "sender" in self.only else []
        self.worker = Worker(self.database, self.vault, kinds(self), self.clock)
        self.inbox.offer = self._offer
        self.inbox.wake = self.worker.wake
        self._tasks: list[asyncio.Task[None]] = []
        self.wrong_token = asyncio.Event()

    # Parts

    def _web(self) -> Web:
        where = self.local, self.settings.public_url
        return Web(self.database, self.vault, self.keeper, *where, outgoing=self.outgoing)

    def _telegram(self) -> Any:
        """The library of Telegram is slow to import: only where there is a token."""
        token = self.settings.telegram_token
        if token is None:
            return None
        from bot.channels.telegram import Telegram

        secret = self.settings.telegram_secret
        pace = Pace(per_second=self.settings.telegram_chat_pace)
        return Telegram(
            token.get_secret_value(),
            self.settings.telegram_api_url,
            secret.get_secret_value() if secret else "",
            pace,
            outgoing=self.outgoing,
        )

    def _whatsapp(self) -> Any:
        """Its requests are slow to import: only where there is a token."""
        if self.settings.whatsapp_token is None:
            return None
        from bot.channels.whatsapp_account import whatsapp

        words = {code: Words(language, "whatsapp") for code, language in self.languages.items()}
        return whatsapp(self.settings, words, self.outgoing)

    @property
    def channels(self) -> list[Channel]:
        """The channels that have to be sent to."""
        return [channel for channel in (self.telegram, self.whatsapp) if channel]

    def channel(self, name: str) -> Channel | None:
        return next((channel for channel in self.channels if channel.name == name), None)

    def _sender(self, channel: Channel) -> Sender:
        going = Going(self.database, self.vault, self.clock, Hours(self.announcing, self.local))
        alone = self.database.dialect == "sqlite"
        return Sender(self.database, self.vault, channel, self.clock, alone, going)

    def _records(self, tx: Tx, chat: Chat, now: int) -> Records:
        return Records(tx, self.vault, chat, now, self.local(now), self.reader is not None)

    def local(self, moment: int) -> datetime:
        """Milliseconds as the city's time."""
        return datetime.fromtimestamp(moment / 1000, self.settings.zone)

    async def kept(self, head: Head | None) -> None:
        """The newest row of the audit trail, kept beside the database too, once it is stored."""
        if head:
            await asyncio.to_thread(HeadFile(self.settings.data_dir, self.vault).write, head)

    def _offer(self, queued: Queued) -> None:
        if queued.channel == WEB:
            self.web.offer(queued)
        for sender in self.senders:
            sender.offer(queued)

    # Life

    @property
    def asgi(self) -> Starlette:
        return Starlette(routes=routes(self))

    async def start(self) -> None:
        """Begin what runs in the background; returns at once, whether or not the platforms answer."""
        for sender in self.senders:
            self._begin(sender.run())
        if "jobs" in self.only:
            self._begin(self.worker.run())
        if self.whatsapp and "whatsapp" in self.only:
            self._begin(self.whatsapp.greet())
        if self.telegram and "telegram" in self.only:
            self._begin(self._talk_to_telegram())

    def _begin(self, running: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(running)
        task.add_done_callback(_complain)
        self._tasks.append(task)

    async def _talk_to_telegram(self) -> None:
        """Greet Telegram until it answers, then poll where that is the mode; a wrong token ends it all."""
        from bot.channels.telegram_start import greeted

        webhook = f"{self.settings.public_url}/telegram/webhook"
        url = webhook if self.settings.telegram_mode == "webhook" else None
        words = {code: Words(language) for code, language in self.languages.items()}
        if not await greeted(self.telegram, url, words):
            self.wrong_token.set()
            return
        if url is None:
            await self.telegram.poll(self.inbox)

    async def stop(self) -> None:
        """Take nothing more in, let what is on its way finish, close."""
        await ended(self._tasks)
        for sender in self.senders:
            await sender.stop(GRACE)
        for channel in (self.telegram, self.whatsapp):
            if channel:
                await channel.close()
        if self.reader:
            await self.reader.close()
        await self.database.close()


async def ended(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel tasks until they have ended: in Python 3.11 `wait_for` may swallow a cancellation."""
    running = set(tasks)
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=1)


def _complain(task: asyncio.Task[None]) -> None:
    """A part that runs in the background must never end silently."""
    if not task.cancelled() and (error := task.exception()):
        log.critical("a part of the program stopped: %s", type(error).__name__)


async def open_app(settings: Settings, **parts: Any) -> App:
    """The program on its database. Raises StorageError or BadSettings with one sentence for the operator."""
    vault = Vault(*data_keys(settings, demo=parts.pop("demo", False)))
    database = await open_database(settings.database_url)
    try:
        await database.read(lambda tx: check_key(tx, vault))
        return App(settings, database, vault, **parts)
    except BaseException:
        await database.close()  # its threads would keep the process alive
        raise
