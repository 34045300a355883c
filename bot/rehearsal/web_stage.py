"""The web chat as a stage: a real HTTP server on loopback, a browser's requests, a cookie for each phone."""

from __future__ import annotations

import asyncio
import json
import socket
import uuid
from collections.abc import Sequence
from typing import Any

import aiohttp

from bot.app import App
from bot.commands.serve import Server
from bot.rehearsal.pictures import bytes_of
from bot.rehearsal.stage import SENT, Act, Impossible, Shown, brought
from storage.outbox import Queued

START_WAIT = 0.005


class WebStage:
    """Each phone is a browser with cookies of its own; they stay when the bot restarts. `traces` are told of
    every request.
    """

    def __init__(self, traces: Sequence[aiohttp.TraceConfig] = ()) -> None:
        self._traces = list(traces)
        self._cookies: dict[str, aiohttp.CookieJar] = {}
        self._phones: dict[str, aiohttp.ClientSession] = {}
        self._shown: dict[str, list[dict[str, Any]]] = {}
        self._ids: dict[str, list[str]] = {}
        self._tapped: dict[str, str] = {}

    async def prepare(self) -> dict[str, Any]:
        return {}

    async def end(self) -> None:
        """Nothing is left."""

    async def open(self, app: App) -> None:
        self._socket = socket.socket(proto=socket.IPPROTO_TCP)
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
        if not again:
            self._ids[phone] = [str(uuid.uuid4()) for _ in range(act.messages)]
            self._tapped[phone] = self._option(phone, act) if act.kind == "tap" else ""
        found = [one for sent in self._requests(phone, act) for one in await self._answered(phone, sent)]
        self._shown.setdefault(phone, []).extend(found)
        return [shown(message) for message in found]

    async def since(self, phone: str, queued: Sequence[Queued]) -> list[Shown]:
        if not queued or phone not in self._cookies:
            return []
        known = self._shown.setdefault(phone, [])
        after = {"after": known[-1]["seq"] if known else 0}
        async with self._browser(phone).get(f"{self._url}/chat/messages", params=after) as answer:
            found = (await answer.json())["messages"]
        known.extend(found)
        return [shown(message) for message in found]

    async def _answered(self, phone: str, sent: dict[str, Any]) -> list[dict[str, Any]]:
        async with self._browser(phone).post(f"{self._url}/chat/messages", **sent) as answer:
            body = await answer.json()
        if answer.status == 415:
            raise Impossible(f"such a file: {body['why']}")
        if answer.status != 200:
            raise AssertionError(f"{answer.status}: {body}")
        return list(body["messages"])

    def _browser(self, phone: str) -> aiohttp.ClientSession:
        """A session of its own on the cookies of that phone."""
        if phone not in self._phones:
            cookies = self._cookies.setdefault(phone, aiohttp.CookieJar(unsafe=True))
            self._phones[phone] = aiohttp.ClientSession(cookie_jar=cookies, trace_configs=self._traces)
        return self._phones[phone]

    def _requests(self, phone: str, act: Act) -> list[dict[str, Any]]:
        """The requests a browser makes: one, or one for each file."""
        ids = self._ids[phone]
        if act.kind not in SENT:
            return [_words({"id": ids[0], **self._said(phone, act)})]
        group = {"group": ids[0]} if act.messages > 1 else {}
        return [_form({"id": id, **group}, name) for id, name in zip(ids, act.names, strict=True)]

    def _said(self, phone: str, act: Act) -> dict[str, str]:
        match act.kind:
            case "text":
                return {"text": act.value}
            case "tap":
                return {"choice": self._tapped[phone]}
            case "link":
                return {"start": act.value}
        raise Impossible(act.kind)

    def _option(self, phone: str, act: Act) -> str:
        messages = self._shown.get(phone, [])
        for message in reversed(messages[:-1] if act.old else messages[-1:]):
            for option in message["options"]:
                if option["label"] == act.value:
                    return str(option["id"])
        raise LookupError(f"there is no button [{act.value}]")


def _words(fields: dict[str, str]) -> dict[str, Any]:
    """The request that brings words or a tap, written as browsers write it."""
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return {"data": body.encode(), "headers": {"Content-Type": "application/json"}}


def _form(fields: dict[str, str], name: str) -> dict[str, Any]:
    """The request that brings a file."""
    form = aiohttp.FormData(fields, quote_fields=False)  # names as they are, as browsers send them
    form.add_field("file", bytes_of(name), filename=name)
    return {"data": form}


def shown(message: dict[str, Any]) -> Shown:
    """A message of the bot as its page shows it."""
    file = next((brought(file["kind"], file["name"]) for file in message["files"]), "")
    return Shown(message["text"], tuple(option["label"] for option in message["options"]), file)
