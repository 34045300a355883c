"""The HTTP face of the stand-in: finds what is meant by the path, has it checked and carried out, answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web

from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.telegram.wire import abort, answer
from bot.rehearsal.whatsapp import nodes, sending
from bot.rehearsal.whatsapp.answers import Json, Refused, no_such_path, success
from bot.rehearsal.whatsapp.calls import check_token, read_json, read_upload
from bot.rehearsal.whatsapp.checks import check
from bot.rehearsal.whatsapp.downloads import PATH, download
from bot.rehearsal.whatsapp.mishaps import Mishaps
from bot.rehearsal.whatsapp.nasty import Troubles
from bot.rehearsal.whatsapp.submissions import submit
from bot.rehearsal.whatsapp.world import Called, World

Perform = Callable[[], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Asked:
    """What a request is: its name for the record, what it says, what carries it out."""

    name: str
    params: Json
    perform: Callable[[], object]

    @property
    def to(self) -> str:
        """Whom it is for, as the call writes it, without a plus; "" where it is for nobody."""
        return str(self.params.get("to") or self.params.get("recipient") or "").lstrip("+")


@dataclass
class Front:
    """Serves /v26.0/... and the links to files. `closing` ends what hangs."""

    world: World
    troubles: Troubles
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answers one request."""
        if self.troubles.nasty.down:
            return abort(request)
        if request.path == PATH:
            return await self._downloaded(request)
        try:
            asked = await self._read(request)
        except Refused as refused:
            return self._refuse("?", {"path": request.path}, refused)
        return await self._troubled(
            request, asked.name, asked.params, asked.to, partial(self._perform, asked)
        )

    async def _troubled(
        self, request: web.BaseRequest, name: str, params: Json, to: str, perform: Perform
    ) -> web.StreamResponse:
        trouble = self.troubles.of(name, to)
        if trouble is None:
            return await perform()
        mishaps = Mishaps(self.troubles.nasty, self.troubles.dice("answer"), self.closing)
        return await mishaps.act(trouble, request, partial(self._note, name, params), perform)

    async def _read(self, request: web.BaseRequest) -> Asked:
        """What is asked for. Raises Refused: a stranger, another version, no such thing."""
        check_token(self.world.account, request)
        version, *path = request.path.strip("/").split("/")
        if version not in self.world.account.versions or not path:
            raise no_such_path(request.path)
        return await self._meant(request, tuple(path))

    async def _meant(self, request: web.BaseRequest, path: tuple[str, ...]) -> Asked:
        own = self.world.account.number_id
        match request.method, *path:
            case "POST", number, "messages" if number == own:
                params = await read_json(request)
                name = "read" if "status" in params else "messages"
                return Asked(name, params, partial(self._sent, params))
            case "POST", number, "media" if number == own:
                upload = await read_upload(request)
                return Asked("upload", _told(upload), partial(self._uploaded, upload))
            case "POST", account, "message_templates" if account == self.world.account.account_id:
                params = await read_json(request)
                return Asked("node", params, partial(submit, self.world, params))
        return self._of_graph(request, path)

    def _of_graph(self, request: web.BaseRequest, path: tuple[str, ...]) -> Asked:
        verb, query = request.method, dict(request.query)
        told = {"path": "/".join(path)} | {name: query[name] for name in query if name != "input_token"}
        if len(path) == 1 and self.world.media.ever(path[0]):
            return Asked("media", told, partial(self._medium, verb, path[0]))
        return Asked("node", told, lambda: nodes.node(self.world, verb, path)(self.world, query))

    def _sent(self, params: Json) -> Json:
        check(self.world, params)
        return sending.act(self.world, params)

    def _uploaded(self, upload: Upload) -> Json:
        return {"id": self.world.media.upload(upload, self.world.now()).id}

    def _medium(self, verb: str, number: str) -> Json:
        if verb == "DELETE":
            self.world.media.forget(number, self.world.now())
            return {"success": True}
        return self.world.media.look_up(number, self.world.now())

    async def _perform(self, asked: Asked) -> web.Response:
        try:
            body = success(asked.perform())
        except Refused as refused:
            return self._refuse(asked.name, asked.params, refused)
        self._note(asked.name, asked.params, 200, 0, "")
        return answer(200, body)

    async def _downloaded(self, request: web.BaseRequest) -> web.StreamResponse:
        told: Json = {"mid": request.query.get("mid", "")}
        return await self._troubled(request, "download", told, "", partial(self._given, request, told))

    async def _given(self, request: web.BaseRequest, told: Json) -> web.StreamResponse:
        try:
            response = await download(self.world, request)
        except Refused as refused:
            return self._refuse("download", told, refused)
        self._note("download", told, response.status, 0, "")
        return response

    def _refuse(self, name: str, params: Json, refused: Refused) -> web.Response:
        self._note(name, params, refused.status, refused.code, refused.details, refused.fault)
        return answer(refused.status, refused.body())

    def _note(
        self, name: str, params: Json, status: int, code: int, details: str, fault: bool = False
    ) -> None:
        self.world.note(Called(name, params, status, code, details, self.world.now()), fault)


def _told(upload: Upload) -> Json:
    return {"name": upload.name, "mime": upload.mime, "size": len(upload.content)}
