"""Where the people stand: below titles of every kind, between headings, on several sheets, far away."""

from __future__ import annotations

from tests.lists.making import xlsx
from tests.lists.must import (
    BLANK,
    HEADER,
    TITLES,
    MessyList,
    book,
    cells_of,
    nobody,
    ok,
    usual,
    waits,
)
from tests.lists.people import Someone, people, someone


def clean() -> MessyList:
    return book("clean", HEADER, *(ok(p, *usual(p, n)) for n, p in enumerate(people(8), 1)))


def official() -> MessyList:
    """Titles over the whole width, two rows of titles, numbers of columns, a total and those who sign."""
    first, second, third = people(3, 10)
    rows = (
        nobody("title", "PEMERINTAH KOTA BANJARMASIN"),
        nobody("title", "DAFTAR NOMINATIF PEKERJA RENTAN TAHUN 2026"),
        nobody("title", "Kelurahan : Sungai Lulut", "", "", "Kecamatan : Banjarmasin Timur"),
        BLANK,
        nobody("header", "NO", "NAMA LENGKAP", "NIK", "LAHIR", "", "JENIS KELAMIN", "", "ALAMAT", "", ""),
        nobody("header", "", "", "", "TEMPAT", "TANGGAL", "L", "P", "JALAN", "RT", "RW"),
        nobody("numbering", *range(1, 11)),
        ok(
            first,
            1,
            first.name,
            first.nik,
            "Banjarmasin",
            first.birth,
            *ticks(first),
            "Jl. Veteran 3",
            "02",
            "01",
        ),
        ok(
            second,
            2,
            second.name,
            second.nik,
            "Martapura",
            second.born,
            *ticks(second),
            "Jl. Veteran 5",
            2,
            1,
        ),
        ok(third, 3, third.name, third.nik, "", "", "", "", "", "", ""),
        nobody("empty", 4),
        nobody("empty", 5),
        nobody("total", "JUMLAH", "", 3),
        BLANK,
        nobody("signature", "", "", "", "", "Banjarmasin, 12 Januari 2026"),
        nobody("signature", "", "Mengetahui,", "", "", "Yang membuat,"),
        nobody("signature", "", "Lurah Sungai Lulut", "", "", "Ketua RT 02"),
        BLANK,
        nobody("signature", "", "H. RUDI HARTONO, S.Sos", "", "", "ABDUL HALIM"),
        nobody("signature", "", "NIP. 19700101 199503 1 001"),
    )
    return book("official", *rows)


def ticks(person: Someone) -> tuple[str, str]:
    return ("√", "") if person.sex == "male" else ("", "√")


def no_titles() -> MessyList:
    """No titles at all: columns are found by what stands in them."""
    rows = [ok(p, n, p.name, p.nik, p.birth, p.phone, p.letter) for n, p in enumerate(people(9, 20), 1)]
    return book("no titles", *rows)


def spelt_titles() -> MessyList:
    """Other words for the same columns, in another order, spelt with spaces."""
    rows = (
        nobody("header", "N A M A  P E K E R J A", "Pekerjaan", "N I K", "T.T.L", "L/P", "No. HP / WA"),
        *(ok(p, p.name, p.work, p.nik, f"Banjarmasin, {p.birth}", p.letter, p.phone) for p in people(6, 30)),
    )
    return book("spelt titles", *rows)


def several_sheets() -> MessyList:
    """A sheet for each RT, one that is hidden, one of notes; the same person on two of them."""
    p, q = people(4, 320), people(3, 330)
    again = p[1]
    sheets = {
        "RT 01": (HEADER, *(ok(each, *usual(each, n)) for n, each in enumerate(p, 1))),
        "RT 02": (
            *(ok(each, *usual(each, n)) for n, each in enumerate(q, 1)),
            waits("duplicate", 4, again.nik, again.name.lower(), again.birth, again.letter),
        ),
        "lama": tuple(nobody("hidden", *usual(each)) for each in people(2, 340)),
        "Petunjuk": (nobody("note", "Isi NIK 16 angka"), BLANK, nobody("note", "Simpan sebagai Excel")),
    }
    content = xlsx({name: cells_of(rows) for name, rows in sheets.items()}, hidden=("lama",))
    return MessyList("several sheets", "rt.xlsx", content, sheets)


def between_the_rows() -> MessyList:
    """Headings for each dusun, the titles once more on every page, a total below each part."""
    p = people(5, 370)
    rows = (
        HEADER,
        nobody("title", "DUSUN MELATI"),
        ok(p[0], *usual(p[0])),
        ok(p[1], *usual(p[1], 2)),
        nobody("total", "Jumlah Dusun Melati", "", 2),
        nobody("title", "", "RT 03"),
        nobody("header", *TITLES),
        ok(p[2], *usual(p[2])),
        BLANK,
        nobody("header", "Nama", "NIK", "HP"),
        ok(p[3], p[3].name, p[3].nik, p[3].phone),
        ok(p[4], p[4].name, p[4].nik, p[4].phone),
    )
    return book("between the rows", *rows)


def plain_lines() -> MessyList:
    """Lines out of a chat, saved as a file."""
    p = people(5, 480)
    lines = (
        nobody("title", "Daftar warga RT 02"),
        ok(p[0], f"1. {p[0].name} {p[0].nik}"),
        ok(p[1], f"2. {p[1].name} - {p[1].nik} - {p[1].phone}"),
        BLANK,
        ok(p[2], f"3) {p[2].nik} {p[2].name}"),
        waits("nik_short", f"4. {p[3].name} {p[3].nik[:14]}"),
        waits("nik_missing", f"5. {p[4].name}"),
        nobody("title", "Terima kasih"),
    )
    content = "".join(f"{''.join(must.cells)}\n" for must in lines)
    return MessyList("plain lines", "daftar.txt", content.encode(), {"": lines})


def one_column() -> MessyList:
    """Everything in column A of a workbook."""
    p = people(4, 490)
    rows = (
        nobody("title", "DATA PEKERJA"),
        *(ok(each, f"{n}. {each.name} {each.nik}") for n, each in enumerate(p, 1)),
    )
    return book("one column", *rows)


def far_away() -> MessyList:
    """The table begins in column F and row 12; beside it stand other people's numbers."""
    p = people(3, 500)
    head = nobody(
        "header", *[""] * 5, "Nama", "NIK Ahli Waris", "No. KTP", "Nama Ahli Waris", "No. Rekening", "Umur"
    )
    rows = [
        ok(
            each,
            *[""] * 5,
            each.name,
            someone(900 + n).nik,
            each.nik,
            someone(900 + n).name,
            "0011223344556677",
            45,
        )
        for n, each in enumerate(p)
    ]
    return book("far away", *[BLANK] * 11, head, *rows)


LISTS = (
    clean,
    official,
    no_titles,
    spelt_titles,
    several_sheets,
    between_the_rows,
    plain_lines,
    one_column,
    far_away,
)
