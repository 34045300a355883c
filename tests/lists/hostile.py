"""Files that are made to keep a reader busy, to fill its memory or to break it, and files that are no lists at all."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

from tests.lists.biff import compound, xls
from tests.lists.making import ods_of, packed, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0"?>'
PERSON = '<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{one}</t></is></c><c r="B{row}" t="inlineStr"><is><t>{other}</t></is></c></row>'
TITLES = PERSON.format(row=1, one="NIK", other="Nama")
SOMEBODY = PERSON.format(row=2, one="6371015307899001", other="SITI AMINAH")


def sheet(rows: str, before: str = "", head: str = HEAD) -> bytes:
    return f'{head}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'.encode()


def parts(page: bytes, more: Mapping[str, bytes] | None = None) -> list[tuple[str, bytes]]:
    """A workbook of one sheet, in the fewest parts."""
    relations = f'{HEAD}<Relationships xmlns="{KINDS}/relationships">{{}}</Relationships>'
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{{}}" Target="{{}}"/>'
    book = f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    types = f'{HEAD}<Types xmlns="{KINDS}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    return [
        ("[Content_Types].xml", types.encode()),
        ("_rels/.rels", relations.format(one.format("officeDocument", "xl/workbook.xml")).encode()),
        ("xl/workbook.xml", book.encode()),
        (
            "xl/_rels/workbook.xml.rels",
            relations.format(one.format("worksheet", "worksheets/sheet1.xml")).encode(),
        ),
        ("xl/worksheets/sheet1.xml", page),
        *(more or {}).items(),
    ]


def book(rows: str, before: str = "", head: str = HEAD) -> bytes:
    return packed(parts(sheet(rows, before, head)))


def bomb() -> bytes:
    """Half a gigabyte of nothing in half a megabyte."""
    return bombs({"xl/media/image1.bin": (500, 500)})


def lying_bomb() -> bytes:
    """The directory says that the sheet is small."""
    return bombs({"xl/worksheets/sheet2.xml": (450, 0)})


def many_bombs() -> bytes:
    """Each part is small enough; together they are not."""
    return bombs({f"xl/x{number}.bin": (30, 30) for number in range(14)})


def bombs(sizes: Mapping[str, tuple[int, int]]) -> bytes:
    """A workbook with parts that unpack to so many megabytes of zeros, and what the directory says of them."""
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    megabyte = packing.compress(bytes(1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    made, directory, count = b"", b"", 0
    for name, body in [*parts(sheet(TITLES + SOMEBODY)), *sizes.items()]:
        if isinstance(body, bytes):
            content, size = zlib.compress(body, wbits=-zlib.MAX_WBITS), len(body)
        else:
            content, size = megabyte * body[0] + b"\x03\x00", body[1] << 20
        told = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(content), size, len(name), 0)
        directory += b"PK\1\2" + b"\x14\0" + told + bytes(10) + struct.pack("<I", len(made)) + name.encode()
        made += b"PK\3\4" + told + name.encode() + content
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(made), 0)
    return made + directory + b"PK\5\6" + end


def far_corner() -> bytes:
    """Two cells, as far apart as a sheet allows: seventeen thousand million cells between them."""
    return book(TITLES + SOMEBODY + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def beyond() -> bytes:
    """A cell in a column that no sheet has."""
    return book(TITLES + SOMEBODY + '<row r="3"><c r="ZZZZZZ3"><v>1</v></c></row>')


def last_row() -> bytes:
    """Somebody typed something into the last row there is."""
    return book(TITLES + SOMEBODY + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')


def many_blank_rows() -> bytes:
    """A million rows with a border and nothing in them."""
    blank = "".join(
        f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(3, 1_000_003)
    )
    return book(TITLES + SOMEBODY + blank)


def lying_size() -> bytes:
    return book(TITLES + SOMEBODY, '<dimension ref="A1:XFD1048576"/>')


def wide(columns: int = 300) -> bytes:
    titles = ["NIK", "Nama", *(f"Hari {day}" for day in range(columns - 2))]
    return xlsx([titles, ["6371015307899001", "SITI AMINAH", *["x"] * (columns - 2)]])


def laughing() -> bytes:
    """Entities of entities of entities."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return book(
        TITLES + PERSON.format(row=2, one="&l11;", other="SITI"),
        head=f'{HEAD}<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>',
    )


def outside() -> bytes:
    """An entity that would read a file of ours."""
    return book(TITLES + PERSON.format(row=2, one="&f;", other="SITI"),
                head=f'{HEAD}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>')  # fmt: skip


