"""The web chat on a real HTTP server on loopback, and the browsers that talk to it without a page."""

from __future__ import annotations

import asyncio
import io
import socket
import threading
import uuid
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import uvicorn
from pydantic import SecretStr
from starlette.types import ASGIApp
from yarl import URL

from bot.app import App, open_app
from bot.channels.web_browser import COOKIE
from bot.delivery.channel import Clock, system_clock
from bot.load import load_demo
from bot.settings import Bare

KEY = SecretStr("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
Json = dict[str, Any]
T = TypeVar("T")
_loops: list[asyncio.AbstractEventLoop] = []  # of the programs that stand, the newest last


@dataclass(frozen=True)
class Answer:
    """What came back: `body` is the JSON, None where it was something else."""

    status: int
    headers: Any
    body: Any
    content: bytes


class Talker:
    """A browser with cookies of its own."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session

    @property
    def token(self) -> str:
        """What its cookie holds; empty where it has none."""
        cookie = self.session.cookie_jar.filter_cookies(URL(self.url)).get(COOKIE)
        return cookie.value if cookie else ""

    async def ask(self, method: str, path: str, **more: Any) -> Answer:
        async with self.session.request(method, self.url + path, **more) as response:
            content = await response.read()
            json = await response.json() if response.content_type == "application/json" else None
            return Answer(response.status, response.headers, json, content)

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.ask("GET", path, **more)

    async def post(self, body: Json, **more: Any) -> Answer:
        return await self.ask("POST", "/chat/messages", json=body, **more)

    async def say(self, text: str) -> Json:
        """The one reply to a text."""
        answer = await self.post({"id": str(uuid.uuid4()), "text": text})
        assert answer.status == 200, answer
        (reply,) = answer.body["messages"]
        return dict(reply)

    async def tap(self, reply: Json, label: str) -> Json:
        """The reply to a tap on a button of a reply."""
        (choice,) = (option["id"] for option in reply["options"] if option["label"] == label)
        answer = await self.post({"id": str(uuid.uuid4()), "choice": choice, "text": label})
        (reply,) = answer.body["messages"]
        return dict(reply)

    async def upload(self, *files: tuple[str, bytes], id: str | None = None, **fields: str) -> Answer:
        form = aiohttp.FormData({"id": id or str(uuid.uuid4()), **fields}, quote_fields=False)
        for name, content in files:
            form.add_field("file", io.BytesIO(content), filename=name)
        return await self.ask("POST", "/chat/messages", data=form)

    async def talk(self) -> list[Json]:
        """The whole talk, as the page sees it after a reload."""
        return list((await self.get("/chat/messages?own=1")).body["messages"])


@asynccontextmanager
async def talker(url: str, **more: Any) -> AsyncIterator[Talker]:
    """A fresh browser."""
    jar = aiohttp.CookieJar(unsafe=True)  # also for an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(60), **more) as session:
        yield Talker(url, session)


@asynccontextmanager
async def served(asgi: ASGIApp) -> AsyncIterator[str]:
    """An ASGI program on a free port: its address."""
    listening = socket.socket(
        proto=socket.IPPROTO_TCP
    )  # asyncio lets small parts go at once only where it is told
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(asgi, log_config=None, access_log=False, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
        listening.close()


@asynccontextmanager
async def program(folder: Path, database_url: str = "", **settings: Any) -> AsyncIterator[App]:
    """The program with the demo's people; `clock` may be among the settings."""
    clock: Clock = settings.pop("clock", system_clock)
    url = database_url or f"sqlite:///{folder / 'payung.db'}"
    app = await open_app(Bare(database_url=url, data_dir=folder, data_key=KEY, **settings), clock=clock)
    await load_demo(app)
    try:
        yield app
    finally:
        app.web.stop()
        await app.stop()


def inside(work: Coroutine[Any, Any, T]) -> T:
    """Work of the newest program that stands, on its own loop: the queue before its database knows one loop
    alone. For tests that run none themselves.
    """
    return asyncio.run_coroutine_threadsafe(work, _loops[-1]).result()


@contextmanager
def standing(folder: Path, clock: Clock = system_clock, database_url: str = "") -> Iterator[tuple[str, App]]:
    """A program that serves many tests, on a thread and loop of its own."""
    ready, done = threading.Event(), threading.Event()
    found: list[tuple[str, App]] = []

    async def stand() -> None:
        async with program(folder, database_url, clock=clock) as app, served(app.asgi) as url:
            found.append((url, app))
            _loops.append(asyncio.get_running_loop())
            ready.set()
            await asyncio.to_thread(done.wait)
            _loops.remove(asyncio.get_running_loop())
            app.web.stop()

    thread = threading.Thread(target=lambda: asyncio.run(stand()))
    thread.start()
    ready.wait(120)
    try:
        yield found[0]
    finally:
        done.set()
        thread.join()
