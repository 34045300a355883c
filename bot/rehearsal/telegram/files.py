"""Files that people and the bot sent: their ids, their links, and what goes wrong when they are fetched.

Does not know HTTP; downloads.py serves the links.
"""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass

from bot.rehearsal.telegram.answers import Json, bad_request, too_late
from bot.rehearsal.telegram.calls import Upload

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LINK_SECONDS = 3600


class FileTrouble(enum.Enum):
    """What happens when a file is fetched."""

    NONE = "none"
    EXPIRED = "expired"
    SLOW = "slow"
    CUT = "cut"


@dataclass
class Kept:
    """A file. `size` is what is told, which may be more than the content held; `linked_at` in seconds."""

    id: str
    upload: Upload
    size: int
    trouble: FileTrouble
    path: str
    linked_at: float | None = None

    @property
    def unique_id(self) -> str:
        """The id that stays the same when the same file is sent again."""
        return "AQAD" + hashlib.sha256(self.upload.content).hexdigest()[:12]

    @property
    def facts(self) -> Json:
        """The fields that all files of the Bot API have."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    """All files of one rehearsal."""

    def __init__(self) -> None:
        self._by_id: dict[str, Kept] = {}
        self._by_path: dict[str, Kept] = {}

    def keep(self, upload: Upload, trouble: FileTrouble = FileTrouble.NONE, size: int | None = None) -> Kept:
        """Takes a file in. `size` pretends that it is so many bytes."""
        number = len(self._by_id)
        ending = upload.name.rpartition(".")[2] or "bin"
        path = f"{upload.mime.partition('/')[0]}s/file_{number}.{ending}"
        told = len(upload.content) if size is None else size
        kept = Kept(f"BQACAgUAAxkBAAI{number:08d}", upload, told, trouble, path)
        self._by_id[kept.id] = self._by_path[path] = kept
        return kept

    def known(self, file_id: str) -> Kept | None:
        """The file with this id, or None."""
        return self._by_id.get(file_id)

    def link(self, file_id: str, now: float) -> Json:
        """The File of the Bot API, its path good for an hour. Raises Refused: unknown, or over 20 MB."""
        if (kept := self._by_id.get(file_id)) is None:
            raise bad_request("invalid file_id")
        if kept.size > LARGEST_DOWNLOAD:
            raise too_late("file is too big")
        kept.linked_at = now
        return kept.facts | {"file_path": kept.path}

    def linked(self, path: str, now: float) -> Kept | None:
        """The file behind a path, or None: never linked, or the link has expired."""
        kept = self._by_path.get(path)
        if kept is None or kept.linked_at is None or kept.trouble is FileTrouble.EXPIRED:
            return None
        return kept if now - kept.linked_at < LINK_SECONDS else None
