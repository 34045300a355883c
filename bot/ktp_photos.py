"""A photo of a KTP that was sent in place of a typed NIK: asked to be read, and dropped, as part of a
message's own transaction. What becomes of it is the work of jobs (ktp_tasks.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.from_photo import HELD
from storage import chats, documents, jobs
from storage.chats import Chat
from storage.statement import Tx
from storage.vault import Vault

if TYPE_CHECKING:
    from bot.services import Records

READ, DROP, FORGET = "read_ktp", "drop_photo", "forget_ktp"
SETTLES = 90 * 1000  # milliseconds after which it is known who needs a file of the shelf
HELD_FOR = 24 * 3600 * 1000  # how long a photo waits for what was read on it to be confirmed


@dataclass(frozen=True)
class CardPhotos:
    """Fulfils CardPhotos of handlers/services.py, for the chat of these records."""

    records: Records

    @property
    def readable(self) -> bool:
        return self.records.reads_photos

    def read(self, document: str) -> None:
        ask(self.records.tx, self.records.vault, self.records.chat, document, self.records.now)

    def drop(self, document: str) -> None:
        drop(self.records.tx, self.records.vault, document, self.records.now)


def ask(tx: Tx, vault: Vault, chat: Chat, document: str, now: int) -> None:
    """Have a photo read. One whose bytes are not here yet is read when they are (`waits_for`)."""
    noted = documents.get(tx, vault, document)
    payload = {"document": document, "channel": chat.channel, "address": chat.address}
    if noted and noted.state == "kept":
        begin(tx, vault, payload, now)


def begin(tx: Tx, vault: Vault, payload: dict[str, str], now: int) -> None:
    """The bytes are here: read it now, and don't hold it for ever."""
    jobs.add(tx, vault, READ, payload, now)
    jobs.add(tx, vault, FORGET, payload, now + HELD_FOR)


def waits_for(tx: Tx, vault: Vault, payload: dict[str, str], now: int) -> bool:
    """Is this the photo that its chat waits for?"""
    chat = chats.enter(tx, vault, payload["channel"], payload["address"], now, "id")
    held = chat.session.known.get(HELD) or {}
    return held.get("document") == payload["document"] and not held.get("offered")


def drop(tx: Tx, vault: Vault, document: str, now: int) -> None:
    """Nobody needs it any more; its bytes go soon, unless somebody has sent the same."""
    noted = documents.get(tx, vault, document)
    if noted is None or noted.state == "dropped":
        return
    documents.drop(tx, document)
    if noted.file:
        jobs.add(tx, vault, DROP, {"file": noted.file}, now + SETTLES)
