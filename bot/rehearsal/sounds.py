"""Recordings of silence, for rehearsals: a second of Opus in Ogg as phones record it, or of MP3."""

from __future__ import annotations

import struct

RATE = 48_000
FRAME = 960  # samples: 20 ms
SILENT = b"\xf8\xff\xfe"  # the Opus frame that means: nothing to hear
FRAMES = 50
SERIAL = 9000
_FIRST, _LAST = 2, 4  # marks of a page
_MP3_FRAME = b"\xff\xfb\x10\xc4" + bytes(100)  # 32 kbit/s, 44.1 kHz, one channel, all of it zero


def silence(ending: str = "ogg", channels: int = 1) -> bytes:
    """A second without a sound: ogg or mp3. `channels`: 2 for what WhatsApp refuses."""
    return _ogg(channels) if ending == "ogg" else _MP3_FRAME * 38


def _ogg(channels: int) -> bytes:
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, channels, 0, RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 6) + b"Payung" + struct.pack("<I", 0)
    pages = (_page([head], 0, 0, _FIRST), _page([tags], 1, 0, 0))
    return b"".join((*pages, _page([SILENT] * FRAMES, 2, FRAMES * FRAME, _LAST)))


def _page(packets: list[bytes], number: int, until: int, mark: int) -> bytes:
    """A page of an Ogg stream with its checksum (RFC 3533)."""
    sizes = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, mark, until, SERIAL, number, 0)
    body = head + bytes([len(sizes)]) + sizes + b"".join(packets)
    return body[:22] + struct.pack("<I", _checksum(body)) + body[26:]


def _checksum(content: bytes) -> int:
    """CRC-32 as Ogg counts it: not turned round, beginning with 0."""
    crc = 0
    for byte in content:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1
            crc &= 0xFFFFFFFF
    return crc
