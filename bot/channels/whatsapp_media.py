"""Files on WhatsApp: fetched by their id and checked, uploaded before they are sent."""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from bot.channels.whatsapp_graph import File, Graph, Refusal
from bot.channels.whatsapp_replies import Attached
from bot.conversation.messages import File as Ours
from bot.conversation.messages import Reply
from bot.delivery.channel import OVER_LIMIT, ChannelError
from bot.files import LARGEST_SHEET, format_of
from bot.outgoing import Outgoing
from bot.sounds import MIMES as SOUNDS
from bot.sounds import sound_of

MB = 1024 * 1024
LARGEST = LARGEST_SHEET  # of what people send
LARGEST_OF = {"image": 5 * MB, "document": 100 * MB, "audio": 16 * MB}  # of what we send
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What WhatsApp takes from us, by what the bytes are; a webp would be a sticker there.
MIMES: Mapping[str, str] = {
    "jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf", "xlsx": OFFICE,
    "xls": "application/vnd.ms-excel", "text": "text/plain",
}  # fmt: skip
IMAGES = ("image/jpeg", "image/png")
OFTEN = ("picture:", "spoken:")  # files of ours that many people are sent, uploaded once
KEPT = 20 * 24 * 3600.0  # seconds; Meta keeps them thirty days
GONE = (401, 403, 404, 410)  # of a link: too old; of an id: gone


log = logging.getLogger(__name__)


class Source(msgspec.Struct):
    """How a file that somebody sent is found: its id, what it hashes to, a link that lives five minutes."""

    id: str
    sha256: str = ""
    url: str | None = None


class Node(msgspec.Struct):
    """What the Graph API says of a file."""

    url: str
    file_size: str | int = 0


@dataclass(frozen=True)
class Kept:
    """A file that Meta has since a moment (seconds of this process)."""

    file: Attached
    at: float


@dataclass
class Media:
    """`number` is the id of our telephone number; without `outgoing` replies go without their files."""

    graph: Graph
    number: str
    outgoing: Outgoing | None = None
    _uploaded: dict[str, Kept] = field(default_factory=dict)

    async def fetch(self, source: str) -> bytes:
        """The bytes of a file. Raises ChannelError: refused where it is gone, or too large."""
        wanted = msgspec.json.decode(source, type=Source)
        content = await self._by_link(wanted.url) if wanted.url else None
        if content is None:
            content = await self._by_id(wanted.id)
        if not same(content, wanted.sha256):
            raise ChannelError("down", "other bytes than were told")
        return content

    async def _by_link(self, link: str) -> bytes | None:
        """None where the link leads nowhere any more."""
        try:
            return await self.graph.download(link, LARGEST)
        except Refusal as refusal:
            if refusal.status in GONE:
                return None
            raise

    async def _by_id(self, id: str) -> bytes:
        """By a fresh link; its size is looked at first."""
        told = await self.graph.get(id, phone_number_id=self.number)
        try:
            node = msgspec.convert(told, Node)
            size = int(node.file_size)
        except (msgspec.ValidationError, ValueError):
            raise ChannelError("down", "an answer that makes no sense") from None
        if size > LARGEST:
            raise ChannelError("refused", OVER_LIMIT)
        return await self.graph.download(node.url, LARGEST)

    async def attached(self, reply: Reply) -> Attached | None:
        """The file of a reply, uploaded; None where it can't be had or is not taken, for the text must go.

        Raises ChannelError where it may be taken later.
        """
        file = reply.file
        if file is None or self.outgoing is None:
            return None
        kept = self._uploaded.get(file.source)
        if kept and time.monotonic() - kept.at < KEPT:
            return kept.file
        content = await self.outgoing.found(file)
        return await self._upload(file, content) if content else None

    async def _upload(self, file: Ours, content: bytes) -> Attached | None:
        kind, mime = taken_as(file, content)
        if not mime or len(content) > LARGEST_OF[kind]:
            log.warning("a reply goes without its file: WhatsApp takes none of this kind or size")
            return None
        id = await self._sent(File(file.name or kind, mime, content))
        attached = Attached(kind, id, file.name) if id else None
        if attached and file.source.startswith(OFTEN):
            self._uploaded[file.source] = Kept(attached, time.monotonic())
        return attached

    async def _sent(self, file: File) -> str | None:
        """Meta's id of an uploaded file; None where it is refused. Uploaded twice it does no harm."""
        fields = {"messaging_product": "whatsapp", "type": file.mime}
        try:
            answer = await self.graph.upload(f"{self.number}/media", file, fields)
        except ChannelError as error:
            if error.kind != "refused":
                raise ChannelError("down", error.problem, error.after) from None
            log.warning("a reply goes without its file: %s", error.problem)
            return None
        id = answer.get("id")
        return id if isinstance(id, str) and id else None


def taken_as(file: Ours, content: bytes) -> tuple[str, str]:
    """What a file of ours is on WhatsApp, and its type; "" where it takes none of the kind."""
    if file.kind == "audio":
        return "audio", SOUNDS.get(sound_of(content) or "", "")
    mime = MIMES.get(format_of(content) or "", "")
    return "image" if file.kind == "photo" and mime in IMAGES else "document", mime


def same(content: bytes, told: str) -> bool:
    """Are these the bytes that hash to what was told, in base64 as webhooks have it or in hex?"""
    digest = hashlib.sha256(content).digest()
    return not told or told in (base64.b64encode(digest).decode(), digest.hex())
