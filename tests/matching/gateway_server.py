"""A city's gateway on loopback: answers as docs/matching.openapi.json says, or goes wrong in the ways that servers do.

It holds every request, and each of its own answers that is meant to be good, against that description.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.matching.openapi import MATCH, SCHEMAS, faults, schema_of

Json = dict[str, Any]
TOKEN = "word-of-the-gateway"
PATIENCE = 30.0  # seconds for an answer that comes
# How one answer goes wrong.
NASTY = ("slow", "500", "503", "429", "429 later", "broken", "no_json", "not_an_object", "wrong_code", "reset",
         "redirect", "huge", "half", "latin", "401", "404", "204")  # fmt: skip


@dataclass
class Office:
    """`knows`: what each source says of a NIK; the others are not known (13). `moods`: how the next answers go
    wrong, one each. `refuses`: NIK that make a question bad.
    """

    knows: dict[tuple[str, str], Json] = field(default_factory=dict)
    moods: deque[str] = field(default_factory=deque)
    refuses: set[str] = field(default_factory=set)
    leaves_out: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    requests: list[tuple[str, Json]] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    addresses: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    pause: float = 0.0

    def say(self, source: str, nik: str, **answer: Any) -> None:
        self.knows[source, nik] = {"code": "00", **answer}

    @property
    def people(self) -> int:
        """How often somebody was asked about."""
        return sum(len(body["questions"]) for _, body in self.requests)

    async def post(self, request: web.Request) -> web.StreamResponse:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.pause)
            return await self._answer(request)
        finally:
            self.at_once -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.addresses.append(str(request.rel_url))
        source, body = request.match_info["source"], await request.json()
        self.wrong += self._looked_at(request, source, body)
        self.requests.append((source, body))
        if self.moods and (mood := self.moods.popleft()) != "good":
            return await _nasty(request, mood)
        if self.refuses & {one["nik"] for one in body["questions"]}:
            return self._good(422, {"problem": "a question can't be understood"})
        answers = [{"key": one["key"], **self.knows.get((source, one["nik"]), {"code": "13"})}
                   for one in body["questions"] if one["nik"] not in self.leaves_out]  # fmt: skip
        return self._good(200, {"answers": answers})

    def _good(self, status: int, body: Json) -> web.Response:
        self.wrong += faults(body, schema_of(status))
        return web.json_response(body, status=status)

    def _looked_at(self, request: web.Request, source: str, body: Json) -> list[str]:
        """What of a request is not as it is described."""
        (path, key) = MATCH["parameters"]
        found = faults(body, SCHEMAS["Questions"]) + faults(source, path["schema"])
        found += faults(request.headers.get(key["name"], ""), key["schema"])
        self.keys[request.headers.get(key["name"], "")] += 1
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            found.append("the token is missing")
        return found + (["there is a query"] if request.query_string else [])


async def _nasty(request: web.Request, mood: str) -> web.StreamResponse:
    match mood:
        case "slow":
            await asyncio.sleep(600)
        case "429" | "429 later":
            return web.json_response({"problem": "too many"}, status=429,
                                     headers={"Retry-After": "1" if mood == "429" else "120"})  # fmt: skip
        case "reset":
            assert request.transport
            request.transport.abort()
        case "redirect":
            return web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"})
        case "half":
            return await _half(request)
        case "204" | "401" | "404" | "500" | "503":
            return web.Response(status=int(mood))
    return BODIES.get(mood, lambda: web.Response(text="{}", content_type="application/json"))()


async def _half(request: web.Request) -> web.StreamResponse:
    """An answer that breaks off in the middle."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"answers": [')
    assert request.transport
    request.transport.close()
    return response


def _json(text: str | bytes) -> Callable[[], web.Response]:
    body = text if isinstance(text, bytes) else text.encode()
    return lambda: web.Response(body=body, content_type="application/json")


BODIES: dict[str, Callable[[], web.Response]] = {
    "broken": _json('{"answers": [{"key": "1", "co'),
    "no_json": lambda: web.Response(text="<html>login</html>", content_type="text/html"),
    "not_an_object": _json("[1, 2]"),
    "wrong_code": _json(json.dumps({"answers": [{"key": "1", "code": "99"}]})),
    "huge": _json(b'{"answers": [], "x": "' + b"a" * 3_000_000 + b'"}'),
    "latin": _json(b'{"answers": [{"key": "\xff\xfe", "code": "00"}]}'),
}


@asynccontextmanager
async def gateway(moods: Iterable[str] = ()) -> AsyncIterator[tuple[Office, str]]:
    """The office behind it, and its address. In the end nothing was asked that is not described."""
    office = Office(moods=deque(moods))
    program = web.Application(client_max_size=10_000_000)
    program.router.add_post("/v1/{source}/matches", office.post)
    runner = web.AppRunner(program, shutdown_timeout=0.1)
    await runner.setup()
    listening = socket.socket(
        proto=socket.IPPROTO_TCP
    )  # asyncio lets small parts go at once only where it is told
    listening.bind(("127.0.0.1", 0))
    await web.SockSite(runner, listening).start()
    try:
        yield office, f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    finally:
        await runner.cleanup()
    assert office.wrong == []
