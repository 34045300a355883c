"""Serves the links to files, for whoever has the token, with what may go wrong on the way."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.rehearsal.telegram.wire import abort, answer
from bot.rehearsal.whatsapp.answers import Refused
from bot.rehearsal.whatsapp.calls import check_token
from bot.rehearsal.whatsapp.media import FileTrouble, Kept
from bot.rehearsal.whatsapp.world import World

PATH = "/whatsapp_business/attachments/"
PIECES = 10
SLOW_SECONDS = 0.1


async def download(world: World, request: web.BaseRequest) -> web.StreamResponse:
    """The content of a file; 404 where the link is not good any more. Raises Refused without the token."""
    check_token(world.account, request)
    query = request.query
    kept = world.media.linked(query.get("mid", ""), query.get("hash", ""), world.now())
    if kept is None:
        return answer(404, Refused(100, "URL signature expired").body())
    if kept.trouble in (FileTrouble.SLOW, FileTrouble.CUT):
        return await _troubled(kept, request)
    content = kept.upload.content
    altered = content[:-1] + bytes([content[-1] ^ 1]) if kept.trouble is FileTrouble.ALTERED else content
    return web.Response(body=altered, headers={"Content-Type": kept.upload.mime})


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
