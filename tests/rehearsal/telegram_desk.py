"""What the tests of the Telegram stand-in share: a real Bot of python-telegram-bot, bare calls, a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from telegram import Bot

from bot.rehearsal.telegram import FakeTelegram
from bot.rehearsal.telegram.answers import Json

JPEG = b"\xff\xd8\xff\xe0" + b"ktp" * 500
SECRET = "rahasia-uji_1"


def rehearse(play: Callable[[FakeTelegram], Awaitable[None]], **settings: Any) -> None:
    """Plays a scene with a fresh stand-in."""

    async def run() -> None:
        async with FakeTelegram(**settings) as fake:
            await play(fake)

    asyncio.run(run())


def real_bot(fake: FakeTelegram, token: str | None = None) -> Any:
    """python-telegram-bot's client, pointed here; Any, as nearly all it reads may be None."""
    return Bot(token or fake.token, base_url=fake.url + "/bot", base_file_url=fake.url + "/file/bot")


def markup(*labels: str) -> Json:
    """Buttons under a message, one a row; a tap sends the label in small letters."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label.lower()}] for label in labels]}


async def call(fake: FakeTelegram, method: str, **fields: object) -> tuple[int, Json]:
    """A bare call with a JSON body: status and answer."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{fake.url}/bot{fake.token}/{method}", json=fields) as response,
    ):
        return response.status, await response.json()


async def fetched(fake: FakeTelegram, **fields: object) -> list[Json]:
    """The updates that getUpdates gives."""
    status, answer = await call(fake, "getUpdates", **fields)
    assert status == 200, answer
    return list(answer["result"])


async def refused(fake: FakeTelegram, method: str, **fields: object) -> str:
    """The description of a call's refusal, which must also be a violation."""
    before = len(fake.violations)
    status, answer = await call(fake, method, **fields)
    assert (status, answer["ok"], answer["error_code"]) == (400, False, 400), answer
    assert len(fake.violations) == before + 1
    return str(answer["description"]).removeprefix("Bad Request: ")


class Ear:
    """The bot's side of a webhook: hears updates and answers as told."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[Json], Awaitable[web.Response]] = self._ok
        self.url = ""

    async def _ok(self, update: Json) -> web.Response:
        return web.Response()

    async def hears(self, count: int, seconds: float = 30.0) -> None:
        """Waits until so many POSTs came."""
        async with asyncio.timeout(seconds):
            while len(self.heard) < count:
                await asyncio.sleep(0.005)

    @property
    def ids(self) -> list[int]:
        return [update["update_id"] for update in self.heard]

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard]


@asynccontextmanager
async def listening(port: int = 0):
    """An Ear on a port of its own."""
    ear = Ear()

    async def handle(request: web.Request) -> web.Response:
        update = await request.json()
        ear.heard.append(update)
        ear.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return await ear.answer(update)

    app = web.Application()
    app.router.add_post("/telegram/webhook", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    ear.url = f"http://127.0.0.1:{site.port}/telegram/webhook"
    try:
        yield ear
    finally:
        await runner.cleanup()
