"""How wide and high a picture is, read from its head; what Telegram takes as a photo."""

from __future__ import annotations

import struct

MOST_PIXELS = 10_000  # width and height together
MOST_RATIO = 20
FRAMES = frozenset((0xC0, 0xC1, 0xC2, 0xC3))  # the marks of a JPEG that its size stands behind
PNG = b"\x89PNG\r\n\x1a\n"


def fits(content: bytes) -> bool:
    """Whether a picture is of a form that can be sent as a photo; one that can't be measured passes."""
    found = measures(content)
    if found is None:
        return True
    small, large = sorted(found)
    return small + large <= MOST_PIXELS and large <= MOST_RATIO * small


def measures(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or a JPEG; None for anything else."""
    if content.startswith(PNG) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return _of_jpeg(content) if content.startswith(b"\xff\xd8") else None


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None
