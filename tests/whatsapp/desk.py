"""The program with a stand-in of the Cloud API at its side, both over real HTTP, and a clock to put forward."""

from __future__ import annotations

import asyncio
import base64
import logging
import socket
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.app import ALL, App
from bot.channels.whatsapp_templates import wanted
from bot.commands.serve import Server
from bot.conversation.words import Words
from bot.load import SHIPPED, load_programmes
from bot.rehearsal.whatsapp import (
    ACCOUNT_ID,
    APP_SECRET,
    NUMBER_ID,
    TOKEN,
    VERIFY_TOKEN,
    BotMessage,
    FakeWhatsApp,
    Limits,
    Seat,
    Template,
)
from bot.rehearsal.whatsapp.payloads import SIGNATURE, signed
from bot.settings import Bare
from rules.programmes import load_all
from storage import contacts, inbox
from storage.contacts import Reached
from storage.open import open_database
from storage.statement import Row, Statement
from storage.tables import chats as chats_table
from storage.tables import jobs as jobs_table
from storage.tables import outbox as outbox_table
from tests.databases import VAULT
from tests.delivery.desk import AWAKE, Clock

KEY = base64.b64encode(b"1" * 32).decode()  # VAULT's own
HOUR = 3600 * 1000
DAY = 24 * HOUR
FAST = Limits(pair_burst=10_000, per_second=10_000)
HOOK = "/whatsapp/webhook"
OUTBOX = Statement(outbox_table.select().order_by(outbox_table.c.id))
CHATS = Statement(chats_table.select().order_by(chats_table.c.id))
JOBS = Statement(jobs_table.select().order_by(jobs_table.c.id))


@dataclass
class Desk:
    """Both ends. `hook` is the address of the webhook."""

    app: App
    fake: FakeWhatsApp
    hook: str
    clock: Clock

    async def greeted(self, number: int = 7, **more: Any) -> Seat:
        """Somebody who has agreed and sees the menu."""
        seat = self.fake.person(number, **more)
        await seat.says("halo")
        await seat.next()
        await seat.taps("Setuju")
        await seat.next()
        return seat

    async def says(self, seat: Seat, text: str) -> BotMessage:
        """A person writes; what the bot answers."""
        await seat.says(text)
        return await seat.next()

    async def taps(self, seat: Seat, title: str) -> BotMessage:
        """A person taps; what the bot answers."""
        await seat.taps(title)
        return await seat.next()

    async def post(self, body: bytes, signature: str | None = None) -> int:
        """A webhook, signed rightly or otherwise; the status."""
        right = signed(APP_SECRET, body) if signature is None else signature
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.hook, data=BytesIO(body), headers={SIGNATURE: right}) as answer,
        ):
            text = await answer.text()
            assert "Traceback" not in text
            return answer.status

    async def settled(self) -> None:
        """Until the bot has taken all that has happened, and nothing waits to be sent."""
        async with asyncio.timeout(60):
            for _ in range(2):  # what is sent while the first look is taken, is reported of before the second
                while self.fake.delivery.waiting or await self.states("waiting"):
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.01)

    async def day_goes_by(self) -> None:
        """All is settled; then nobody writes for longer than WhatsApp lets us answer freely."""
        await self.settled()
        self.clock.ahead = DAY + HOUR

    async def rows(self) -> list[Row]:
        """The outbox."""
        return await self.app.database.read(lambda tx: tx.all(OUTBOX))

    async def states(self, *wanted: str) -> list[str]:
        """What became of each reply; only these states where some are named."""
        return [row["state"] for row in await self.rows() if not wanted or row["state"] in wanted]

    async def reach(self, *states: str) -> None:
        """Until the replies are in these states, in order."""
        async with asyncio.timeout(60):
            while await self.states() != list(states):
                await asyncio.sleep(0.01)

    async def chats(self) -> list[Row]:
        return await self.app.database.read(lambda tx: tx.all(CHATS))

    async def jobs(self) -> list[str]:
        """The kinds of jobs that are not periodic."""
        return [
            row["kind"] for row in await self.app.database.read(lambda tx: tx.all(JOBS)) if not row["key"]
        ]

    async def aside(self) -> list[tuple[str, Any]]:
        """What lies in quarantine: the key and the message."""
        found = await self.app.database.read(lambda tx: inbox.quarantined(tx, VAULT))
        return [(row["key"], message) for row, message in found]

    async def of_phone(self, phone: str) -> list[Reached]:
        return await self.app.database.read(lambda tx: contacts.chats_of_phone(tx, VAULT, phone))


@asynccontextmanager
async def desk(
    url: str, folder: Path, *, only: frozenset[str] = ALL, approved: bool = True, **more: Any
) -> AsyncIterator[Desk]:
    """Both at work. `approved`: Meta has approved every template; `more` settings of ours, and of the
    stand-in those that begin with fake_.
    """
    clock = Clock()
    of_fake = {name.removeprefix("fake_"): more.pop(name) for name in list(more) if name.startswith("fake_")}
    async with FakeWhatsApp(now=lambda: clock() / 1000, **{"limits": FAST, **of_fake}) as fake:
        settings = _settings(url, folder, fake, more)
        app = App(settings, await open_database(url), VAULT, clock, only, announcing=AWAKE)
        try:
            await load_programmes(app, load_all(SHIPPED))
            fake.account.flows[app.settings.whatsapp_flow_id] = "PUBLISHED"
            if approved:
                approve(fake, app)
            async with _served(app) as hook:
                await app.start()
                await fake.subscribe(hook)
                yield Desk(app, fake, hook, clock)
                fake.delivery.paused = True
        finally:
            await app.stop()


def _settings(url: str, folder: Path, fake: FakeWhatsApp, more: dict[str, Any]) -> Bare:
    told: dict[str, Any] = {
        "whatsapp_token": TOKEN,
        "whatsapp_phone_number_id": NUMBER_ID,
        "whatsapp_business_account_id": ACCOUNT_ID,
        "whatsapp_app_secret": APP_SECRET,
        "whatsapp_verify_token": VERIFY_TOKEN,
        "whatsapp_api_url": fake.url,
        "whatsapp_chat_pace": 1000.0,
        "whatsapp_pace": 1000.0,
    }
    return Bare(database_url=url, data_dir=folder, data_key=SecretStr(KEY), **(told | more))


def approve(fake: FakeWhatsApp, app: App) -> None:
    """Meta has approved every template that the bot would hand in."""
    for language in app.languages.values():
        for one in wanted(Words(language, "whatsapp")):
            fake.template(Template(one.name, one.body, one.language, buttons=(one.button,)))


@asynccontextmanager
async def _served(app: App) -> AsyncIterator[str]:
    listening = socket.socket(
        proto=socket.IPPROTO_TCP
    )  # asyncio lets small parts go at once only where it is told
    listening.bind(("127.0.0.1", 0))
    server = Server(app, app.settings)
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}{HOOK}"
    finally:
        server.should_exit = True
        await running
        listening.close()


def play(scene: Coroutine[Any, Any, None], within: float = 120) -> None:
    """Plays a scene to its end."""

    async def run() -> None:
        async with asyncio.timeout(within):
            await scene

    logging.getLogger("asyncio").setLevel(logging.ERROR)
    asyncio.run(run())
