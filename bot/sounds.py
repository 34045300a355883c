"""What kind of sound a file is, by its bytes: the two kinds that the channels take."""

from __future__ import annotations

from collections.abc import Mapping

LARGEST = 1024 * 1024  # bytes: two minutes of speech, which a poor network brings in half a minute
MIMES: Mapping[str, str] = {"opus": "audio/ogg; codecs=opus", "mp3": "audio/mpeg"}
ENDINGS = ("ogg", "mp3")
_HEAD = slice(28, 36)  # behind the head of the first page of an Ogg file
_CHANNELS = 37


def sound_of(content: bytes) -> str | None:
    """opus (in Ogg, with one channel: WhatsApp plays no other), mp3; None for all else."""
    if content.startswith(b"OggS"):
        mono = content[_HEAD] == b"OpusHead" and content[_CHANNELS : _CHANNELS + 1] == b"\x01"
        return "opus" if mono else None
    return "mp3" if _is_mp3(content[:10]) else None


def _is_mp3(head: bytes) -> bool:
    """A tag, or the first frame: eleven bits that are set, MPEG 1 or 2, layer III."""
    if head.startswith(b"ID3"):
        return True
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08
