"""Files for tests, byte by byte: PDFs, and pictures that only say how large they are."""

from __future__ import annotations

import struct
import zlib

END = b"\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def pdf(*objects: bytes, end: bytes = END) -> bytes:
    """A PDF of a catalogue and these objects."""
    bodies = (b"<< /Type /Catalog >>", *objects)
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(bodies, 1))
    return b"%PDF-1.7\n" + numbered + end


def packed(objects: bytes, filters: bytes = b"/FlateDecode", data: bytes | None = None) -> bytes:
    """An object stream."""
    body = zlib.compress(objects) if data is None else data
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter %s /Length %d >>" % (filters, len(body))
    return head + b"\nstream\n" + body + b"\nendstream"


def png_of(width: int, height: int, rows: int) -> bytes:
    """A grey PNG of one colour; only so many rows are in it."""
    data = zlib.compress(b"\0" * ((width + 1) * rows), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, content) for name, content in parts)


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def webp_of(width: int, height: int) -> bytes:
    """The beginning of a WebP that says it is so large."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    part = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(part) + 4) + b"WEBP" + part
