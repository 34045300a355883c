"""Posts JSON over connections that stay open, as cheaply as it can be done: what measures a bot must not be
what takes the time. Knows plain HTTP/1.1 on this machine and nothing else.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self, cast
from urllib.parse import urlsplit

import httptools

from bot.rehearsal.telegram.wire import cut


class _Line(asyncio.Protocol):
    """One connection, with one request on it at a time."""

    def __init__(self) -> None:
        self.open = self.was_used = False
        self._answered: asyncio.Future[int] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.open = True
        self.transport = cast(asyncio.Transport, transport)
        self._parser = httptools.HttpResponseParser(self)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as problem:
            self._fail(ConnectionError(str(problem)))
            cut(self.transport)

    def on_message_complete(self) -> None:
        """The parser has the end of the answer."""
        self.open = self._parser.should_keep_alive()
        if self._answered and not self._answered.done():
            self._answered.set_result(self._parser.get_status_code())

    def connection_lost(self, exc: Exception | None) -> None:
        self.open = False
        self._fail(exc or ConnectionResetError("closed before the answer"))

    def _fail(self, problem: Exception) -> None:
        if self._answered and not self._answered.done():
            self._answered.set_exception(problem)

    async def ask(self, request: bytes) -> int:
        """Sends a request; the status of its answer. Raises OSError where the connection ends first."""
        self._answered = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        try:
            status = await self._answered
            self.was_used = True
            return status
        except asyncio.CancelledError:
            self.open = False  # the answer may still come, and would be taken for that of the next request
            raise


class Poster:
    """Posts to one address with one set of headers; opens as many connections as are needed at once."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        lines = [f"POST {parts.path or '/'} HTTP/1.1", f"Host: {parts.netloc}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._head = "\r\n".join([*lines, "Content-Length: "]).encode()
        self._free: list[_Line] = []
        self._all: set[_Line] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self._all:
            line.transport.close()
        await asyncio.sleep(0)

    async def post(self, body: bytes) -> int:
        """Posts this; the status of the answer. Raises OSError where there is none.

        A connection that lay idle may be closed by the other end at this very moment: then on another, as
        every client does.
        """
        request = b"%b%d\r\n\r\n%b" % (self._head, len(body), body)
        while True:
            line = await self._line()
            try:
                return await line.ask(request)
            except ConnectionError:
                if not line.was_used:
                    raise
            finally:
                self._put_back(line)

    async def _line(self) -> _Line:
        while self._free:
            if (line := self._free.pop()).open:
                return line
            self._all.discard(line)
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(_Line, self._host, self._port)
        self._all.add(line)
        return line

    def _put_back(self, line: _Line) -> None:
        if line.open:
            self._free.append(line)
        else:
            line.transport.close()
            self._all.discard(line)
