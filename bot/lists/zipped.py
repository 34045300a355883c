"""Is a zip whole, a workbook, and no bomb? Its parts are unpacked once, held nowhere, before anybody trusts
it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from io import BytesIO
from struct import error as StructError
from struct import unpack_from
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.lists.bad import BadList
from bot.lists.limits import MOST_PARTS, MOST_UNPACKED

LOCAL = 30  # bytes of a part's own head, before its name (APPNOTE 4.3.7)
PIECE = 1 << 18
SPREADSHEET = b"opendocument.spreadsheet"
SHEETS = "xl/worksheets/"
ENDS_OF_FORMULA = (b"</f>", b":f>")
CUT = 3  # bytes of such an end that may lie before a cut


def check(content: bytes) -> frozenset[str]:
    """The sheets of an xlsx in which formulas stand, by their parts.

    Raises BadList: broken, unknown (another kind of file), encrypted, too_large.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_kind(packed, parts)
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error, StructError):
        raise BadList("broken") from None
    return _checked(content, parts)


def _check_kind(packed: ZipFile, parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadList("too_large")
    names = {part.filename.lower().replace("\\", "/").lstrip("/") for part in parts}
    if any(name.startswith("xl/") for name in names):
        return
    if "content.xml" not in names or SPREADSHEET not in _part(packed, "mimetype"):
        raise BadList("unknown")
    if b"encryption-data" in _part(packed, "META-INF/manifest.xml"):
        raise BadList("encrypted")


def _part(packed: ZipFile, name: str) -> bytes:
    """A small part in which an OpenDocument says what it is; nothing where there is none."""
    if name not in packed.namelist() or packed.getinfo(name).file_size > PIECE:
        return b""
    return packed.read(name)


def _checked(content: bytes, parts: Iterable[ZipInfo]) -> frozenset[str]:
    """What is written of the sizes may be a lie, so they are measured."""
    left, worked_out = MOST_UNPACKED, set[str]()
    for part in parts:
        if part.flag_bits & 1:
            raise BadList("encrypted")
        size, formulas = _measured(content, part, left)
        left -= size
        if formulas and part.filename.startswith(SHEETS):
            worked_out.add(part.filename)
    return frozenset(worked_out)


def _measured(content: bytes, part: ZipInfo, most: int) -> tuple[int, bool]:
    """How large a part is, and whether a formula may stand in it."""
    try:
        packed = _packed(content, part)
        if part.compress_type == ZIP_STORED:
            return part.compress_size, _formula(bytes(packed))
        if part.compress_type != ZIP_DEFLATED:
            raise BadList("broken")
        return _unpacked(packed, most)
    except (zlib.error, StructError):
        raise BadList("broken") from None


def _formula(text: bytes) -> bool:
    return any(end in text for end in ENDS_OF_FORMULA)


def _packed(content: bytes, part: ZipInfo) -> memoryview:
    name, extra = unpack_from("<2H", content, part.header_offset + 26)
    start = part.header_offset + LOCAL + name + extra
    return memoryview(content)[start : start + part.compress_size]


def _unpacked(packed: memoryview, most: int) -> tuple[int, bool]:
    """How many bytes come out, and a formula among them? Raises BadList: too_large, before there are more
    than `most`.
    """
    unpacking, size, formulas, end = zlib.decompressobj(-zlib.MAX_WBITS), 0, False, b""
    for start in range(0, len(packed), PIECE):
        rest = bytes(packed[start : start + PIECE])
        while rest and not unpacking.eof:
            made = unpacking.decompress(rest, PIECE)
            size += len(made)
            if size > most:
                raise BadList("too_large")
            formulas = formulas or _formula(end + made)
            end = made[-CUT:]
            rest = unpacking.unconsumed_tail
    if not unpacking.eof:
        raise BadList("broken")
    return size, formulas
