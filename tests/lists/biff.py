"""A small writer of the old .xls (BIFF8 in a compound file), as no living library writes it any more.

Records by [MS-XLS], the container by [MS-CFB]: sectors of 512 bytes, one stream, long enough to need no small sectors.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.lists.making import corners

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
PLAIN, DAY = 0, 1  # formats of cells
FILE_PASS, MERGED = 0x002F, 0x00E5


def xls(
    sheets: Mapping[str, Sequence[Sequence[Any]]], *, locked: bool = False, merged: Sequence[str] = ()
) -> bytes:
    """A workbook; `locked` as Excel does with a password (its content is not really enciphered); `merged`:
    areas as "B2:C4".
    """
    return compound("Workbook", _workbook(sheets, locked, merged))


def _workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], locked: bool, merged: Sequence[str]) -> bytes:
    pages = [_sheet(rows, merged) for rows in sheets.values()]
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if locked:
        start += _record(FILE_PASS, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    start += _record(0x041E, struct.pack("<H", 164) + _text("dd/mm/yyyy", wide_length=True))
    start += b"".join(_record(0x00E0, struct.pack("<HHH", 0, number, 0) + bytes(14)) for number in (0, 164))
    names = [_text(name) for name in sheets]
    length = len(start) + sum(4 + 6 + len(name) for name in names) + 4
    bound = b""
    for name, page in zip(names, pages, strict=True):
        bound += _record(0x0085, struct.pack("<IH", length, 0) + name)
        length += len(page)
    return start + bound + _record(0x000A, b"") + b"".join(pages)


def _sheet(rows: Sequence[Sequence[Any]], merged: Sequence[str]) -> bytes:
    made = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            made += _cell(row, column, cell)
    if merged:
        areas = [struct.pack("<HHHH", row, last, left, right) for row, left, last, right in corners(merged)]
        made += _record(MERGED, struct.pack("<H", len(areas)) + b"".join(areas))
    return made + _record(0x000A, b"")


def _cell(row: int, column: int, cell: Any) -> bytes:
    if cell in ("", None):
        return b""
    if isinstance(cell, date):
        return _number(row, column, DAY, (cell - date(1899, 12, 30)).days)
    if isinstance(cell, str):
        return _record(0x0204, struct.pack("<HHH", row, column, PLAIN) + _text(cell, wide_length=True))
    return _number(row, column, PLAIN, cell)


def _number(row: int, column: int, form: int, value: float) -> bytes:
    return _record(0x0203, struct.pack("<HHHd", row, column, form, value))


def _text(text: str, *, wide_length: bool = False) -> bytes:
    return struct.pack("<HB" if wide_length else "<BB", len(text), 1) + text.encode("utf-16-le")


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    tables = 1
    while (sectors + 1 + tables) > tables * SECTOR // 4:
        tables += 1
    chain = [*range(1, sectors), END, END, *[TABLE] * tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * SECTOR, b"\xff")
    where = [sectors + 1 + number for number in range(tables)] + [FREE] * (109 - tables)
    head = (
        bytes.fromhex("D0CF11E0A1B11AE1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, tables, sectors, 0, 4096, END, 0, END, 0) + struct.pack(
        "<109I", *where
    )
    directory = _entry("Root Entry", 5, FREE, 1, END, 0) + _entry(name, 2, FREE, FREE, 0, len(stream))
    return head + stream + directory.ljust(SECTOR, b"\0") + table


def _entry(name: str, kind: int, sibling: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    made = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, sibling, FREE, child)
    return made + bytes(36) + struct.pack("<IQ", start, size)
