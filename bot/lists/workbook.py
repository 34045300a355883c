"""The sheets of a workbook (xlsx, xlsm, xlsb, xls, ods), read with python-calamine. Values only: of a formula
what it came to when the file was saved, of macros and links nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from io import BytesIO

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bot.lists.bad import BadList
from bot.lists.cells import Row
from bot.lists.formulas import Unworked, parts_of_sheets, unworked
from bot.lists.limits import MOST_CELLS, WIDEST
from bot.lists.merged import Tall, tall
from bot.lists.spanned import spanned
from bot.lists.table import Table
from bot.lists.zipped import check

WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
BEGIN = re.compile(
    rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00"
)  # of the stream of a workbook, BIFF5 and BIFF8
FILE_PASS, FIRST_RECORDS = 0x002F, 8
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def sheets(content: bytes) -> Iterator[Table]:
    """Raises BadList."""
    formulas = _checked(content)
    with _reading():
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        described = book.sheets_metadata
        parts = parts_of_sheets(content) if formulas else []
    in_ods = cache(partial(spanned, content))  # read once, and only where calamine knows of no merged cells
    for index, sheet in enumerate(described):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            part = parts[index] if index < len(parts) else ""
            with _reading():
                opened = book.get_sheet_by_index(index)
                left = unworked(content, part) if part in formulas else {}
                ranges = opened.merged_cell_ranges
                reaching = in_ods().get(sheet.name, {}) if ranges is None else tall(ranges)
            yield _table(opened, sheet.visible != SheetVisibleEnum.Visible, left, reaching)


def _checked(content: bytes) -> frozenset[str]:
    """The parts in which formulas stand. Raises BadList."""
    if content.startswith(b"PK"):
        return check(content)
    _check_compound(content)
    return frozenset()


def _check_compound(content: bytes) -> None:
    """A locked workbook is packed into a compound file, a letter of Word is one too."""
    if ENCRYPTED in content or _is_locked(content):
        raise BadList("encrypted")
    if not any(name in content for name in WORKBOOK):
        raise BadList("unknown")


def _is_locked(content: bytes) -> bool:
    """Does an old workbook say among its first records that it has a password? (MS-XLS 2.4.117)"""
    begins = BEGIN.search(content)
    at = begins.start() if begins else len(content)
    for _ in range(FIRST_RECORDS):
        kind, length = (int.from_bytes(content[at + shift : at + shift + 2], "little") for shift in (0, 2))
        if kind == FILE_PASS:
            return True
        at += 4 + length
    return False


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except PasswordError:
        raise BadList("encrypted") from None
    except MemoryError:
        raise BadList("too_large") from None
    except (KeyboardInterrupt, SystemExit, GeneratorExit, BadList):
        raise
    except BaseException:  # also what its Rust code panics with, which is no Exception
        raise BadList("broken") from None


def _table(sheet: CalamineSheet, hidden: bool, left: Unworked, merged: Tall) -> Table:
    if sheet.end is not None:
        if sheet.total_width > WIDEST:
            raise BadList("too_wide", most=str(WIDEST))
        if sheet.height * sheet.width > MOST_CELLS:
            raise BadList("too_large")
    return Table(sheet.name, partial(_rows, sheet), hidden, unworked=left, merged=merged)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """From the first row and the first column on, so that rows and columns count as in the sheet."""
    left: list[str] = [""] * (sheet.start[1] if sheet.start else 0)
    if not left:
        return sheet.iter_rows()
    return (left + row for row in sheet.iter_rows())
