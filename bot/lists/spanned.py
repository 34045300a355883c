"""The cells of an ods that go over several rows, which calamine doesn't tell: read from the part itself, a
piece at a time. It does not know what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from bot.lists.bad import BadList
from bot.lists.limits import MOST_CELLS, MOST_ROWS
from bot.lists.merged import Tall

ZIP, PART = b"PK", "content.xml"
PIECE = 1 << 20
TOO_MANY = 2 * MOST_ROWS  # cells that go over several rows
_SPANS = b"table:number-rows-spanned="
_TALL = re.compile(_SPANS + rb"[\"'](?:[2-9]|[1-9][0-9])")
CUT = 40  # bytes of such an attribute that may lie before a cut
ROW, TABLE = "table:table-row", "table:table"
CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
_MOST = 10**7  # more rows or columns than there are


def spanned(content: bytes) -> Mapping[str, Tall]:
    """By the name of the sheet; none where the part is not what it should be. Raises BadList: too_large."""
    if not content.startswith(ZIP):
        return {}
    with ZipFile(BytesIO(content)) as packed:
        if PART not in packed.namelist():
            return {}
        with packed.open(PART) as part:
            if not any(_SPANS in piece and _TALL.search(piece) for piece in _overlapping(part)):
                return {}
        with packed.open(PART) as part:
            return _read(part)


def _overlapping(part: IO[bytes]) -> Iterator[bytes]:
    held = b""
    while piece := part.read(PIECE):
        yield held + piece
        held = piece[-CUT:]


def _read(part: IO[bytes]) -> Mapping[str, Tall]:
    counting, parser = _Counting(), expat.ParserCreate()
    parser.StartElementHandler = counting.begin
    try:
        while piece := part.read(PIECE):
            parser.Parse(piece)
    except expat.ExpatError:
        return {}
    return counting.found


class _Counting:
    """Counts rows and columns as they come, those that are repeated too."""

    def __init__(self) -> None:
        self.found: dict[str, dict[int, dict[int, int]]] = {}
        self._sheet: dict[int, dict[int, int]] = {}
        self._row = self._next_row = 1
        self._column = 0
        self._cells = self._tall = 0

    def begin(self, name: str, told: dict[str, str]) -> None:
        if name in CELLS:
            self._cell(told)
        elif name == ROW:
            self._row, self._column = self._next_row, 0
            self._next_row += _whole(told.get("table:number-rows-repeated", "1"))
        elif name == TABLE:
            self._sheet = self.found.setdefault(told.get("table:name", ""), {})
            self._row = self._next_row = 1

    def _cell(self, told: dict[str, str]) -> None:
        self._cells += 1
        rows = _whole(told["table:number-rows-spanned"]) if "table:number-rows-spanned" in told else 1
        if rows > 1:
            self._tall += 1
            self._sheet.setdefault(self._row, {})[self._column] = self._row + rows - 1
        if self._cells > MOST_CELLS or self._tall > TOO_MANY:
            raise BadList("too_large")
        repeated = told.get("table:number-columns-repeated")
        self._column += _whole(repeated) if repeated else 1


def _whole(text: str) -> int:
    """A number from 1 on; 1 where it is none."""
    return max(1, min(int(text), _MOST)) if text.isascii() and text.isdigit() and len(text) < 9 else 1
