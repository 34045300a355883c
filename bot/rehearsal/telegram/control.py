"""The remote control of a stand-in that runs as a program of its own: /control/..., on this machine only.

POST update: an Update to deliver, its number optional. POST file?name=N&mime=M: a file's content, answered
with its file_id. POST nasty: switches. GET sent?after=N: what the bot sent, from the Nth on. GET stats.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.rehearsal.telegram.answers import Json, Refused, bad_request, success
from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.telegram.inflow import Inflow
from bot.rehearsal.telegram.nasty import Troubles, nasty_from
from bot.rehearsal.telegram.pending import Pending
from bot.rehearsal.telegram.rooms import BotMessage
from bot.rehearsal.telegram.wire import answer
from bot.rehearsal.telegram.world import World

Handler = Callable[[web.BaseRequest], Awaitable[object]]


class Control:
    """Answers what is asked under /control/, in the form of the Bot API."""

    def __init__(self, world: World, pending: Pending, troubles: Troubles, inflow: Inflow) -> None:
        self._world = world
        self._pending = pending
        self._troubles = troubles
        self._inflow = inflow
        self._handlers: Mapping[tuple[str, str], Handler] = {
            ("POST", "update"): self._update,
            ("POST", "file"): self._file,
            ("POST", "nasty"): self._nasty,
            ("GET", "sent"): self._sent,
            ("GET", "stats"): self._stats,
        }

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answers one request."""
        handler = self._handlers.get((request.method, request.path.removeprefix("/control/")))
        try:
            if handler is None:
                raise Refused(404, "Not Found")
            return answer(200, success(await handler(request)))
        except Refused as refused:
            return answer(refused.code, refused.body())

    async def _update(self, request: web.BaseRequest) -> bool:
        update = await _object(request)
        if not update.keys() - {"update_id"}:
            raise bad_request("an update says what happened")
        try:
            self._inflow.inject(update)
        except (KeyError, TypeError, ValueError) as problem:
            raise bad_request(f"not an update: {problem!r}") from None
        return True

    async def _file(self, request: web.BaseRequest) -> str:
        name, mime = request.query.get("name", "file.jpg"), request.query.get("mime", "image/jpeg")
        content = b"".join([piece async for piece in request.content.iter_any()])
        return self._world.files.keep(Upload(name, mime, content)).id

    async def _nasty(self, request: web.BaseRequest) -> bool:
        try:
            self._troubles.switch(nasty_from(await _object(request)))
        except ValueError as problem:
            raise bad_request(str(problem)) from None
        return True

    async def _sent(self, request: web.BaseRequest) -> list[Json]:
        start = request.query.get("after", "0")
        return [
            sent_as_json(message) for message in self._world.sent[int(start) if start.isdecimal() else 0 :]
        ]

    async def _stats(self, request: web.BaseRequest) -> Json:
        return stats(self._world, self._pending)


async def _object(request: web.BaseRequest) -> Json:
    try:
        value = json.loads(await request.read())
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as JSON body")
    return value


def sent_as_json(message: BotMessage) -> Json:
    """A message of the bot: chat_id, message_id, method, text, its buttons row by row, the name of a file."""
    buttons = [[{"label": button.label, "data": button.data} for button in row] for row in message.buttons]
    place = {"chat_id": message.chat_id, "message_id": message.id}
    file = {"file": message.file.name} if message.file else {}
    return place | {"method": message.method, "text": message.text, "buttons": buttons} | file


def stats(world: World, pending: Pending) -> Json:
    """Counts by method and code where it was not 200; what waits, the highest confirmed id; violations."""
    return {
        "counts": dict(world.counts),
        "pending": len(pending.held),
        "confirmed": pending.confirmed,
        "violations": list(world.violations),
    }
