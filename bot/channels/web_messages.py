"""What a browser sends as JSON, read and checked: words, a tap, the code of a link."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator
from dataclasses import replace

import msgspec
from starlette.requests import Request

from bot.channels.web_refusals import Refused
from bot.conversation.messages import Said
from storage.columns import DIGITS

ID = re.compile(r"[A-Za-z0-9-]{8,64}")
GROUP = re.compile(r"[A-Za-z0-9-]{1,64}")
CHOICE = re.compile(r"[!-~]{1,200}")
START = re.compile(r"[A-Za-z0-9_-]{1,64}")  # as in a link of Telegram
LONGEST = 4000
LARGEST = 64_000


class Fields(msgspec.Struct, frozen=True):
    """The JSON of a message."""

    id: str = ""
    text: str | None = None
    choice: str | None = None
    start: str | None = None


async def words(request: Request) -> tuple[str, Said]:
    """The id and the content of a JSON message. Raises Refused."""
    body = b"".join([chunk async for chunk in at_most(request, LARGEST)])
    try:
        fields = msgspec.convert(json.loads(body), Fields)
    except (ValueError, RecursionError):
        raise Refused("unreadable") from None
    return checked_id(fields.id), _said(fields)


def _said(fields: Fields) -> Said:
    if len(fields.text or "") > LONGEST:
        raise Refused("too_long")
    if fields.choice is not None:
        return Said(choice=_like(CHOICE, fields.choice))
    said = Said(text=fields.text or "").typable()
    if fields.start is not None:
        return replace(said, start=_like(START, fields.start))
    if not said.text.strip():
        raise Refused("empty")
    return said


def checked_id(id: object) -> str:
    """The id that the browser made for a message. Raises Refused."""
    if not isinstance(id, str) or not ID.fullmatch(id):
        raise Refused("no_id")
    return id


def checked_group(group: object) -> str | None:
    """The id of an album, where files were picked at once. Raises Refused."""
    return None if group is None else _like(GROUP, group if isinstance(group, str) else "")


def number(text: str | None) -> int:
    """The sequence number that an address names; 0 for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


def _like(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise Refused("unreadable")
    return text


async def at_most(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body in pieces. Raises Refused as soon as it is known to be larger than `most` bytes."""
    told = request.headers.get("content-length", "0")
    size = int(told) if told.isdecimal() else 0
    if size > most:
        raise Refused("too_large", 413)
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise Refused("too_large", 413)
        yield chunk
