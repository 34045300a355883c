"""python-telegram-bot's requests over aiohttp: a fifth of the CPU a send costs over its own client."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

GARBAGE = (KeyError, TypeError, ValueError)  # what the library raises for an answer that makes no sense
UPLOAD = 60.0  # seconds that a request with a file may take
NEVER_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class Nonsense(TelegramError):
    """An answer that is not what the Bot API answers: what was asked for may have been done."""


class AiohttpRequest(BaseRequest):
    """A NetworkError means that nothing arrived; TimedOut that it may have. Timeouts are seconds."""

    def __init__(self, at_once: int, timeout: float = 10.0) -> None:
        self._at_once = at_once
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None
        # Once, as aiohttp's own trust_env would read files at every request.
        self._proxy = getproxies().get("https")

    @property
    def read_timeout(self) -> float | None:
        return self._timeout

    async def initialize(self) -> None:
        """Nothing to do before the first request."""

    async def shutdown(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._at_once, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(connector=connector)
        return self._session

    def _proxy_for(self, url: str) -> str | None:
        return self._proxy if url.startswith("https") else None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer. The library's own way writes what it can't read, people's words in it, into the log."""
        try:
            read = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise Nonsense("not JSON") from None
        if not isinstance(read, dict):
            raise Nonsense("no object")
        return read

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and body of the answer."""
        total = read_timeout + 5 if isinstance(read_timeout, (int, float)) else self._timeout
        if request_data and request_data.contains_files:
            total = max(total, UPLOAD)
        timeout = aiohttp.ClientTimeout(total=total, connect=5)
        try:
            async with self._open().request(
                method, url, data=_body(request_data), timeout=timeout, proxy=self._proxy_for(url)
            ) as answer:
                return answer.status, await answer.read()
        except NEVER_SENT as error:
            raise NetworkError(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TimedOut(type(error).__name__) from None


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    # Names as they are: quoted, a space would be shown as %20.
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        # As a stream: it goes out in pieces, and others have their turn in between.
        stream = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, stream, filename=filename, content_type=kind)
    return form
