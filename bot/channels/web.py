"""The web chat: one small page, replies by server-sent events; storing a reply is delivering it."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels.web_replies import own, shown
from bot.conversation.messages import Said
from bot.delivery.channel import Inbound, Incoming
from bot.delivery.inbox import Inbox
from bot.files import TOO_LARGE, kind_of
from storage import inbox as inbox_table
from storage import outbox
from storage.database import Database
from storage.documents import Shelf
from storage.errors import StorageDown
from storage.outbox import Queued
from storage.statement import Tx
from storage.vault import Vault

NAME = "web"
COOKIE = "payung_chat"
PAGE = Path(__file__).parent / "web_page"
ID = re.compile(r"[A-Za-z0-9-]{8,64}")
LONGEST = 4000
HEARTBEAT = 20.0
LOOK_EVERY = 2.0  # another process may have written the reply
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
STATIC = {"chat.css": "text/css", "chat.js": "text/javascript"}


class Refused(Exception):
    """The message can't be taken as it is; `why` is a sentence for the person."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


def page(static: Mapping[str, bytes]) -> bytes:
    """The page, naming the version of its style and script, so that a browser may keep them for ever."""
    version = hashlib.sha256(b"".join(static.values())).hexdigest()[:12].encode()
    return (PAGE / "chat.html").read_bytes().replace(b"VERSION", version)


def packed(request: Request, content: bytes, kind: str, caching: str) -> Response:
    """A part of the page, compressed where the browser can read that."""
    headers = {**HEADERS, "Cache-Control": caching, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=kind, headers=headers)


class Web:
    """`local` turns milliseconds into the city's time; `secure` marks the cookie for https only."""

    name = NAME

    def __init__(self, database: Database, vault: Vault, shelf: Shelf, local: Any, secure: bool) -> None:
        self._database = database
        self._vault = vault
        self._shelf = shelf
        self._local = local
        self._secure = secure
        self._listeners: dict[str, set[asyncio.Event]] = {}
        self._stopping = False
        self._static = {name: (PAGE / name).read_bytes() for name in STATIC}
        self._page = page(self._static)

    def routes(self, inbox: Inbox) -> list[Route]:
        """The routes of the web chat; messages go to `inbox`."""

        async def post(request: Request) -> Response:
            return await self.post(request, inbox)

        return [
            Route("/", self.page),
            Route("/chat.css", self.static),
            Route("/chat.js", self.static),
            Route("/chat/messages", post, methods=["POST"]),
            Route("/chat/messages", self.messages, methods=["GET"]),
            Route("/chat/events", self.events),
            Route("/chat/leave", self.leave, methods=["POST"]),
        ]

    def offer(self, queued: Queued) -> None:
        """A reply was stored: wake the pages that listen."""
        for event in self._listeners.get(queued.address, ()):
            event.set()

    def stop(self) -> None:
        """Let the listening pages go."""
        self._stopping = True
        for events in self._listeners.values():
            for event in events:
                event.set()

    async def page(self, request: Request) -> Response:
        return self.with_cookie(request, packed(request, self._page, "text/html", "no-store"))

    async def static(self, request: Request) -> Response:
        name = request.url.path.lstrip("/")
        return packed(request, self._static[name], STATIC[name], "public, max-age=31536000, immutable")

    def with_cookie(self, request: Request, response: Response) -> Response:
        """A new browser gets a random name that nobody can guess; the database knows only its hash."""
        if not request.cookies.get(COOKIE):
            token = getattr(request.state, "token", None) or secrets.token_urlsafe(32)
            response.set_cookie(
                COOKIE, token, max_age=180 * 86400, httponly=True, samesite="lax", secure=self._secure
            )
        return response

    def address(self, request: Request) -> str:
        """The chat of this browser."""
        token = request.cookies.get(COOKIE)
        if not token:
            token = request.state.token = secrets.token_urlsafe(32)
        return hashlib.sha256(f"payung:{token}".encode()).hexdigest()

    async def post(self, request: Request, inbox: Inbox) -> Response:
        """A message; 200 once it is stored and answered, also when it came before."""
        if _foreign(request):
            return JSONResponse({"why": "Halaman ini tidak boleh mengirim pesan."}, 403)
        address = self.address(request)
        try:
            inbound = await self.inbound(request, address)
            handled = await inbox.receive(inbound)
        except Refused as refused:
            return JSONResponse({"why": refused.why}, refused.status)
        except StorageDown:
            return JSONResponse({"why": "Sebentar, pesan akan dikirim lagi."}, 503, {"Retry-After": "5"})
        messages = [self.reply(handled.queued)] if handled.queued else []
        return self.with_cookie(request, JSONResponse({"ok": True, "messages": messages}))

    def reply(self, queued: Queued) -> dict[str, Any]:
        return shown(queued.id, queued.reply, self._local(queued.at))

    async def inbound(self, request: Request, address: str) -> Inbound:
        """The message of a request. Raises Refused."""
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            return await self.upload(request, address)
        try:
            fields = json.loads(await small_enough(request, 64_000))
        except ValueError:
            raise Refused("Pesan itu belum terbaca.") from None
        if not isinstance(fields, dict):
            raise Refused("Pesan itu belum terbaca.")
        return Inbound(NAME, f"{address[:16]}:{_id(fields)}", address, _said(fields))

    async def upload(self, request: Request, address: str) -> Inbound:
        """A photo or a file: kept, encrypted, before the message is handled."""
        async with request.form(max_files=1, max_fields=4, max_part_size=TOO_LARGE) as form:
            file = form.get("file")
            if file is None or isinstance(file, str):
                raise Refused("Fotonya belum terkirim.")
            content = await file.read(TOO_LARGE + 1)
            name = (file.filename or "")[:100]
            id = _id(dict(form))
        if len(content) > TOO_LARGE:
            raise Refused("Berkas itu terlalu besar. Paling besar 10 MB.", 413)
        kind = kind_of(content)
        if kind is None:
            raise Refused("Berkas itu belum bisa dibuka. Mohon kirim foto (JPG, PNG) atau PDF.")
        kept = await asyncio.to_thread(self._shelf.put, content)
        incoming = Incoming(kind, name, file=kept, size=len(content))
        return Inbound(NAME, f"{address[:16]}:{id}", address, incoming=incoming)

    async def messages(self, request: Request) -> Response:
        """The replies after a sequence number; with own=1 also what the person said."""
        after = _number(request.query_params.get("after"))
        found = await self.since(self.address(request), after, request.query_params.get("own") == "1")
        return self.with_cookie(
            request, JSONResponse({"messages": found}, headers={"Cache-Control": "no-store"})
        )

    async def since(self, address: str, after: int, with_own: bool) -> list[dict[str, Any]]:
        def look(tx: Tx) -> tuple[Any, Any]:
            replies = outbox.after(tx, self._vault, NAME, address, after)
            said = inbox_table.own(tx, self._vault, NAME, address, 0) if with_own and not after else []
            return replies, said

        replies, said = await self._database.read(look)
        return merged(replies, said, self._local)

    async def events(self, request: Request) -> Response:
        """Replies as they come; a page that was cut off goes on after its last event."""
        last = request.headers.get("last-event-id") or request.query_params.get("after")
        stream = self.stream(self.address(request), _number(last))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return self.with_cookie(
            request, StreamingResponse(stream, media_type="text/event-stream", headers=headers)
        )

    async def stream(self, address: str, after: int) -> AsyncIterator[bytes]:
        event = asyncio.Event()
        self._listeners.setdefault(address, set()).add(event)
        quiet = 0.0
        try:
            yield b"retry: 3000\n\n"
            while not self._stopping:
                event.clear()
                for message in await self.since(address, after, False):
                    after, quiet = message["seq"], 0.0
                    yield f"id: {after}\ndata: {json.dumps(message, ensure_ascii=False)}\n\n".encode()
                if not await _set_within(event, LOOK_EVERY):
                    quiet += LOOK_EVERY
                if quiet >= HEARTBEAT:
                    quiet = 0.0
                    yield b": still here\n\n"
        finally:
            self._listeners[address].discard(event)
            if not self._listeners[address]:
                del self._listeners[address]

    async def leave(self, request: Request) -> Response:
        """Forget the chat on this phone (it stays with the person's data)."""
        response = JSONResponse({"ok": True})
        response.delete_cookie(COOKIE)
        return response


