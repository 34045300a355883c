"""Whose row, and whose number in it: lists side by side, couples, other people's NIKs."""

from __future__ import annotations

from tests.lists.must import BLANK, MessyList, Must, book, nobody, ok, waits
from tests.lists.people import Someone, people


def side_by_side() -> MessyList:
    """Two lists in one sheet, a free column between them; one is longer than the other."""
    p = people(7, 520)
    head = ("No", "Nama", "NIK")
    left = (
        counted(1, p[0]),
        waits("nik_missing", 2, p[1].name, "", ""),
        waits("nik_missing", 3, p[2].name, "belum ada", ""),
        nobody("empty", 4, "", "", ""),
        nobody("empty", "", "", "", ""),
    )
    right = (
        ok(p[3], 6, p[3].name, p[3].nik),
        ok(p[4], 7, p[4].name, p[4].nik),
        nobody("empty", 8, "", ""),
        ok(p[5], 9, p[5].name, p[5].nik),
        ok(p[6], 10, p[6].name, p[6].nik),
    )
    rows = (one.beside(other) for one, other in zip(left, right, strict=True))
    return book(
        "side by side",
        nobody("title", "LAKI-LAKI", "", "", "", "PEREMPUAN"),
        nobody("header", *head, "", *head),
        *rows,
    )


def side_by_side_without_titles() -> MessyList:
    """The same with no titles at all: by the kinds of columns that come again."""
    p = people(8, 620)
    pairs = enumerate(zip(p[:4], p[4:], strict=True), 1)
    rows = (
        ok(one, number, one.name, one.nik).beside(ok(other, number + 4, other.name, other.nik))
        for number, (one, other) in pairs
    )
    return book("side by side without titles", *rows)


def counted(number: int, person: Someone) -> Must:
    return ok(person, number, person.name, person.nik, "")


def couples() -> MessyList:
    """Husband and wife in one row: both are people of the list, each with a line."""
    p = people(5, 530)
    rows = (
        nobody("header", "No", "Nama Suami", "NIK Suami", "Nama Istri", "NIK Istri"),
        ok(p[0], 1, p[0].name, p[0].nik).beside(ok(p[1], p[1].name, p[1].nik)),
        ok(p[2], 2, p[2].name, p[2].nik).beside(waits("nik_missing", p[3].name, "-")),
        ok(p[4], 3, p[4].name, p[4].nik).beside(nobody("empty", "", "")),
    )
    return book("couples", *rows)


def of_others() -> MessyList:
    """NIKs of a mother, of a family, of those who ask for somebody: never those of the person in the row."""
    p, others = people(4, 540), people(12, 550)
    titles = ("No", "Nama", "NIK", "Nama Ibu", "NIK Ibu", "NIK KK", "No. KTP Pengusul", "No KTP Penjamin")

    def row(number: int, name: str, nik: str) -> tuple[object, ...]:
        first = others[number * 3 - 3]
        return (number, name, nik, first.name, first.nik, *(one.nik for one in others[:3]))

    rows = (
        nobody("header", *titles),
        ok(p[0], *row(1, p[0].name, p[0].nik)),
        waits("nik_missing", *row(2, p[1].name, "")),
        waits("nik_missing", *row(3, p[2].name, "belum ada")),
        waits("nik_missing", *row(4, p[3].name, "-")),
    )
    return book("of others", *rows)


def two_titles() -> MessyList:
    """Two columns for the NIK: of the first it is the person's own, and where both differ nobody knows."""
    p = people(6, 570)
    rows = (
        nobody("header", "Nama", "NIK", "NIK Baru"),
        ok(p[0], p[0].name, p[0].nik, ""),
        ok(p[1], p[1].name, p[1].nik, p[1].nik),
        ok(p[2], p[2].name, p[2].nik, "-"),
        waits("nik_missing", p[3].name, "", p[3].nik),
        waits("nik_two", p[4].name, p[4].nik, p[5].nik),
        waits("nik_missing name_missing", "", "", p[5].nik),
    )
    return book("two titles", *rows)


def without_nik() -> MessyList:
    """People whose NIK nobody has yet: one works as those who sign, others stand below the signatures."""
    p = people(10, 580)
    rows = (
        nobody("header", "Nama", "NIK", "Pekerjaan"),
        ok(p[0], p[0].name, p[0].nik, "petani"),
        waits("nik_missing", p[1].name, "-", "ketua RT"),
        waits("nik_missing", p[2].name, "", "koordinator kebersihan"),
        waits("nik_missing name_unread", f"{p[3].name} RT 03"),
        waits("nik_missing", "I WAYAN DATA"),
        nobody("signature", "Tegal Harum, 2 Maret 2026"),
        nobody("signature", "Mengetahui, Kelian", "", "Ketua kelompok"),
        BLANK,
        nobody("signature", "I MADE SUKERTA", "", "NI LUH SARI"),
        BLANK,
        nobody("title", "Susulan"),
        waits("nik_missing", p[4].name),
        waits("nik_missing", p[5].name, "-", "buruh"),
        nobody("signature", "Kelian Banjar Tegal"),
        nobody("signature", "I MADE SUKERTA"),
        BLANK,
        waits("nik_missing", p[6].name, "belum ada"),
        waits("nik_short", p[7].name, "637101"),
        waits("nik_missing", p[8].name),
    )
    return book("without nik", *rows)


LISTS = (without_nik, side_by_side, side_by_side_without_titles, couples, of_others, two_titles)
