"""Is a webhook Meta's own? The challenge when it is set up, the signature of every one, its size."""

from __future__ import annotations

import hashlib
import hmac

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.whatsapp_incoming import Incoming
from bot.delivery.inbox import Inbox
from bot.delivery.reports import Reports
from storage.errors import StorageDown

LARGEST = 3 * 1024 * 1024  # bytes: as large as Meta makes them
SIGNATURE = "x-hub-signature-256"


class TooLarge(Exception):
    """Larger than anything that Meta sends."""


def challenged(request: Request, word: str) -> Response:
    """The answer to the set-up of the webhook: the challenge, for whoever knows the word."""
    asked = request.query_params
    given = asked.get("hub.verify_token", "").encode("utf-8", "replace")
    known = hmac.compare_digest(given, word.encode()) and bool(word)
    if asked.get("hub.mode") != "subscribe" or not known:
        return Response(status_code=403)
    return PlainTextResponse(asked.get("hub.challenge", ""))


async def body_of(request: Request) -> bytes:
    """The raw bytes. Raises TooLarge as soon as that is known, ClientDisconnect."""
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > LARGEST:
        raise TooLarge
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise TooLarge
    return bytes(body)


def signed(body: bytes, signature: str, secret: bytes) -> bool:
    """Was exactly this signed with the app's secret? In constant time."""
    right = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(signature.encode("utf-8", "replace"), right.encode())


async def answered(request: Request, secret: bytes) -> bytes | Response:
    """The bytes of a webhook that is Meta's; else what to answer: 413, 401."""
    try:
        body = await body_of(request)
    except TooLarge:
        return Response(status_code=413)
    except ClientDisconnect:
        return Response(status_code=400)
    return body if signed(body, request.headers.get(SIGNATURE, ""), secret) else Response(status_code=401)


class Hook:
    """The two routes of the webhook."""

    def __init__(
        self, secret: str, verify_token: str, incoming: Incoming, inbox: Inbox, reports: Reports
    ) -> None:
        self._secret = secret.encode()
        self._word = verify_token
        self._incoming = incoming
        self._inbox = inbox
        self._reports = reports

    async def challenge(self, request: Request) -> Response:
        """GET: Meta asks whether we are who set it up."""
        return challenged(request, self._word)

    async def post(self, request: Request) -> Response:
        """POST: 200 when all is on disk; 503 sends it again later."""
        body = await answered(request, self._secret)
        if isinstance(body, Response):
            return body
        try:
            await self._incoming.receive(body, self._inbox, self._reports)
        except StorageDown:
            return Response(status_code=503)
        return Response(status_code=200)
