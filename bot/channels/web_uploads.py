"""What a browser sends as a file: read in memory, judged by its bytes, never on disk unencrypted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.channels.web_messages import LONGEST, at_most, checked_group, checked_id
from bot.channels.web_refusals import Refused
from bot.conversation.messages import Said
from bot.files import LARGEST_SHEET, format_of, largest

AROUND = 10_000  # bytes that may stand around a file in its request
AT_ONCE = 80_000_000  # bytes of files in memory
PATIENCE = 360.0  # seconds a phone may take to send a file


@dataclass(frozen=True)
class Upload:
    """A file as it came: `name` is what the phone calls it; those that were picked at
    once bear the same `group`.
    """

    id: str
    name: str
    content: bytes
    group: str | None = None


class InMemory(MultiPartParser):
    """Nothing unencrypted touches the disk."""

    spool_max_size = LARGEST_SHEET + AROUND


class Uploads:
    """Reads files, and only as many bytes at once as there is room for."""

    def __init__(self, room: int = AT_ONCE) -> None:
        self._room = room

    @asynccontextmanager
    async def reading(self, request: Request) -> AsyncIterator[Upload]:
        """The one file of a request, which takes room until it has been dealt with. Raises Refused."""
        with self._held(request) as chunks:
            parser = InMemory(request.headers, chunks, max_files=1, max_fields=4, max_part_size=LONGEST)
            try:
                async with asyncio.timeout(PATIENCE):
                    form = await parser.parse()
            except TimeoutError:
                raise Refused("later", 408) from None
            except MultiPartException:
                raise Refused("unreadable") from None
            try:
                yield await _upload(form)
            finally:
                await form.close()

    @contextmanager
    def _held(self, request: Request) -> Iterator[AsyncGenerator[bytes, None]]:
        """The bytes of a request, which take room until they have been dealt with."""
        held = 0

        async def chunks() -> AsyncGenerator[bytes, None]:
            nonlocal held
            async for chunk in at_most(request, LARGEST_SHEET + AROUND):
                if len(chunk) > self._room:
                    raise Refused("later", 503)
                held += len(chunk)
                self._room -= len(chunk)
                yield chunk

        try:
            yield chunks()
        finally:
            self._room += held


async def _upload(form: FormData) -> Upload:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise Refused("no_file")
    content = await file.read()
    if len(content) > largest(format_of(content)):
        raise Refused("too_large", 413)
    name = Said(text=file.filename or "").typable().text[:100]
    return Upload(checked_id(form.get("id")), name, content, checked_group(form.get("group")))
