"""A compound file (MS-CFB), as Office packed its files before 2007 and packs locked ones still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from struct import pack

SECTOR = 512
FREE, END, TABLE, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
ROOT, STREAM = 5, 2


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with at most three streams, each of 4096 bytes or more, a hundred of the sectors at most."""
    chains, directory, start = [TABLE, END], [_entry("Root Entry", ROOT, child=1, start=END)], 2
    for number, (name, content) in enumerate(streams.items(), 1):
        after = number + 1 if number < len(streams) else NOBODY
        directory.append(_entry(name, STREAM, after, start=start, size=len(content)))
        count = -(-len(content) // SECTOR)
        chains += [*range(start + 1, start + count), END]
        start += count
    table = pack(f"<{SECTOR // 4}L", *chains, *[FREE] * (SECTOR // 4 - len(chains)))
    return b"".join((_header(), table, b"".join(directory).ljust(SECTOR, b"\0"), *_padded(streams)))


def _padded(streams: Mapping[str, bytes]) -> Iterator[bytes]:
    return (content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0") for content in streams.values())


def _header() -> bytes:
    """The table of sectors lies in the first, the directory in the second."""
    sign = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head = pack("<5H6x9L", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    return sign + head + pack("<109L", 0, *[FREE] * 108)


def _entry(
    name: str, kind: int, right: int = NOBODY, child: int = NOBODY, start: int = 0, size: int = 0
) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    head = letters.ljust(64, b"\0") + pack("<HBB3L", len(letters), kind, 1, NOBODY, right, child)
    return head + bytes(36) + pack("<LQ", start, size)
