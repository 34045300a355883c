"""The web chat as a stage: a real HTTP server on loopback, a browser's requests, a cookie for each phone."""

from __future__ import annotations

import asyncio
import socket
import uuid
from typing import Any

import aiohttp

from bot.app import App
from bot.commands.serve import Server
from bot.rehearsal.stage import PDF, PHOTO, Act, Impossible, Shown

START_WAIT = 0.005


class WebStage:
    """Each phone is a browser with cookies of its own; they stay when the bot restarts."""

    def __init__(self) -> None:
        self._cookies: dict[str, aiohttp.CookieJar] = {}
        self._phones: dict[str, aiohttp.ClientSession] = {}
        self._shown: dict[str, list[dict[str, Any]]] = {}
        self._ids: dict[str, str] = {}
        self._tapped: dict[str, str] = {}

    async def prepare(self) -> dict[str, Any]:
        return {}

    async def end(self) -> None:
        """Nothing is left."""

    async def open(self, app: App) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = Server(app, app.settings)
        self._running = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        while not self._server.started:
            await asyncio.sleep(START_WAIT)

    async def close(self) -> None:
        self._server.should_exit = True
        await self._running
        self._socket.close()
        for phone in self._phones.values():
            await phone.close()
        self._phones = {}

    async def play(self, phone: str, act: Act, again: bool) -> list[Shown]:
        browser = self._browser(phone)
        if not again:
            self._ids[phone] = str(uuid.uuid4())
            self._tapped[phone] = self._option(phone, act) if act.kind == "tap" else ""
        sent: dict[str, Any] = self._sent(phone, act)
        async with browser.post(f"{self._url}/chat/messages", **sent) as answer:
            body = await answer.json()
        if answer.status != 200:
            raise AssertionError(f"{answer.status}: {body}")
        self._shown.setdefault(phone, []).extend(body["messages"])
        return [
            Shown(message["text"], tuple(option["label"] for option in message["options"]))
            for message in body["messages"]
        ]

    def _browser(self, phone: str) -> aiohttp.ClientSession:
        """A session of its own on the cookies of that phone."""
        if phone not in self._phones:
            cookies = self._cookies.setdefault(phone, aiohttp.CookieJar(unsafe=True))
            self._phones[phone] = aiohttp.ClientSession(cookie_jar=cookies)
        return self._phones[phone]

    def _sent(self, phone: str, act: Act) -> dict[str, Any]:
        """The request a browser makes."""
        id = self._ids[phone]
        match act.kind:
            case "text":
                return {"json": {"id": id, "text": act.value}}
            case "tap":
                return {"json": {"id": id, "choice": self._tapped[phone], "text": act.value}}
            case "photo" | "file":
                form = aiohttp.FormData({"id": id})
                content = PHOTO if act.kind == "photo" else PDF
                form.add_field("file", content, filename=act.value)
                return {"data": form}
            case "link":
                return {"json": {"id": id, "start": act.value}}
        raise Impossible(act.kind)

    def _option(self, phone: str, act: Act) -> str:
        messages = self._shown.get(phone, [])
        for message in reversed(messages[:-1] if act.old else messages[-1:]):
            for option in message["options"]:
                if option["label"] == act.value:
                    return str(option["id"])
        raise LookupError(f"there is no button [{act.value}]")
