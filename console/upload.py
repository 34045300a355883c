"""A form that brings a file: read within limits, in memory; nothing of it touches the disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

AROUND = 64_000  # bytes of the form around the file
MOST_FIELDS = 20
PATIENCE = 120.0  # seconds that a file may take to come


class TooLarge(Exception):
    """The form is larger than it may be, or none at all."""


class InMemory(MultiPartParser):
    """Files stay in memory whatever their size; the size is limited beside it."""

    spool_max_size = 64_000_000


@dataclass(frozen=True)
class Uploaded:
    """Fields as they were typed; by the name of its field the bytes of each file, and what it is called."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def brings_file(request: Request) -> bool:
    """Does the browser send it as a form with a file?"""
    return request.headers.get("content-type", "").startswith("multipart/form-data")


async def uploaded(request: Request, largest: int) -> Uploaded:
    """The form; its files have at most `largest` bytes together. Raises TooLarge."""
    chunks = _counted(request, largest + AROUND)
    parser = InMemory(request.headers, chunks, max_files=1, max_fields=MOST_FIELDS)
    try:
        async with asyncio.timeout(PATIENCE):
            form = await parser.parse()
    except (TimeoutError, MultiPartException, KeyError):
        raise TooLarge from None
    fields: dict[str, tuple[str, ...]] = {}
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = await value.read()
            names[name] = value.filename or ""
        else:
            fields[name] = (*fields.get(name, ()), value)
    await form.close()
    return Uploaded(fields, files, names)


async def _counted(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    count = 0
    async for chunk in request.stream():
        count += len(chunk)
        if count > most:
            raise TooLarge
        yield chunk
