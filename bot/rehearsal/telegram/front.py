"""The HTTP face of the stand-in: finds the method in the address, has it checked and carried out, answers.

In fast mode it checks nothing and keeps nothing of a sendMessage: it only counts, for measuring.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web

from bot.rehearsal.telegram.answers import Json, Refused, no_such_method, success, unauthorized
from bot.rehearsal.telegram.calls import read_fields, typed
from bot.rehearsal.telegram.checks import check
from bot.rehearsal.telegram.downloads import download
from bot.rehearsal.telegram.methods import ACTS
from bot.rehearsal.telegram.mishaps import Mishaps
from bot.rehearsal.telegram.nasty import Trouble, Troubles
from bot.rehearsal.telegram.polling import Polling
from bot.rehearsal.telegram.record import Recorder
from bot.rehearsal.telegram.table import METHODS, types_of
from bot.rehearsal.telegram.wire import abort, answer
from bot.rehearsal.telegram.world import Called, World

FAST_ANSWER = (
    b'{"ok":true,"result":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private","first_name":"A"}}}'
)
SENDS = frozenset(("sendMessage", "sendPhoto", "sendDocument"))
Watcher = Callable[[int], None]
Hooked = Callable[[Json], object]


@dataclass
class Front:
    """Serves /bot<token>/<method> and /file/bot<token>/<path>. `watchers` are told the chat of every
    message that was taken; `hooks` are the methods that change how updates are delivered; `closing` ends
    what hangs.
    """

    world: World
    troubles: Troubles
    polling: Polling
    strict: bool = True
    watchers: list[Watcher] = field(default_factory=list)
    recorder: Recorder | None = None
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    hooks: dict[str, Hooked] = field(default_factory=dict)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answers one request for a method or a file."""
        if self.troubles.nasty.down:
            return abort(request)
        path, token = request.path, self.world.token
        if path.startswith(prefix := f"/bot{token}/"):
            return await self._called(request, path[len(prefix) :])
        if path.startswith(prefix := f"/file/bot{token}/"):
            return await download(self.world, path[len(prefix) :], request)
        return self._stranger(path)

    def _stranger(self, path: str) -> web.Response:
        refused = unauthorized() if path.startswith(("/bot", "/file/bot")) else Refused(404, "Not Found")
        self._note("?", {}, refused.code, refused.description, refused.fault)
        return answer(refused.code, refused.body())

    async def _called(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        if not self.strict and method == "sendMessage" and self.troubles.quiet:
            return self._fast((await read_fields(request))[0])
        try:
            params = await self._read(request, method)
        except Refused as refused:
            return self._refuse(method, {}, refused)
        if trouble := self.troubles.of(method, params.get("chat_id")):
            return await self._mishap(trouble, request, method, params)
        return await self._perform(method, params)

    async def _read(self, request: web.BaseRequest, method: str) -> Json:
        if method not in METHODS:
            raise no_such_method()
        fields, from_json = await read_fields(request)
        return typed(fields, partial(types_of, method), from_json)

    async def _mishap(
        self, trouble: Trouble, request: web.BaseRequest, method: str, params: Json
    ) -> web.StreamResponse:
        mishaps = Mishaps(self.troubles.nasty, self.troubles.dice("answer"), self.closing)
        note = partial(self._note, method, params)
        return await mishaps.act(trouble, request, note, partial(self._perform, method, params))

    async def _perform(self, method: str, params: Json) -> web.Response:
        if not self.strict and method == "sendMessage":
            return self._fast(params)
        try:
            body = success(await self._carried_out(method, params))
        except Refused as refused:
            return self._refuse(method, params, refused)
        self._note(method, params, 200, "")
        if method in SENDS:
            self._tell(params["chat_id"])
        return answer(200, body)

    async def _carried_out(self, method: str, params: Json) -> object:
        check(self.world, method, params)
        if method == "getUpdates":
            return await self.polling.fetch(params)
        if (hooked := self.hooks.get(method)) is not None:
            return hooked(params)
        return ACTS[method](self.world, params)

    async def carry(self, call: Json) -> None:
        """Carries out a call that the bot put into its answer to a webhook."""
        method = str(call.get("method"))
        params = {name: value for name, value in call.items() if name != "method"}
        if method in METHODS:
            await self._perform(method, typed(params, partial(types_of, method), True))
        else:
            self._refuse(method, params, no_such_method())

    def _fast(self, params: Json) -> web.Response:
        """sendMessage without checks: counted, told, answered with little more than an id."""
        self.world.counts["sendMessage"] += 1
        chat_id, number = int(params["chat_id"]), self.world.counts["sendMessage"]
        self._tell(chat_id)
        return answer(200, FAST_ANSWER % (number, int(self.world.now()), chat_id))

    def _tell(self, chat_id: int) -> None:
        for watcher in self.watchers:
            watcher(chat_id)

    def _refuse(self, method: str, params: Json, refused: Refused) -> web.Response:
        self._note(method, params, refused.code, refused.description, refused.fault)
        return answer(refused.code, refused.body())

    def _note(self, method: str, params: Json, code: int, description: str = "", fault: bool = False) -> None:
        self.world.counts[f"{method} {code}" if code != 200 else method] += 1
        if method == "getUpdates" and code == 200:
            return
        called = Called(method, params, code, description, self.world.now())
        self.world.note(called, fault)
        if self.recorder:
            self.recorder.write(called)
