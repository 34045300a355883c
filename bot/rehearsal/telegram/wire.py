"""The wire under HTTP: answers as they are, and connections cut without one."""

from __future__ import annotations

import asyncio
import socket
import struct

from aiohttp import web

AT_ONCE = struct.pack("ii", 1, 0)


def answer(status: int, body: bytes, kind: str = "application/json") -> web.Response:
    """An answer with this body, whatever it is."""
    return web.Response(status=status, body=body, content_type=kind)


def abort(request: web.BaseRequest, *, at_once: bool = True) -> web.Response:
    """Cuts the connection: at once with a reset, else after what was written. The response goes nowhere."""
    if (transport := request.transport) is not None:
        cut(transport) if at_once else transport.close()
    return web.Response()


def cut(transport: asyncio.BaseTransport) -> None:
    """Ends a connection with a reset."""
    if (sock := transport.get_extra_info("socket")) is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