def merged(replies: Any, said: Any, local: Any) -> list[dict[str, Any]]:
    """Replies and own messages in the order they were written; a tap is shown by the label it had."""
    labels: Mapping[str, str] = {o.id: o.label for _, reply, _ in replies for o in reply.options}
    rows = [(at, 1, seq, shown(seq, reply, local(at))) for seq, reply, at in replies]
    for key, what, at in said:
        label = labels.get(what.choice or "", "")
        before = max((seq for seq, _, when in replies if when < at), default=0)
        rows.append((at, 0, before, own(key.partition(":")[2], what, before, label, local(at))))
    return [row[3] for row in sorted(rows, key=lambda row: row[:3])]


def _said(fields: Mapping[str, Any]) -> Said:
    text, choice, start = fields.get("text", ""), fields.get("choice"), fields.get("start")
    if not all(isinstance(value, str | None) for value in (text, choice, start)):
        raise Refused("Pesan itu belum terbaca.")
    if any(len(value or "") > LONGEST for value in (text, choice, start)):
        raise Refused(f"Pesannya terlalu panjang. Paling banyak {LONGEST} huruf.")
    if choice is not None:
        return Said(choice=choice)
    if start is not None:
        return Said(text=text, start=start)
    if not text.strip():
        raise Refused("Pesannya masih kosong.")
    return Said(text=text.replace("\x00", ""))


def _id(fields: Mapping[str, Any]) -> str:
    id = fields.get("id")
    if not isinstance(id, str) or not ID.fullmatch(id):
        raise Refused("Pesan itu tidak membawa tanda pengenal.")
    return id


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0


def _foreign(request: Request) -> bool:
    """A page of another site must not speak for this browser."""
    site = request.headers.get("sec-fetch-site")
    return site is not None and site not in ("same-origin", "none")


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def small_enough(request: Request, most: int) -> bytes:
    """The body, unless it is larger than `most` bytes (ValueError)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise ValueError("too large")
    return body
