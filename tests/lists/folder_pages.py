"""More of where people stand, and where nobody does: printed pages, empty forms, heads of families and of RTs."""

from __future__ import annotations

from datetime import date

from tests.lists.making import xlsx
from tests.lists.must import HEADER, MessyList, book, cells_of, mended, nobody, ok, usual, waits, written
from tests.lists.people import people, someone


def printed_pages() -> MessyList:
    """Titles in two rows, once more on every page that was printed."""
    p = people(4, 520)
    titles = (
        nobody("header", "No", "Nama", "NIK", "Lahir", "", "JK"),
        nobody("header", "", "", "", "Tempat", "Tanggal", ""),
    )
    rows = [ok(each, 1, each.name, each.nik, "Banjarmasin", each.birth, each.letter) for each in p]
    return book("printed pages", *titles, *rows[:2], *titles, *rows[2:])


def filled_in_advance() -> MessyList:
    """Rows with a number, a village or a formula's zero, waiting for people who never came."""
    (p,) = people(1, 540)
    rows = (
        nobody("header", "No", "Nama", "NIK", "Desa", "HP"),
        ok(p, 1, p.name, p.nik, "Sungai Lulut", ""),
        nobody("empty", 2, 0, 0, "Sungai Lulut", 0),
        nobody("empty", 3, "", "", "Sungai Lulut"),
        nobody("empty", 4, "-", "-", "", ""),
        nobody("empty", "5."),
    )
    return book("filled in advance", *rows)


def heads_of_rt() -> MessyList:
    """Those who sign such lists are in this one: a row with a number and a name is a person."""
    p, q = people(2, 550)
    rows = (
        nobody("title", "Koordinator", "I MADE SUDANA", "NIK", someone(555).nik),
        nobody("header", "No", "Nama", "NIK", "Jabatan"),
        ok(p, 1, p.name, p.nik, "Ketua RT 01"),
        waits("nik_missing", 2, q.name, "", "Ketua RT 02"),
        nobody("signature", "", "Mengetahui, Lurah"),
    )
    return book("heads of rt", *rows)


def heads_of_families() -> MessyList:
    """The head's name beside the person's own is another's; alone it is the person's."""
    p, q = people(2, 560)
    sheets = {
        "A": (nobody("header", "Nama KK", "Nama", "NIK"), ok(p, someone(565).name, p.name, p.nik)),
        "B": (nobody("header", "No", "Nama Kepala Keluarga", "NIK"), ok(q, 1, q.name, q.nik)),
    }
    content = xlsx({name: cells_of(rows) for name, rows in sheets.items()})
    return MessyList("heads of families", "kk.xlsx", content, sheets)


def dusuns() -> MessyList:
    """A heading names the dusun of those below it."""
    p, q = people(2, 570)
    rows = (
        nobody("header", "No", "Nama", "NIK"),
        nobody("title", "Dusun Melati"),
        ok(p, 1, p.name, p.nik),
        nobody("title", "", "BR. KAJA"),
        ok(q, 1, q.name, q.nik),
    )
    return book("dusuns", *rows)


def names_like_headings() -> MessyList:
    """Alone in their row, without a number: a word of titles ends a name, "Br." begins that of a banjar."""
    p, q = people(2, 575)
    rows = (
        nobody("header", "No", "Nama", "NIK"),
        ok(p, 1, p.name, p.nik),
        waits("nik_missing", "", "SITI DUSUN"),
        waits("nik_missing", "", "NI LUH KOTA"),
        waits("nik_missing name_unread", "", "BR. SITI"),
        nobody("title", "", "BR. TEGAL SARI"),
        nobody("title", "", "WARGA DESA"),
        nobody("signature", "", "KEPALA DUSUN"),
        nobody("title", "SITI DUSUN"),
        ok(q, 2, q.name, q.nik),
    )
    return book("names like headings", *rows)


def before_the_titles() -> MessyList:
    """Somebody was written above the titles, and below the signature."""
    p, q, r = people(3, 580)
    rows = (
        ok(p, 1, p.nik, p.name),
        HEADER,
        ok(q, *usual(q)),
        nobody("signature", "Mengetahui"),
        nobody("signature", "", "", "ABDUL HALIM"),
        ok(r, *usual(r)),
    )
    return book("before the titles", *rows)


def written_by_programs() -> MessyList:
    """Numbers with a .0 that nobody typed, as programs write them into CSV; the day of birth as a count of days."""
    p, q = people(2, 590)
    days = q.born.toordinal() - date(1899, 12, 30).toordinal()
    rows = [
        nobody("header", "Nama", "NIK", "Tgl Lahir", "HP", "Penghasilan"),
        ok(p, p.name, f"{p.nik}.0", p.birth, "81234567890.0", "1500000.0"),
        ok(q, q.name, q.nik, f"{days}.0", "", ""),
    ]
    return written("written by programs", rows)


def apart_at_commas() -> MessyList:
    """Place and day of birth were taken apart at their comma, as nobody put them in quotes."""
    p, q = people(2, 610)
    rows = [
        nobody("header", "No", "Nama", "NIK", "TTL", "HP"),
        ok(p, "1", p.name, p.nik, "Denpasar", f" {p.birth}", p.phone),
        mended(q, "phone_left_out", "2", q.name, q.nik, "Denpasar", f" {q.birth}", "081"),
    ]
    return written("apart at commas", rows, ",")


def in_the_column_of_telephones() -> MessyList:
    """The birth date proves whose number it is, wherever it stands."""
    p, q = people(2, 620)
    rows = (
        nobody("header", "Nama", "NIK", "HP", "Tgl Lahir"),
        mended(p, "columns_swapped phone_left_out", p.name, p.phone, p.nik, p.birth),
        waits("nik_short phone_left_out", q.name, q.phone, q.nik, ""),
    )
    return book("in the column of telephones", *rows)


LISTS = (
    printed_pages,
    filled_in_advance,
    heads_of_rt,
    heads_of_families,
    dusuns,
    names_like_headings,
    before_the_titles,
    written_by_programs,
    apart_at_commas,
    in_the_column_of_telephones,
)
