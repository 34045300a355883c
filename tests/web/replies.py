"""Replies with files that the bot writes to a browser of its own accord."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from bot.app import App
from bot.channels.web import NAME
from bot.channels.web_browser import Browser
from bot.conversation.messages import File, Option, Reply
from storage import chats, outbox
from storage.outbox import Queued
from storage.statement import Tx
from storage.vault import Vault

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
GONE = File("laporan.pdf", "document", "shelf:ab12")


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = (b"\0" + b"\x0b\x5d\x57" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def shelved(app: App, content: bytes, name: str, kind: str = "document") -> File:
    """A file of ours on the program's shelf."""
    return File(name, kind, f"shelf:{app.shelf.put(content)}")


def written(vault: Vault, token: str, text: str, file: File | None, now: int) -> Callable[[Tx], Queued]:
    """Stores a reply to the browser that holds this cookie."""
    address = Browser(token, False).address

    def add(tx: Tx) -> Queued:
        chat = chats.enter(tx, vault, NAME, address, now, "id")
        reply = Reply(text, (Option("1:yes", "Ya"), Option("1:no", "Tidak")), file=file)
        return outbox.add(tx, vault, Queued(0, chat.id, NAME, address, reply, at=now), "sent", 0)

    return add


async def write(app: App, token: str, text: str, file: File | None) -> int:
    """The bot writes to the browser that holds this cookie; the reply's number."""
    queued = await app.database.run(written(app.vault, token, text, file, app.clock()))
    app.web.offer(queued)
    return queued.id
