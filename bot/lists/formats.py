"""Which format a file has, by its bytes and never by its name, and its sheets. It does not know what they
say.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.lists.bad import BadList
from bot.lists.limits import MOST_BYTES
from bot.lists.table import Table

ZIP, COMPOUND = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (
    b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
    b"BM", b"II*\0", b"MM\0*", b"SQLite", b"\x7fELF", b"MZ", b"%!PS", b"OggS", b"ID3",
)  # fmt: skip


def tables(content: bytes) -> Iterator[Table]:
    """The sheets of a file, one after the other: only one is held at a time. Raises BadList."""
    if len(content) > MOST_BYTES:
        raise BadList("too_large")
    if not content.strip(b"\0 \t\r\n"):
        raise BadList("empty")
    if content.startswith((ZIP, COMPOUND)):
        from bot.lists.workbook import sheets

        return sheets(content)
    if content.startswith(OTHERS) or content[4:8] == b"ftyp":
        raise BadList("unknown")
    return _written(content)


def _written(content: bytes) -> Iterator[Table]:
    from bot.lists.encodings import decoded

    text = decoded(content)
    if text.lstrip()[:1] == "<":
        from bot.lists.markup import pages

        return pages(text)
    from bot.lists.delimited import sheet

    return iter((sheet(text),))
