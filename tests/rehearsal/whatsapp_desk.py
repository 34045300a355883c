"""What the tests of the WhatsApp stand-in share: bare calls as a bot makes them, a clock to move, a webhook."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from bot.rehearsal.whatsapp import APP_SECRET, NUMBER_ID, TOKEN, VERIFY_TOKEN, FakeWhatsApp, Seat, Template
from bot.rehearsal.whatsapp.answers import Json
from bot.rehearsal.whatsapp.payloads import SIGNATURE, signed

JPEG = b"\xff\xd8\xff\xe0" + b"ktp" * 500
PDF = b"%PDF-1.7\n" + b"surat" * 100
BEARER = {"Authorization": f"Bearer {TOKEN}"}
MESSAGES = f"v26.0/{NUMBER_ID}/messages"
DAY = 86_400
NEWS = Template("kabar", "Ada kabar untuk {{1}}.", buttons=("Lihat",))


class Hours:
    """A clock that is moved by hand; seconds since 1970, from 20 November 2026 on."""

    def __init__(self) -> None:
        self.now = 1_795_100_000.0

    def __call__(self) -> float:
        return self.now


def rehearse(play: Callable[[FakeWhatsApp], Awaitable[None]], **settings: Any) -> None:
    """Plays a scene with a fresh stand-in."""

    async def run() -> None:
        async with FakeWhatsApp(**settings) as fake:
            await play(fake)

    asyncio.run(run())


async def asked(
    fake: FakeWhatsApp,
    path: str,
    *,
    verb: str = "GET",
    headers: dict[str, str] | None = None,
    **more: Any,
) -> tuple[int, Any]:
    """A bare request below the stand-in's address: status and answer."""
    url = path if path.startswith("http") else f"{fake.url}/{path}"
    async with (
        aiohttp.ClientSession(headers=BEARER if headers is None else headers) as session,
        session.request(verb, url, **more) as response,
    ):
        body = await response.read()
        return response.status, json.loads(body) if response.content_type == "application/json" else body


async def call(fake: FakeWhatsApp, **fields: object) -> tuple[int, Json]:
    """A bare call of /messages."""
    return await asked(fake, MESSAGES, verb="POST", json={"messaging_product": "whatsapp"} | fields)


def text(seat: Seat, body: str = "halo", **more: object) -> Json:
    """The fields of a text."""
    return {"to": f"+{seat.person.phone}", "type": "text", "text": {"body": body}} | more


def interactive(seat: Seat, **content: object) -> Json:
    """The fields of an interactive message."""
    shown = {"type": "button", "body": {"text": "Pilih"}} | content
    return {"to": f"+{seat.person.phone}", "type": "interactive", "interactive": shown}


def buttons(*titles: str, **more: object) -> Json:
    """Reply buttons; a tap sends the title in small letters."""
    made = [{"type": "reply", "reply": {"id": title.lower() or "-", "title": title}} for title in titles]
    return {"type": "button", "action": {"buttons": made}} | more


def rows(*titles: str, **more: object) -> Json:
    """A list of one section."""
    made = [{"id": str(place), "title": title} for place, title in enumerate(titles)]
    return {"type": "list", "action": {"button": "Pilih", "sections": [{"rows": made}]}} | more


def template(seat, name: str = "kabar", *values: str, **more: object):
    """The fields of a template; values fill the places of its body."""
    filled = [{"type": "text", "text": value} for value in values]
    components = [{"type": "body", "parameters": filled}] if filled else []
    content = {"name": name, "language": {"code": "id"}, "components": components} | more
    return {"to": f"+{seat.person.phone}", "type": "template", "template": content}


async def refused(fake: FakeWhatsApp, code: int, **fields: object) -> str:
    """The details of a call's refusal with this code, which must also be a violation."""
    before = len(fake.violations)
    status, answer = await call(fake, **fields)
    error = answer["error"]
    assert (error["code"], error["type"], status) == (code, "OAuthException", status), answer
    assert status >= 400 and error["fbtrace_id"] and error["message"].startswith(f"(#{code}) ")
    assert len(fake.violations) == before + 1
    return str(error["error_data"]["details"])


async def welcomed(fake: FakeWhatsApp, number: int = 7, **more: Any) -> Seat:
    """Somebody who has just written, so that the bot may answer; there is a form, and one that is none yet."""
    fake.account.flows |= {"1": "PUBLISHED", "daftar": "DRAFT"}
    seat = fake.person(number, **more)
    await seat.says("halo")
    return seat


class Ear:
    """The bot's side of a webhook: hears bodies and answers as told."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.answer: Callable[[bytes], Awaitable[int]] = self._ok
        self.url = ""

    async def _ok(self, body: bytes) -> int:
        return 200

    async def hears(self, count: int, seconds: float = 30.0) -> None:
        """Waits until so many POSTs came."""
        async with asyncio.timeout(seconds):
            while len(self.bodies) < count:
                await asyncio.sleep(0.005)

    @property
    def values(self) -> list[Json]:
        """Every change's value, in order."""
        payloads = [json.loads(body) for body in self.bodies]
        return [change["value"] for p in payloads for entry in p["entry"] for change in entry["changes"]]

    def all(self, name: str) -> list[Json]:
        """Every message (or status, or error), in order."""
        return [one for value in self.values for one in value.get(name, [])]

    @property
    def texts(self) -> list[str]:
        return [message["text"]["body"] for message in self.all("messages")]


@asynccontextmanager
async def listening():
    """An Ear on a port of its own, which checks signatures and answers the question that is asked once."""
    ear = Ear()

    async def post(request: web.Request) -> web.Response:
        body = await request.read()
        assert request.headers[SIGNATURE] == signed(APP_SECRET, body)
        ear.bodies.append(body)
        return web.Response(status=await ear.answer(body))

    async def get(request: web.Request) -> web.Response:
        right = request.query["hub.verify_token"] == VERIFY_TOKEN
        return web.Response(status=200 if right else 403, text=request.query["hub.challenge"])

    app = web.Application(client_max_size=10_000_000)
    app.router.add_post("/whatsapp/webhook", post)
    app.router.add_get("/whatsapp/webhook", get)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ear.url = f"http://127.0.0.1:{site.port}/whatsapp/webhook"
    try:
        yield ear
    finally:
        await runner.cleanup()
