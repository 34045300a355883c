"""The web chat: one small page, replies by server-sent events; storing a reply is delivering it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.channels import web_browser as browsers
from bot.channels.web_answers import HEADERS, answer, part, refusal
from bot.channels.web_assets import assets
from bot.channels.web_browser import Browser, browser, foreign
from bot.channels.web_files import Files
from bot.channels.web_listeners import Listeners
from bot.channels.web_messages import number, words
from bot.channels.web_refusals import Refused
from bot.channels.web_replies import FILES, Local, Message, merged, shown
from bot.channels.web_uploads import Uploads
from bot.delivery.channel import Inbound, Incoming
from bot.delivery.inbox import Inbox
from bot.files import Unreadable
from bot.keeping import Keeper
from bot.outgoing import Outgoing
from storage import inbox as inbox_table
from storage import outbox
from storage.coordinating import coordinates
from storage.database import Database
from storage.errors import StorageDown
from storage.outbox import Queued
from storage.statement import Tx
from storage.vault import Vault

NAME = "web"
HEARTBEAT = 20.0
Endpoint = Callable[[Request], Awaitable[Response]]

log = logging.getLogger(__name__)


class Web:
    """`public_url` is where people find the page; over https its cookie goes over https only. A page that
    listens hears something every `heartbeat` seconds, or what lies between would take it for dead. `outgoing`
    gives the files of replies; without it those on the shelf.
    """

    name = NAME

    def __init__(
        self,
        database: Database,
        vault: Vault,
        keeper: Keeper,
        local: Local,
        public_url: str,
        heartbeat: float = HEARTBEAT,
        outgoing: Outgoing | None = None,
    ) -> None:
        self._database = database
        self._vault = vault
        self._keeper = keeper
        self._local = local
        self._public_url = public_url
        self._heartbeat = heartbeat
        self._assets = assets()
        self._uploads = Uploads()
        self._files = Files(database, vault, outgoing or Outgoing(keeper.shelf), NAME)
        self._listeners = Listeners(database, NAME)

    def routes(self, inbox: Inbox) -> list[Route]:
        """The routes of the web chat; messages go to `inbox`."""

        async def post(request: Request) -> Response:
            return await self.post(request, inbox)

        return [
            *(Route(path, self.asset) for path in self._assets),
            Route("/chat/messages", self._guarded(post), methods=["POST"]),
            Route("/chat/messages", self._guarded(self.messages), methods=["GET"]),
            Route(f"{FILES}/{{seq}}", self._guarded(self._files.get), methods=["GET"]),
            Route("/chat/events", self.events),
            Route("/chat/leave", self._guarded(self.leave), methods=["POST"]),
        ]

    def offer(self, queued: Queued) -> None:
        """A reply was stored: wake the pages that listen."""
        self._listeners.wake(queued.address)

    @property
    def listening(self) -> int:
        """How many pages listen now."""
        return self._listeners.count

    def stop(self) -> None:
        """Let the listening pages go."""
        self._listeners.stop()

    def _guarded(self, act: Endpoint) -> Endpoint:
        """What can't be done is said in a sentence."""

        async def guarded(request: Request) -> Response:
            try:
                if request.method == "POST" and foreign(request, self._public_url):
                    raise Refused("foreign", 403)
                return await act(request)
            except Refused as refused:
                return refusal(request, refused)
            except StorageDown:
                return refusal(request, Refused("later", 503))
            except ClientDisconnect:
                return Response(status_code=400)  # nobody hears it

        return guarded

    async def asset(self, request: Request) -> Response:
        """The page gives the browser its cookie again: half a year from the last visit."""
        asset = self._assets[request.url.path]
        response = part(request, asset)
        if asset.kind == "text/html":
            self._remember(response, browser(request))
        return response

    async def post(self, request: Request, inbox: Inbox) -> Response:
        """A message; 200 once it is stored and answered, also when it came before."""
        who = browser(request)
        inbound = await self.inbound(request, who.address)
        with self._listeners.answering(who.address) as answered:
            handled = await inbox.receive(inbound)
            if handled.queued:
                answered(handled.queued.id)
        messages = [self._shown(handled.queued)] if handled.queued else []
        return self._known(answer(request, {"ok": True, "messages": messages}), who)

    async def inbound(self, request: Request, address: str) -> Inbound:
        """The message of a request. Raises Refused."""
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            return await self.upload(request, address)
        id, said = await words(request)
        return Inbound(NAME, _key(address, id), address, said)

    async def upload(self, request: Request, address: str) -> Inbound:
        """A photo or a file: kept, encrypted, before the message is handled; lists from coordinators only."""
        lists = await self._database.read(lambda tx: coordinates(tx, NAME, address))
        async with self._uploads.reading(request) as upload:
            try:
                kept = await self._keeper.keep(upload.content, lists)
            except Unreadable as unreadable:
                raise Refused(unreadable.reason, 415) from None
            except OSError as error:
                log.error("a file cannot be kept: %s", error.strerror)
                raise Refused("later", 503) from None
        incoming = Incoming(
            kept.kind, upload.name, file=kept.file, size=kept.size, group=upload.group, problem=kept.problem
        )
        return Inbound(NAME, _key(address, upload.id), address, incoming=incoming)

    async def messages(self, request: Request) -> Response:
        """The replies after a sequence number; from the beginning with own=1 also what the person said."""
        who = browser(request)
        after = number(request.query_params.get("after"))
        found = await self.since(who.address, after, request.query_params.get("own") == "1")
        return self._known(answer(request, {"messages": found}), who)

    async def since(self, address: str, after: int, with_own: bool) -> list[Message]:
        def look(tx: Tx) -> tuple[Any, Any]:
            replies = outbox.after(tx, self._vault, NAME, address, after)
            said = inbox_table.own(tx, self._vault, NAME, address, 0) if with_own and not after else []
            return replies, said

        replies, said = await self._database.read(look)
        return merged(replies, said, self._local)

    async def events(self, request: Request) -> Response:
        """Replies as they come; a page that was cut off goes on after its last event. With answers=0 without
        those that were the answers to what this page sent: a small phone pays for each byte.
        """
        last = request.headers.get("last-event-id") or request.query_params.get("after")
        who = browser(request)
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        sparing = request.query_params.get("answers") == "0"
        stream = self.stream(who.address, number(last), sparing)
        return self._known(StreamingResponse(stream, 200, headers, "text/event-stream"), who)

    async def stream(self, address: str, after: int, sparing: bool = False) -> AsyncIterator[bytes]:
        """Events until the program stops or the database is away; the browser comes again by itself."""
        yield b"retry: 3000\n\n"
        with self._listeners.listening(address, sparing) as page:
            while not self._listeners.stopping:
                page.event.clear()
                try:
                    found = await self.since(address, after, False)
                except StorageDown:
                    return
                for message in found:
                    after = message["seq"]
                    if after not in page.had:
                        yield event(message)
                    page.had.discard(after)
                if not await _set_within(page.event, self._heartbeat):
                    yield b": still here\n\n"

    async def leave(self, request: Request) -> Response:
        """Forget the chat on this phone (it stays with the person's data)."""
        response = answer(request, {"ok": True})
        browsers.forget(response)
        return response

    def _shown(self, queued: Queued) -> Message:
        return shown(queued.id, queued.reply, self._local(queued.at))

    def _known(self, response: Response, who: Browser) -> Response:
        if who.new:
            self._remember(response, who)
        return response

    def _remember(self, response: Response, who: Browser) -> None:
        browsers.remember(response, who, self._public_url.startswith("https"))


def event(message: Message) -> bytes:
    """A reply as the stream brings it, under its number."""
    data = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    return f"id: {message['seq']}\ndata: {data}\n\n".encode()


def _key(address: str, id: str) -> str:
    """The id of a message that no other chat can have."""
    return f"{address[:16]}:{id}"


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
