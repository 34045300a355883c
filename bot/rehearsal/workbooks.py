"""Writes rows as the files that offices send; the same rows give the same bytes. It asks not what they mean.

XlsxWriter is imported when the first workbook is asked for.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from bot.rehearsal.compound import compound

Cell = str | int | float
Row = Sequence[Cell]
MADE = datetime(2026, 3, 2, tzinfo=UTC)
SHEET = "Sheet1"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def xlsx(rows: Sequence[Row]) -> bytes:
    """A workbook with one sheet; a title lies over all columns."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": MADE.replace(tzinfo=None)})
        sheet = book.add_worksheet(SHEET)
        wide = max((len(row) for row in rows), default=1)
        for number, row in enumerate(rows):
            if len(row) == 1 and wide > 1:
                sheet.merge_range(number, 0, number, wide - 1, row[0])
            else:
                sheet.write_row(number, 0, row)
    return made.getvalue()


def ods(rows: Sequence[Row]) -> bytes:
    """What LibreOffice saves, at its shortest."""
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    body = (
        f'<office:document-content {SPACES} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="{SHEET}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return _zip({"mimetype": ODS, "content.xml": body, "META-INF/manifest.xml": MANIFEST})


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return (
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        )
    return f'<table:table-cell office:value-type="float" office:value="{cell:.0f}"/>'


def _zip(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name, (2026, 3, 2, 0, 0, 0))
            file.writestr(part, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return made.getvalue()


def html(rows: Sequence[Row]) -> bytes:
    """A page with a table, called .xls: so many office programs "export to Excel"."""
    lines = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>\n" for row in rows)
    head = "<html><head><meta charset=utf-8></head><body><table border=1>\n"
    return f"{head}{lines}</table></body></html>".encode()


def _html_cell(cell: Cell) -> str:
    return f"<td>{escape(_shown(cell))}</td>"


def csv(rows: Sequence[Row]) -> bytes:
    """As Excel saves it in Indonesia: semicolons, the letters of Windows."""
    return "".join(f"{';'.join(map(_shown, row))}\r\n" for row in rows).encode("cp1252")


def text(rows: Sequence[Row]) -> bytes:
    """Excel's "Unicode text": tabs, two bytes a letter."""
    return "".join(f"{chr(9).join(map(_shown, row))}\r\n" for row in rows).encode("utf-16")


def _shown(cell: Cell) -> str:
    """A long number as Excel shows it in a narrow column."""
    return f"{cell:.5E}".replace(".", ",") if isinstance(cell, float) else str(cell)


def locked() -> bytes:
    """A workbook with a password: Office puts the whole file, encrypted, into a compound file."""
    return compound({"EncryptionInfo": bytes(4096), "EncryptedPackage": bytes(range(256)) * 32})


WRITERS: Mapping[str, Callable[[Sequence[Row]], bytes]] = {
    "xlsx": xlsx, "ods": ods, "xls": html, "csv": csv, "tsv": text, "txt": text,
}  # fmt: skip
