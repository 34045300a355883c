"""Serves the links that getFile gave out, with what may go wrong on the way."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.rehearsal.telegram.answers import Refused
from bot.rehearsal.telegram.files import FileTrouble, Kept
from bot.rehearsal.telegram.wire import abort, answer
from bot.rehearsal.telegram.world import World

PIECES = 10
SLOW_SECONDS = 0.1


async def download(world: World, path: str, request: web.BaseRequest) -> web.StreamResponse:
    """The content of a file; 404 where the link is not good any more."""
    world.counts["download"] += 1
    kept = world.files.linked(path, world.now())
    if kept is None:
        return answer(404, Refused(404, "Not Found").body())
    if kept.trouble is FileTrouble.NONE:
        return web.Response(body=kept.upload.content, content_type="application/octet-stream")
    return await _troubled(kept, request)


async def _troubled(kept: Kept, request: web.BaseRequest) -> web.StreamResponse:
    """Piece by piece; a file that is cut off ends in the middle."""
    response = web.StreamResponse()
    response.content_length = len(kept.upload.content)
    await response.prepare(request)
    pieces = _pieces(kept.upload.content)
    for piece in pieces[: len(pieces) // 2] if kept.trouble is FileTrouble.CUT else pieces:
        await response.write(piece)
        await asyncio.sleep(SLOW_SECONDS if kept.trouble is FileTrouble.SLOW else 0)
    if kept.trouble is FileTrouble.CUT:
        abort(request, at_once=False)
    return response


def _pieces(content: bytes) -> list[bytes]:
    size = max(1, -(-len(content) // PIECES))
    return [content[start : start + size] for start in range(0, len(content), size)]
