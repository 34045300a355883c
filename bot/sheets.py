"""Is a file a spreadsheet, or a list written as text? By its bytes; nothing is unpacked, no line is read.

What stands in it is looked at later, in a process of its own.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from struct import unpack_from

ZIP, ZIP_END, ZIP_PART = b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST_COMMENT = 65_557  # bytes at the end of a zip in which its directory is named (APPNOTE 4.3.16)
MOST_PARTS = 5_000  # parts of a zip that are looked at
MOST_BLOCKS = 500  # of a compound file's directory
HEAD = 256_000  # bytes of a text that are looked at

OF_EXCEL = re.compile(rb"/?xl[/\\]", re.IGNORECASE)
PART_OF_EXCEL = re.compile(ZIP + rb".{26}/?xl[/\\]", re.IGNORECASE | re.DOTALL)
OF_LIBREOFFICE = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
# The part that says what a compound file is -> is it a workbook? A locked file doesn't say what is in it.
COMPOUNDS = {
    "Workbook": True, "Book": True, "EncryptedPackage": True,
    "WordDocument": False, "PowerPoint Document": False, "__properties_version1.0": False,
}  # fmt: skip

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
UNWRITTEN = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")  # but for the end mark of DOS
BETWEEN = re.compile(r"[\r\n\t;,|]")
FORMATTED = ("{\\rtf", "%!PS")
TABLE = re.compile(r"<table\b|urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)


def sheet_format(content: bytes) -> str | None:
    """xlsx (any workbook in a zip), ods, xls, html (a table saved as a workbook), text; None for all else."""
    if content.startswith(ZIP):
        return _zipped(content)
    if content.startswith(COMPOUND):
        return "xls" if _is_workbook(content) else None
    return _written(content)


def is_whole(content: bytes, format: str) -> bool:
    """Does a file of that format end as it has to? Only a zip says where it ends."""
    return format not in ("xlsx", "ods") or content.rfind(ZIP_END, -LAST_COMMENT) >= 0


def _zipped(content: bytes) -> str | None:
    if content[30 : 30 + len(OF_LIBREOFFICE)] == OF_LIBREOFFICE:
        return "ods"
    whole = content.rfind(ZIP_END, -LAST_COMMENT) >= 0
    excel = any(OF_EXCEL.match(name) for name in _parts(content)) if whole else PART_OF_EXCEL.search(content)
    return "xlsx" if excel else None


def _parts(content: bytes) -> Iterator[bytes]:
    """The names in the directory of a zip."""
    end = content.rfind(ZIP_END, -LAST_COMMENT)
    if end + 20 > len(content):
        return
    (at,) = unpack_from("<L", content, end + 16)
    for _ in range(MOST_PARTS):
        if content[at : at + 4] != ZIP_PART or at + 46 > len(content):
            return
        name, extra, comment = unpack_from("<3H", content, at + 28)
        yield content[at + 46 : at + 46 + name]
        at += 46 + name + extra + comment


def _is_workbook(content: bytes) -> bool:
    """The first part that says what the file is decides: others may lie in it."""
    return next((COMPOUNDS[name] for name in _entries(content) if name in COMPOUNDS), False)


def _entries(content: bytes) -> Iterator[str]:
    """The names in the directory of a compound file (MS-CFB 2.6): it lies in blocks, each names the next."""
    (shift,) = unpack_from("<H", content.ljust(512, b"\0"), 30)
    if shift not in (9, 12):
        return
    block = _number(content, 48)
    for _ in range(MOST_BLOCKS):
        start = block + 1 << shift
        if start >= len(content):
            return
        for at in range(start, start + (1 << shift), 128):
            yield content[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
        block = _next_block(content, block, shift)


def _next_block(content: bytes, block: int, shift: int) -> int:
    """The block after this one; beyond the file where it was the last, or stands where few files reach."""
    table, place = divmod(block, (1 << shift) // 4)
    if table >= 109:
        return len(content)
    return _number(content, (_number(content, 76 + 4 * table) + 1 << shift) + 4 * place)


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4].ljust(4, b"\xff"), "little")


def _written(content: bytes) -> str | None:
    text = _text(content[:HEAD])
    if text is None or UNWRITTEN.search(text) or text.startswith(FORMATTED):
        return None
    if text.lstrip().startswith("<"):
        return "html" if TABLE.search(text) else None
    is_list = BETWEEN.search(text) and any(sign.isdigit() for sign in text)
    return "text" if is_list else None


def _text(head: bytes) -> str | None:
    """The beginning of a text; None where it is none. A letter that the end cuts through does no harm."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return _decoded(head.removeprefix(mark), encoding)
    for zeros, encoding in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if zeros.count(0) > len(zeros) // 2:
            return _decoded(head, encoding)
    text = _decoded(head, "utf-8")
    return _decoded(head, "cp1252") if text is None else text


def _decoded(head: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None
