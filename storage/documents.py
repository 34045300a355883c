"""Files that people sent: encrypted under the data folder, named by a keyed hash of what is in them."""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import bindparam, null, select, update

from storage.statement import Statement, Tx, adding
from storage.tables import documents
from storage.vault import Vault

PLACE = "documents.file"
PARTS = "parts"  # files that are being written; what a crash leaves here is swept away
JUST_NOW = 60  # seconds in which whoever has put a file here notes it
LEFT_BEHIND = 3600  # seconds after which nobody writes at a part any more
_ADD = Statement(
    adding(documents, "id", "chat_id", "kind", "name", "source", "state", "at").on_conflict_do_nothing()
)
_FILED = Statement(
    update(documents)
    .where(documents.c.id == bindparam("of"))
    .values(file=bindparam("file"), size=bindparam("size"), state=bindparam("state"), kind=bindparam("kind"))
)
_LOST = Statement(
    update(documents)
    .where(documents.c.id == bindparam("of"), documents.c.state == "waiting")
    .values(state=bindparam("state"))
)
_SEEN = Statement(
    update(documents).where(documents.c.id == bindparam("of")).values(problem=bindparam("problem"))
)
_MORE = Statement(update(documents).where(documents.c.id == bindparam("of")).values(album=bindparam("album")))
_ALBUM = Statement(
    select(documents.c.id)
    .where(documents.c.album == bindparam("album"))
    .order_by(documents.c.at, documents.c.id)
)
_DROP = Statement(
    update(documents)
    .where(documents.c.id == bindparam("of"))
    .values(file=null(), size=null(), state="dropped")
)
_KEPT_AS = Statement(select(documents.c.id).where(documents.c.file == bindparam("file")).limit(1))
_GET = Statement(select(documents).where(documents.c.id == bindparam("of")))


@dataclass(frozen=True)
class Document:
    """A file we know of. `state`: waiting (not fetched yet), kept, lost, dropped. `source`: its name there;
    `problem`: why it can't be read well, once it was looked at.
    """

    id: str
    chat: int | None
    kind: str
    name: str
    state: str
    source: str | None = None
    file: str | None = None
    size: int | None = None
    problem: str | None = None


def add(tx: Tx, vault: Vault, document: Document, now: int) -> None:
    """Note a file before its bytes are here."""
    name = vault.seal(document.name.encode(), "documents.name")
    source = vault.seal(document.source.encode(), "documents.source") if document.source else None
    tx.run(_ADD, id=document.id, chat_id=document.chat, kind=document.kind, name=name, source=source,
           state=document.state, at=now)  # fmt: skip


def filed(tx: Tx, document: str, file: str, size: int, kind: str) -> None:
    """The bytes are kept under `file`."""
    tx.run(_FILED, of=document, file=file, size=size, state="kept", kind=kind)


def lost(tx: Tx, document: str) -> None:
    """The bytes can't be had; what is kept already stays."""
    tx.run(_LOST, of=document, state="lost")


def drop(tx: Tx, document: str) -> None:
    """Nobody needs it any more; its bytes are taken away by who looks whether they are `needed`."""
    tx.run(_DROP, of=document)


def needed(tx: Tx, file: str) -> bool:
    """Does any document lie in this file of the shelf? The same photo, sent twice, is kept once."""
    return tx.one(_KEPT_AS, file=file) is not None


def seen(tx: Tx, document: str, problem: str | None) -> None:
    """A photo was looked at."""
    tx.run(_SEEN, of=document, problem=problem)


def more(tx: Tx, first: str, document: str) -> None:
    """A file was sent together with another."""
    tx.run(_MORE, of=document, album=first)


def together(tx: Tx, first: str) -> list[str]:
    """A file and those that were sent with it, in their order."""
    return [first, *(row["id"] for row in tx.all(_ALBUM, album=first))]


def get(tx: Tx, vault: Vault, document: str) -> Document | None:
    """What is known of a file."""
    row = tx.one(_GET, of=document)
    if row is None:
        return None
    source = vault.open(row["source"], "documents.source").decode() if row["source"] else None
    name = vault.open(row["name"], "documents.name").decode()
    return Document(
        row["id"],
        row["chat_id"],
        row["kind"],
        name,
        row["state"],
        source,
        row["file"],
        row["size"],
        row["problem"],
    )


class Shelf:
    """The encrypted files. Slow (it flushes to disk): call it off the event loop."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault
        self._parts = folder / PARTS

    def put(self, content: bytes) -> str:
        """Keep a file; its name. The same content is kept once."""
        name = self._vault.find_bytes(content, "document").hex()
        path = self._path(name)
        if path.exists():
            os.utime(path)  # it is new for who puts it here
        else:
            self._ready(path.parent)
            self._write(path, self._vault.seal(content, PLACE))
        return name

    def get(self, name: str) -> bytes:
        """The content of a kept file. Raises FileNotFoundError, or StorageError where it was altered."""
        return self._vault.open(self._path(name).read_bytes(), PLACE)

    def drop(self, name: str) -> None:
        """Take a file away; one that is not there is no matter."""
        self._path(name).unlink(missing_ok=True)

    def is_new(self, name: str) -> bool:
        """Has somebody put the file here just now, who may not have noted it yet?"""
        path = self._path(name)
        return path.exists() and time.time() - path.stat().st_mtime < JUST_NOW

    def sweep(self) -> int:
        """Remove what crashes have left half written; how many."""
        before = time.time() - LEFT_BEHIND
        old = [part for part in self._parts.glob("*") if part.stat().st_mtime < before]
        for part in old:
            part.unlink(missing_ok=True)
        return len(old)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _ready(self, folder: Path) -> None:
        """The folder a file goes to is on disk before the file is."""
        for needed in (self._parts, folder):
            if not needed.is_dir():
                needed.mkdir(parents=True, exist_ok=True)
                _flush(self._folder)

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all, also when the power fails."""
        part = self._parts / secrets.token_hex(16)
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _flush(path.parent)


def _flush(folder: Path) -> None:
    """A name is on disk when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