def repeated_cells() -> bytes:
    """A row and a cell of LibreOffice, each repeated as often as can be said."""
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    return ods_of(
        f'<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>'
    )


def long_cells() -> bytes:
    """Cells of a hundred thousand signs."""
    return book(
        TITLES + SOMEBODY + PERSON.format(row=3, one="6371014110669927" + "0" * 100_000, other="A" * 100_000)
    )


def many_parts() -> bytes:
    return packed([*parts(sheet(TITLES + SOMEBODY)), *((f"xl/x{n}.xml", b"") for n in range(3_000))])


def nul_bytes() -> bytes:
    return b"Nama;NIK\nSITI\0 AMINAH;6371015307899001\n"


def same_everywhere(count: int) -> bytes:
    """Lines that all have one name and nearly one number: each is like each other."""
    lines = (
        f"SITI AMINAH;6371015307{89 - number % 20:02}{9000 + number % 1000}\n" for number in range(count)
    )
    return ("Nama;NIK\n" + "".join(lines)).encode()


def long_line() -> bytes:
    return b"Nama;NIK\n" + b"a;" * 5_000_000


def nested_tables() -> bytes:
    return b"<table><tr><td>" * 50_000 + b"x"


def wide_merge() -> bytes:
    """Cells over more columns and rows than there are."""
    row = b"<tr>" + b'<td colspan="999999" rowspan="65535">x</td>' * 50 + b"</tr>"
    return b"<table>" + row * 100 + b"</table>"


def quotes() -> bytes:
    """A cell of nothing but quotes."""
    return b'Nama,NIK\n"' + b'""' * 3_000_000 + b"\n"


def no_numbers() -> bytes:
    """Numbers that are none, in every column."""
    cells = [
        f'<row r="{row}">{"".join(f"<c><v>{number}</v></c>" for _ in range(3))}</row>'
        for row, number in ODD_NUMBERS
    ]
    titles = TITLES.replace("</row>", '<c r="C1" t="inlineStr"><is><t>Tgl Lahir</t></is></c></row>')
    return book(titles + SOMEBODY + "".join(cells))


ODD_NUMBERS = ((3, "NaN"), (4, "inf"), (5, "-inf"), (6, "1e308"), (7, "-5"), (8, "1e-300"), (9, "0.5"))

READ: Mapping[str, Callable[[], bytes]] = {
    "last row": last_row, "lying size": lying_size, "blank rows": many_blank_rows, "300 columns": wide,
    "long cells": long_cells, "NUL bytes": nul_bytes, "no numbers": no_numbers,
}  # fmt: skip
REFUSED: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "bomb": ("too_large", bomb),
    "lying bomb": ("too_large", lying_bomb),
    "many bombs": ("too_large", many_bombs),
    "far corner": ("too_large", far_corner),
    "beyond the last column": ("too_large", beyond),
    "2000 columns": ("too_wide", lambda: wide(2000)),
    "many parts": ("too_large", many_parts),
    "laughing": ("broken", laughing),
    "outside": ("broken", outside),
    "repeated cells": ("broken", repeated_cells),
    "wide merge": ("too_wide", wide_merge),
    "quotes": ("no_names", quotes),
    "tables in tables": ("no_names", nested_tables),
    "long line": ("no_names", long_line),
    "locked xls": ("encrypted", lambda: xls({"S": [["NIK"]]}, locked=True)),
    "locked xlsx": ("encrypted", lambda: compound("EncryptedPackage", bytes(9000))),
    "truncated": ("broken", lambda: book(TITLES + SOMEBODY)[:-200]),
    "cut in the middle": ("broken", lambda: book(TITLES + SOMEBODY)[:700]),
    "word": (
        "unknown",
        lambda: packed([("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"<Types/>")]),
    ),
    "old word": ("unknown", lambda: compound("WordDocument", bytes(9000))),
    "pdf": ("unknown", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
    "photo": ("unknown", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 20),
    "noise": ("unknown", lambda: bytes(range(1, 256)) * 40),
    "nothing": ("empty", lambda: b""),
    "blank": ("empty", lambda: b" \r\n\r\n"),
    "blank sheet": ("empty", lambda: xlsx([])),
    "no people": ("no_names", lambda: xlsx([["Tanggal", "Jumlah"], ["1 Januari", 5], ["2 Januari", 7]])),
    "page without a table": ("unknown", lambda: b"<html><body><p>Halo</p></body></html>"),
}
