"""Carries out a trouble: what a call gets in place of its answer. Which call, nasty.py decides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from aiohttp import web

from bot.rehearsal.telegram.answers import Refused, too_many
from bot.rehearsal.telegram.nasty import Nasty, Trouble
from bot.rehearsal.telegram.wire import abort, answer

GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"
GARBAGE = (b"", b"{", b'{"ok":true,"resu', b"null", b"[]", b'{"ok":true}', b"<html></html>", b"\xff\xfe\x00")

Perform = Callable[[], Awaitable[web.Response]]
Note = Callable[[int, str], None]


class Mishaps:
    """Acts for one call. `dice` choose among kinds of garbage, `closing` ends what hangs."""

    def __init__(self, nasty: Nasty, dice: Random, closing: asyncio.Event) -> None:
        self._nasty = nasty
        self._dice = dice
        self._closing = closing

    async def act(
        self, trouble: Trouble, request: web.BaseRequest, note: Note, perform: Perform
    ) -> web.StreamResponse:
        """Answers a call as the trouble wants it."""
        if trouble is Trouble.RESET:
            note(0, "connection reset")
            return abort(request)
        if trouble is Trouble.FLOOD:
            return self._refuse(too_many(self._nasty.retry_after), note)
        if trouble is Trouble.BROKEN:
            return self._broken(note)
        return await self._carried_out(trouble, request, perform)

    async def _carried_out(
        self, trouble: Trouble, request: web.BaseRequest, perform: Perform
    ) -> web.StreamResponse:
        if trouble is Trouble.SLOW:
            await self._pause(self._nasty.slow_seconds)
            return await perform()
        response = await perform()
        if trouble is Trouble.GARBAGE:
            return answer(200, self._dice.choice(GARBAGE))
        await self._pause(self._nasty.hang_seconds)
        abort(request)
        return response

    def _refuse(self, refused: Refused, note: Note) -> web.Response:
        note(refused.code, refused.description)
        return answer(refused.code, refused.body())

    def _broken(self, note: Note) -> web.Response:
        if self._dice.random() < 0.5:
            return self._refuse(Refused(500, "Internal Server Error"), note)
        note(502, "Bad Gateway")
        return answer(502, GATEWAY, "text/html")

    async def _pause(self, seconds: float) -> None:
        waiting = asyncio.ensure_future(self._closing.wait())
        await asyncio.wait([waiting], timeout=seconds)
        waiting.cancel()
