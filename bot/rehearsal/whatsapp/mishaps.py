"""Carries out a trouble: what a call gets in place of its answer. Which call, nasty.py decides."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from aiohttp import web

from bot.rehearsal.telegram.wire import abort, answer
from bot.rehearsal.whatsapp.answers import Refused
from bot.rehearsal.whatsapp.nasty import Nasty, Trouble

GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>proxy</body>\r\n</html>\r\n"
GARBAGE = (b"", b"{", b'{"messages":[{"id":"wam', b"null", b"[]", b"{}", b'{"messages":[]}', b"\xff\xfe\x00")
REFUSALS = {Trouble.FLOOD: 130429, Trouble.PAIR: 131056}

Perform = Callable[[], Awaitable[web.StreamResponse]]
Note = Callable[[int, int, str], None]


class Mishaps:
    """Acts for one call. `dice` choose among kinds of garbage, `closing` ends what hangs."""

    def __init__(self, nasty: Nasty, dice: Random, closing: asyncio.Event) -> None:
        self._nasty = nasty
        self._dice = dice
        self._closing = closing

    async def act(
        self, trouble: Trouble | int, request: web.BaseRequest, note: Note, perform: Perform
    ) -> web.StreamResponse:
        """Answers a call as the trouble wants it; a number is the code of an error."""
        if trouble is Trouble.RESET:
            note(0, 0, "connection reset")
            return abort(request)
        if trouble is Trouble.BROKEN:
            return self._broken(note)
        code = trouble if isinstance(trouble, int) else REFUSALS.get(trouble)
        if code is not None:
            return self._refuse(Refused(code), note)
        return await self._carried_out(trouble, request, perform)

    async def _carried_out(
        self, trouble: Trouble | int, request: web.BaseRequest, perform: Perform
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
        note(refused.status, refused.code, refused.details)
        return answer(refused.status, refused.body())

    def _broken(self, note: Note) -> web.Response:
        code = self._dice.choice((131000, 131016, 2, None))
        if code is not None:
            return self._refuse(Refused(code), note)
        note(502, 0, "Bad Gateway")
        return answer(502, GATEWAY, "text/html")

    async def _pause(self, seconds: float) -> None:
        waiting = asyncio.ensure_future(self._closing.wait())
        await asyncio.wait([waiting], timeout=seconds)
        waiting.cancel()
