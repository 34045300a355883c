"""The same lists in every format and encoding."""

from __future__ import annotations

from tests.lists.biff import xls
from tests.lists.making import html, ods
from tests.lists.must import (
    BLANK,
    HEADER,
    TITLES,
    MessyList,
    Must,
    cells_of,
    mended,
    nobody,
    ok,
    usual,
    waits,
    written,
)
from tests.lists.people import people, someone


def saved_page() -> MessyList:
    """A page of a website saved as .xls; a title outside, cells in HTML's own signs."""
    p = people(5, 380)
    rows = (nobody("title", "Data Pekerja & Keluarga"), HEADER, *(ok(each, *usual(each)) for each in p))
    return MessyList("saved page", "daftar.xls", html(cells_of(rows), "<h1>Laporan</h1>"), {"": rows})


def excel_2003() -> MessyList:
    """XML of Excel 2003: numbers say that they are numbers."""
    p = people(3, 390)
    cells = "".join(f"<Row>{''.join(_xml(cell) for cell in row)}</Row>" for row in (TITLES, *(map(usual, p))))
    content = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="Lembar"><Table>{cells}<Row ss:Index="7">{_xml("x")}'
        f'<Cell ss:Index="3"><Data ss:Type="String">{someone(395).name}</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    rows = (
        HEADER,
        *(ok(each, *usual(each)) for each in p),
        BLANK,
        BLANK,
        waits("nik_missing", "x", "", someone(395).name),
    )
    return MessyList("excel 2003", "daftar.xls", content.encode(), {"Lembar": rows})


def _xml(cell: object) -> str:
    kind = "Number" if isinstance(cell, int) else "String"
    return f'<Cell><Data ss:Type="{kind}">{cell}</Data></Cell>'


def old_excel() -> MessyList:
    p = people(4, 400)
    rows = (HEADER, *(ok(each, 1, each.nik, each.name, each.born, each.letter) for each in p))
    return MessyList("old excel", "daftar.xls", xls({"Daftar": cells_of(rows)}), {"Daftar": rows})


def libre_office() -> MessyList:
    p = people(4, 410)
    rows = (
        nobody("title", "Daftar nelayan"),
        HEADER,
        *(ok(each, 1, each.nik, each.name, each.born, each.letter) for each in p[:3]),
        waits("nik_rounded", 4, 6371015708850000, p[3].name, p[3].born, ""),
    )
    return MessyList("libre office", "daftar.ods", ods({"Nelayan": cells_of(rows)}), {"Nelayan": rows})


def semicolons() -> MessyList:
    return written("semicolons", _foreign(420), ";", "cp1252")


def commas() -> MessyList:
    return written("commas", _foreign(430), ",", "utf-8-sig")


def tabs() -> MessyList:
    return written("tabs", _foreign(440), "\t", "utf-16")


def bars() -> MessyList:
    return written("bars", _foreign(450), "|", "utf-16-be")


def without_mark() -> MessyList:
    return written("without mark", _foreign(460), "\t", "utf-16-le")


def _foreign(start: int) -> list[Must]:
    """Names with letters that each encoding writes otherwise, quotes, a cell over two lines, a lone quote."""
    p = people(6, start)
    return [
        nobody("header", "Nama", "NIK", "Alamat", "Pekerjaan"),
        ok(p[0].called("RENÉE WIJAYA"), "Renée Wijaya", p[0].nik, "Jl. Melati – 3", "petani"),
        ok(p[1], p[1].name, p[1].nik, "Jl. Melati; No, 3 | A\tB", "buruh"),
        ok(p[2], p[2].name, p[2].nik, "Gg. Mawar\nRT 02", "buruh"),
        ok(p[3].called("MA'RUF"), "Ma’ruf", p[3].nik, 'Jl. "Lama" 7', "ojek"),
        BLANK,
        ok(p[4], p[4].name, p[4].nik, "", ""),
        ok(p[5], p[5].name, p[5].nik, "x", "petani"),
    ]


def lone_quotes() -> MessyList:
    """Ditto marks and inches typed by hand into a CSV: no line swallows another."""
    p = people(4, 470)
    rows = (
        nobody("header", "Nama", "NIK", "Alamat"),
        ok(p[0], p[0].name, p[0].nik, "Jl. Melati"),
        mended(p[1], "ditto_filled", p[1].name, p[1].nik, '"'),
        mended(p[2], "ditto_filled", p[2].name, p[2].nik, '"'),
        ok(p[3], p[3].name, p[3].nik, '"Pipa 3'),
    )
    content = "".join(";".join(map(str, must.cells)) + "\n" for must in rows)
    return MessyList("lone quotes", "daftar.csv", content.encode(), {"": rows})


LISTS = (
    saved_page,
    excel_2003,
    old_excel,
    libre_office,
    semicolons,
    commas,
    tabs,
    bars,
    without_mark,
    lone_quotes,
)
