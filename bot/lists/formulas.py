"""The formulas of an xlsx that were never worked out: programs that only write leave the result to Excel.

Their cells come out empty, so that a row of them would look like no row at all. It works nothing out itself.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from bot.lists.bad import BadList
from bot.lists.limits import MOST_ROWS

Unworked = Mapping[int, frozenset[int]]  # row, from 1 -> its columns, from 0

BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
PIECE = 1 << 20
LONGEST = 1 << 16  # bytes of a cell's element
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*?\b\w+:id=[\"']([^\"']+)[\"']")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ID, _TARGET = (re.compile(rb"\b" + name + rb"=[\"']([^\"']+)[\"']") for name in (b"Id", b"Target"))
# A cell whose formula has no value beside it. An empty text (t="str") is a value that was worked out.
_CELL = re.compile(
    rb"<(?P<ns>(?:\w+:)?)c\b(?P<told>[^>]*)>\s*<(?P=ns)f\b(?:[^>]*/>|[^>]*>[^<]*</(?P=ns)f>)\s*"
    rb"(?:<(?P=ns)v\s*/>|<(?P=ns)v>\s*</(?P=ns)v>)?\s*</(?P=ns)c>"
)
_AT = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_EMPTY_TEXT = re.compile(rb"\bt=[\"']str[\"']")


def parts_of_sheets(content: bytes) -> list[str]:
    """The part of each sheet in the order of the workbook; "" where it can't be told."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            book, links = packed.read(BOOK), packed.read(LINKS)
    except (KeyError, BadZipFile, OSError, ValueError, EOFError, zlib.error):
        return []
    targets = dict(_linked(links))
    return [targets.get(id, "") for id in _SHEET.findall(book)]


def _linked(links: bytes) -> Iterator[tuple[bytes, str]]:
    for link in _LINK.findall(links):
        id, target = _ID.search(link), _TARGET.search(link)
        if id and target:
            path = target[1].decode("utf-8", "replace")
            yield id[1], path[1:] if path.startswith("/") else posixpath.normpath(f"xl/{path}")


def unworked(content: bytes, part: str) -> Unworked:
    """The cells of a sheet whose formulas have no value. Raises BadList: too_large."""
    found: dict[int, set[int]] = {}
    for column, row in _cells(content, part):
        found.setdefault(row, set()).add(column)
        if len(found) > 2 * MOST_ROWS:
            raise BadList("too_large")
    return {row: frozenset(columns) for row, columns in found.items()}


def _cells(content: bytes, part: str) -> Iterator[tuple[int, int]]:
    """Column and row of each; the part is read a piece at a time."""
    held = b""
    with ZipFile(BytesIO(content)) as packed, packed.open(part) as opened:
        while piece := opened.read(PIECE):
            held += piece
            end = max(held.rfind(b"</c>") + 4, held.rfind(b":c>") + 3)  # of the last whole cell
            yield from _places(held[:end])
            held = held[end:][-LONGEST:]


def _places(text: bytes) -> Iterator[tuple[int, int]]:
    for cell in _CELL.finditer(text):
        at = _AT.search(cell["told"])
        if at and not _EMPTY_TEXT.search(cell["told"]):
            yield _column(at[1]), int(at[2])


def _column(letters: bytes) -> int:
    """ "A" is 0, "AA" is 26."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number - 1
