"""Is a PDF whole, open and harmless? It looks at the file's bytes and never renders a page.

Names may be written with hex escapes (ISO 32000-1, 7.3.5) and objects may stand packed in object streams
(7.5.7), so both are looked through.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from bot.files import Unreadable

TAIL = 2048  # bytes at the end in which a whole file says where it ends
DICTIONARY = 2048  # bytes before a stream in which its dictionary stands
UNPACKED = 32_000_000  # bytes of packed objects that are looked at


def _name(name: str) -> bytes:
    """A pattern for a name, whatever letters of it are escaped."""
    letters = "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name)
    return f"/{letters}(?![A-Za-z0-9#_])".encode()


ENCRYPTED = re.compile(_name("Encrypt") + rb"\s*(?:<<|\d)")
UNSAFE = re.compile(_name("JavaScript") + b"|" + _name("Launch"))
PACKED = re.compile(_name("ObjStm"))
FLATE = re.compile(_name("FlateDecode"))
FILTER = re.compile(rb"[A-Za-z0-9]Decode(?![A-Za-z])|#(?i:[0-9a-f]{2})")
STREAM = re.compile(rb"(?<!end)stream\r?\n")


def check(content: bytes) -> None:
    """Raises Unreadable: broken (no end), encrypted, unsafe (it runs something), too_large (unpacked)."""
    tail = content[-TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise Unreadable("broken")
    if ENCRYPTED.search(content):
        raise Unreadable("encrypted")
    if UNSAFE.search(content) or any(UNSAFE.search(objects) for objects in _packed(content)):
        raise Unreadable("unsafe")


def _packed(content: bytes) -> Iterator[bytes]:
    """The objects that stand in streams, unpacked."""
    left = UNPACKED
    for stream in STREAM.finditer(content):
        before = content[max(0, stream.start() - DICTIONARY) : stream.start()]
        own = before[before.rfind(b" obj") + 1 :]
        if not PACKED.search(own):
            continue
        objects = _unpacked(own, content, stream.end(), left)
        left -= len(objects)
        yield objects


def _unpacked(dictionary: bytes, content: bytes, start: int, limit: int) -> bytes:
    """The bytes of one stream; how they are packed says its dictionary."""
    filters = len(FILTER.findall(dictionary))
    if not filters:
        return content[start : max(start, content.find(b"endstream", start))]
    if filters > 1 or not FLATE.search(dictionary):
        raise Unreadable("unsafe")  # no program that writes letters packs them in such a way
    return _inflated(content, start, limit)


def _inflated(content: bytes, start: int, limit: int) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(memoryview(content)[start:], limit + 1)
    except zlib.error:
        raise Unreadable("broken") from None
    if len(objects) > limit:
        raise Unreadable("too_large")
    return objects
