"""Requests to the Graph API over aiohttp, and what its answers mean. Knows no message's form.

The token goes into a header and nowhere else: no address, no error and no log line holds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

import aiohttp
import msgspec

from bot.channels.whatsapp_errors import meaning
from bot.delivery.channel import OVER_LIMIT, ChannelError

NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
UPLOAD = 60.0  # seconds that a request with a file may take
DOWNLOAD = 80.0  # less than a job has
PIECE = 64 * 1024
TO_META = ("fbsbx.com", "facebook.com", "whatsapp.net", "fbcdn.net")  # who may be shown the token
Json = dict[str, Any]


class Refusal(ChannelError):
    """The Graph API says no. `code` is its own, None where it gave none."""

    def __init__(self, status: int, code: int | None) -> None:
        found = meaning(code, status)
        super().__init__(found.kind, f"code {code}" if code is not None else f"HTTP {status}", found.after)
        self.status = status
        self.code = code
        self.tell = found.tell


class _Error(msgspec.Struct):
    code: int | None = None


class _Refused(msgspec.Struct):
    error: _Error = msgspec.field(default_factory=_Error)


@dataclass(frozen=True)
class File:
    """A file on its way to Meta."""

    name: str
    mime: str
    content: bytes


@dataclass
class Graph:
    """`url` is the API's address with its version. Every method raises ChannelError."""

    token: str
    url: str
    at_once: int = 64
    timeout: float = 15.0
    _session: aiohttp.ClientSession | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        # Once, as aiohttp's own trust_env would read files at every request.
        self._proxy = getproxies().get("https") if self.url.startswith("https") else None

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def post(self, path: str, message: Json) -> Json:
        """The answer to JSON. Raises ChannelError, also "unsure": it may have been done."""
        body = msgspec.json.encode(message)
        headers = {"Content-Type": "application/json"}
        return await self._asked("POST", f"{self.url}/{path}", self.timeout, data=body, headers=headers)

    async def upload(self, path: str, file: File, fields: Mapping[str, str]) -> Json:
        """The answer to a form with one file."""
        form = aiohttp.FormData(dict(fields), quote_fields=False)
        # As a stream: it goes out in pieces, and others have their turn in between.
        form.add_field("file", BytesIO(file.content), filename=file.name, content_type=file.mime)
        return await self._asked("POST", f"{self.url}/{path}", UPLOAD, data=form)

    async def get(self, path: str, **asked: str) -> Json:
        """What a node of the graph says of itself."""
        try:
            return await self._asked("GET", f"{self.url}/{path}", self.timeout, params=asked)
        except ChannelError as error:
            raise ChannelError("down", error.problem) if error.kind == "unsure" else error from None

    async def download(self, link: str, most: int) -> bytes:
        """The bytes behind a link of Meta's, at most so many. Raises Refusal, or ChannelError."""
        if not self._may_see_token(link):
            raise ChannelError("refused", "a link that is not Meta's")
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD, connect=5, sock_read=20)
        try:
            async with self._open().get(link, timeout=timeout, proxy=self._proxy) as answer:
                if answer.status != 200:
                    raise Refusal(answer.status, None)
                return await _at_most(answer, most)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise ChannelError("down", type(error).__name__) from None

    def _may_see_token(self, link: str) -> bool:
        """Meta's own, over TLS; or the server that stands in its place."""
        ours, asked = urlsplit(self.url), urlsplit(link)
        if (asked.scheme, asked.hostname) == (ours.scheme, ours.hostname):
            return True
        host = asked.hostname or ""
        return asked.scheme == "https" and any(host == one or host.endswith(f".{one}") for one in TO_META)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self.at_once, keepalive_timeout=30)
            bearer = {"Authorization": f"Bearer {self.token}"}
            self._session = aiohttp.ClientSession(connector=connector, headers=bearer)
        return self._session

    async def _asked(self, method: str, url: str, seconds: float, **more: Any) -> Json:
        timeout = aiohttp.ClientTimeout(total=seconds, connect=5)
        try:
            async with self._open().request(
                method, url, timeout=timeout, proxy=self._proxy, **more
            ) as answer:
                return _read(answer.status, await answer.read())
        except NEVER_SENT as error:
            raise ChannelError("down", type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise ChannelError("unsure", type(error).__name__) from None


def _read(status: int, body: bytes) -> Json:
    """The JSON of an answer. Raises Refusal; what makes no sense may have been done."""
    if status != 200:
        raise Refusal(status, _code(body))
    try:
        return msgspec.json.decode(body, type=Json)
    except msgspec.DecodeError:
        raise ChannelError("unsure", "an answer that makes no sense") from None


def _code(body: bytes) -> int | None:
    try:
        return msgspec.json.decode(body, type=_Refused).error.code
    except msgspec.DecodeError:
        return None


async def _at_most(answer: aiohttp.ClientResponse, most: int) -> bytes:
    """The body, as long as it is not larger. Raises ChannelError."""
    told = answer.content_length or 0
    found = bytearray()
    if told <= most:
        async for piece in answer.content.iter_chunked(PIECE):
            found += piece
            if len(found) > most:
                break
    if max(told, len(found)) > most:
        raise ChannelError("refused", OVER_LIMIT)
    return bytes(found)
