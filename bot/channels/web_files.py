"""The files that came with replies, for the browser whose chat they were sent to and nobody else."""

from __future__ import annotations

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
        return _given(file, content) if file and content else _gone(request)

    async def _file(self, address: str, seq: int) -> File | None:
        """The file of a reply; None where the reply was not for this chat, or brought none."""
        found = await self._database.read(
            lambda tx: outbox.after(tx, self._vault, self._channel, address, seq - 1)
        )
        return found[0][1].file if found and found[0][0] == seq else None


def _given(file: File, content: bytes) -> Response:
    format = sound_of(content) if file.kind == "audio" else format_of(content)
    shown = "inline" if format in SHOWN else "attachment"
    return Response(
        content,
        headers={
            **HEADERS,
            "Content-Security-Policy": POLICY,
            "Cache-Control": "private, no-store",
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file.name, safe='')}",
        },
        media_type=TYPES.get(format or "", UNKNOWN),
    )


def _gone(request: Request) -> Response:
    """A sentence, as the link opens in a window of its own."""
    why = Refused("gone", 404).why(request.headers.get("accept-language", ""))
    return PlainTextResponse(why, 404, {**HEADERS, "Cache-Control": "private, no-store"})
