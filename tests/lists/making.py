"""Makes files of every format that lists come in, byte by byte where a library would be too well-behaved."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from html import escape
from io import BytesIO
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


class Formula(str):
    """A formula that nobody has worked out: programs that only write leave that to Excel."""


def xlsx(sheets: Rows | Mapping[str, Rows], hidden: Sequence[str] = (), merged: Sequence[str] = ()) -> bytes:
    """One sheet, or several by name. Text stays text, numbers are numbers, days are days."""
    made = BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in (sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}).items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for area in merged:
            sheet.merge_range(area, "")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell, day)
    book.close()
    return _unworked(made.getvalue())


def _unworked(content: bytes) -> bytes:
    """The 0 that the library writes as the value of every formula is taken out, one way or the other."""
    with zipfile.ZipFile(BytesIO(content)) as made:
        parts = [(name, made.read(name)) for name in made.namelist()]
    ways = iter([b"", b"<v></v>", b"<v/>"] * 1000)
    return packed((name, re.sub(rb"(?<=</f>)<v>0</v>", lambda _: next(ways), part)) for name, part in parts)


def _write(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, datetime | date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
    else:
        sheet.write(row, column, cell)


def text(rows: Rows, sign: str = ";", end: str = "\r\n") -> str:
    """Rows as text, in quotes where the sign, a quote or a line break stands in a cell."""
    return "".join(sign.join(_cell(str(cell), sign) for cell in row) + end for row in rows)


def _cell(text: str, sign: str) -> str:
    quoted = any(mark in text for mark in (sign, '"', "\n"))
    return '"' + text.replace('"', '""') + '"' if quoted else text


def html(rows: Rows, before: str = "", after: str = "") -> bytes:
    """A table saved as .xls."""
    lines = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<html><head><style>td {{mso-number-format:'@'}}</style></head><body>{before}<table border=1>{lines}</table>{after}</body></html>".encode()


ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(sheets: Mapping[str, Rows], merged: Sequence[str] = ()) -> bytes:
    """A workbook of LibreOffice; `merged`: areas as "B2:C4"."""
    body = "".join(
        f'<table:table table:name="{name}">{ods_rows(rows, corners(merged))}</table:table>'
        for name, rows in sheets.items()
    )
    return ods_of(body)


def corners(areas: Iterable[str]) -> list[tuple[int, int, int, int]]:
    """First row, first column, last row and last column of areas, from 0; columns up to Z."""
    found = []
    for area in areas:
        first, last = ((int(cell[1:]) - 1, ord(cell[0]) - ord("A")) for cell in area.split(":"))
        found.append((*first, *last))
    return found


def ods_of(tables: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), ODS)
        packed.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>',
        )
        packed.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {_NAMES} office:version="1.2"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>',
        )
    return made.getvalue()


def ods_rows(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> str:
    return "".join(
        f"<table:table-row>{''.join(_ods_cell(cell, _spans((at, column), merged)) for column, cell in enumerate(row))}</table:table-row>"
        for at, row in enumerate(rows)
    )


def _spans(at: tuple[int, int], merged: Sequence[tuple[int, int, int, int]]) -> str | None:
    """How far a cell goes; None for one that another covers."""
    for row, column, last, right in merged:
        if at == (row, column):
            return f' table:number-columns-spanned="{right - column + 1}" table:number-rows-spanned="{last - row + 1}"'
        if row <= at[0] <= last and column <= at[1] <= right:
            return None
    return ""


def _ods_cell(cell: Any, spans: str | None) -> str:
    made = _ods_plain(cell)
    if spans is None:
        return made.replace("table:table-cell", "table:covered-table-cell")
    return made.replace("<table:table-cell", f"<table:table-cell{spans}", 1)


def _ods_plain(cell: Any) -> str:
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell:%Y-%m-%d}"><text:p>{cell:%d/%m/%y}</text:p></table:table-cell>'
    if isinstance(cell, float | int):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    if cell in ("", None):
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in parts:
            into.writestr(name, content)
    return made.getvalue()
