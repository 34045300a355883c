"""The files that came with replies, for the browser whose chat they were sent to and nobody else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.web_answers import HEADERS
from bot.channels.web_browser import browser
from bot.channels.web_messages import number
from bot.channels.web_refusals import Refused
from bot.conversation.messages import File
from bot.files import format_of
from bot.outgoing import Outgoing
from bot.sounds import MIMES as SOUNDS
from bot.sounds import sound_of
from storage import outbox
from storage.database import Database
from storage.vault import Vault

TYPES: Mapping[str, str] = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    **SOUNDS,
}
SHOWN = ("jpeg", "png", "webp", "pdf", *SOUNDS)  # by the browser itself; all else it keeps
UNKNOWN = "application/octet-stream"
# A page that shows a PDF is the browser's own: it may draw what is in the file.
POLICY = "default-src 'none'; img-src 'self'; object-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_RANGE = re.compile(r"bytes=([0-9]{1,9})-([0-9]{0,9})")


class Files:
    """Gives the files of the replies on one channel."""

    def __init__(self, database: Database, vault: Vault, outgoing: Outgoing, channel: str) -> None:
        self._database = database
        self._vault = vault
        self._outgoing = outgoing
        self._channel = channel

    async def get(self, request: Request) -> Response:
        """The file of the reply that the address names. Raises StorageDown."""
        file = await self._file(browser(request).address, number(request.path_params["seq"]))
        content = await self._outgoing.found(file) if file else None
        return _given(file, content, request) if file and content else _gone(request)

    async def _file(self, address: str, seq: int) -> File | None:
        """The file of a reply; None where the reply was not for this chat, or brought none."""
        found = await self._database.read(
            lambda tx: outbox.after(tx, self._vault, self._channel, address, seq - 1)
        )
        return found[0][1].file if found and found[0][0] == seq else None


def _given(file: File, content: bytes, request: Request) -> Response:
    found, status, told = _part(request, content)
    format = sound_of(content) if file.kind == "audio" else format_of(content)
    shown = "inline" if format in SHOWN else "attachment"
    return Response(
        found,
        status,
        headers={
            **HEADERS,
            **told,
            "Content-Security-Policy": POLICY,
            "Cache-Control": "private, no-store",
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file.name, safe='')}",
        },
        media_type=TYPES.get(format or "", UNKNOWN),
    )


def _part(request: Request, content: bytes) -> tuple[bytes, int, dict[str, str]]:
    """What is asked for of a file, its status and its headers (RFC 9110, 14): Safari plays a sound only
    where it can fetch it piece by piece. What is no range of it is answered with the whole.
    """
    asked, size = _RANGE.fullmatch(request.headers.get("range", "")), len(content)
    first, last = (int(asked[1]), min(int(asked[2] or size), size - 1)) if asked else (0, -1)
    if first > last:
        return content, 200, {"Accept-Ranges": "bytes"}
    told = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {first}-{last}/{size}"}
    return content[first : last + 1], 206, told


def _gone(request: Request) -> Response:
    """A sentence, as the link opens in a window of its own."""
    why = Refused("gone", 404).why(request.headers.get("accept-language", ""))
    return PlainTextResponse(why, 404, {**HEADERS, "Cache-Control": "private, no-store"})
