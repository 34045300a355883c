"""Files that people and the bot sent: their ids, their links, and what goes wrong when they are fetched.

An id that the bot made lives thirty days, one out of a webhook seven; a link five minutes, and only with the
token. Does not know HTTP; downloads.py serves the links.
"""

from __future__ import annotations

import enum
import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.rehearsal.telegram.calls import Upload
from bot.rehearsal.whatsapp.answers import Json, Refused, invalid, no_such_object
from bot.sounds import sound_of

MB = 1024 * 1024
DAY = 86_400
UPLOADED_DAYS, RECEIVED_DAYS = 30, 7
LINK_SECONDS = 300
SIZES: Mapping[str, int] = {
    "image": 5 * MB,
    "document": 100 * MB,
    "audio": 16 * MB,
    "video": 16 * MB,
    "sticker": 500 * 1024,
}
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, str] = {
    "image/jpeg": "image",
    "image/png": "image",
    "image/webp": "sticker",
    "text/plain": "document",
    "application/pdf": "document",
    "application/msword": "document",
    "application/vnd.ms-excel": "document",
    "application/vnd.ms-powerpoint": "document",
    f"{OFFICE}.wordprocessingml.document": "document",
    f"{OFFICE}.spreadsheetml.sheet": "document",
    f"{OFFICE}.presentationml.presentation": "document",
    "audio/aac": "audio",
    "audio/amr": "audio",
    "audio/mpeg": "audio",
    "audio/mp4": "audio",
    "audio/ogg": "audio",
    "video/mp4": "video",
    "video/3gpp": "video",
}
SIGNS: Mapping[str, tuple[bytes, ...]] = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "application/pdf": (b"%PDF-",),
}


# Of sounds those that people have rehearsed with; audio/ogg is Opus with one channel, and nothing else.
SOUNDS: Mapping[str, str] = {"audio/ogg": "opus", "audio/mpeg": "mp3"}


def _is_what_it_claims(upload: Upload, kind: str) -> bool:
    sound = SOUNDS.get(upload.mime.partition(";")[0].strip())
    if kind == "audio" and sound:
        return sound_of(upload.content) == sound
    return bool(upload.content) and upload.content.startswith(SIGNS.get(upload.mime, (b"",)))


class FileTrouble(enum.Enum):
    """What happens when a file is fetched. EXPIRED: the link that came along is too old, a fresh one works;
    GONE: the id is known no more; CUT: ends in the middle; ALTERED: other bytes than were told.
    """

    NONE = "none"
    EXPIRED = "expired"
    GONE = "gone"
    SLOW = "slow"
    CUT = "cut"
    ALTERED = "altered"


@dataclass
class Kept:
    """A file. `kind`: image, document, audio, video, sticker; `until`, and the links' times, in seconds."""

    id: str
    upload: Upload
    kind: str
    until: float
    trouble: FileTrouble = FileTrouble.NONE
    links: dict[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.upload.name

    @property
    def digest(self) -> bytes:
        """Its SHA-256."""
        return hashlib.sha256(self.upload.content).digest()

    def fields(self, url: str) -> Json:
        """What a webhook says of it; `url` may be ""."""
        told = {"id": self.id, "mime_type": self.upload.mime, "sha256": b64encode(self.digest).decode()}
        return told | ({"url": url} if url else {})


class Media:
    """All files of one rehearsal. `base`: the address that links begin with."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self._by_id: dict[str, Kept] = {}
        self._links = 0

    def upload(self, upload: Upload, now: float) -> Kept:
        """The bot's own. Raises Refused for a kind or a size that WhatsApp does not take."""
        kind = KINDS.get(upload.mime.partition(";")[0].strip())
        if kind is None:
            raise invalid(f"Param file must be a file of a supported type. Received '{upload.mime}'.")
        if not _is_what_it_claims(upload, kind):
            raise Refused(131053, f"The file is not of the type {upload.mime} that it claims.", fault=True)
        if len(upload.content) > SIZES[kind]:
            raise Refused(131053, f"Media file size too big: max {SIZES[kind]} bytes.", fault=True)
        return self._keep(upload, kind, now + UPLOADED_DAYS * DAY)

    def receive(self, upload: Upload, kind: str, now: float, trouble: FileTrouble) -> Kept:
        """A person's."""
        kept = self._keep(upload, kind, now + RECEIVED_DAYS * DAY)
        kept.trouble = trouble
        return kept

    def _keep(self, upload: Upload, kind: str, until: float) -> Kept:
        number = str(1_400_000_000_000_000 + len(self._by_id))
        kept = self._by_id[number] = Kept(number, upload, kind, until)
        return kept

    def ever(self, number: str) -> bool:
        """Whether there is or was a file with this id."""
        return number in self._by_id

    def known(self, number: str, now: float) -> Kept | None:
        """The file with this id, or None: never there, too old, or gone."""
        kept = self._by_id.get(number)
        if kept is None or kept.until <= now or kept.trouble is FileTrouble.GONE:
            return None
        return kept

    def forget(self, number: str, now: float) -> None:
        """Deletes a file. Raises Refused."""
        self._find(number, now).trouble = FileTrouble.GONE

    def look_up(self, number: str, now: float) -> Json:
        """What GET of a media id says, with a fresh link. Raises Refused."""
        kept = self._find(number, now)
        told = {"messaging_product": "whatsapp", "url": self.link(kept, now), "mime_type": kept.upload.mime}
        size = str(len(kept.upload.content))
        return told | {"sha256": kept.digest.hex(), "file_size": size, "id": kept.id}

    def _find(self, number: str, now: float) -> Kept:
        if (kept := self.known(number, now)) is None:
            raise no_such_object(number, fault=not self.ever(number))
        return kept

    def link(self, kept: Kept, now: float) -> str:
        """A link that is good for five minutes."""
        self._links += 1
        secret = hashlib.sha256(f"{kept.id}:{self._links}".encode()).hexdigest()[:32]
        kept.links[secret] = now + LINK_SECONDS
        return f"{self.base}/whatsapp_business/attachments/?mid={kept.id}&hash={secret}"

    def stale_link(self, kept: Kept, now: float) -> str:
        """A link that is too old already."""
        return self.link(kept, now - 2 * LINK_SECONDS)

    def linked(self, number: str, secret: str, now: float) -> Kept | None:
        """The file behind a link, or None: never linked, or too old."""
        kept = self.known(number, now)
        return kept if kept and kept.links.get(secret, 0) > now else None

    def named(self, kept: Kept, name: str) -> Kept:
        """The same file under the name that it is sent with."""
        return replace(kept, upload=replace(kept.upload, name=name)) if name else kept
