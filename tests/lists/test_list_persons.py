"""Whose name and whose number they are: nobody gets another's, also where titles leave it open."""

from __future__ import annotations

import pytest

from bot.lists import contents
from bot.lists.bad import BadList
from bot.lists.headings import field
from bot.lists.reading import read_list, read_text
from tests.lists.making import xlsx
from tests.lists.people import TODAY, people


@pytest.mark.parametrize(
    "title",
    ["NIK", "N I K / No. KTP", "No. KTP", "Nomor Induk Kependudukan (NIK)", "NIK (16 digit)", "NIK Baru", "No KTP Peserta"],
)  # fmt: skip
def test_a_title_of_the_own_nik(title: str) -> None:
    assert field(title) == "nik"


@pytest.mark.parametrize(
    "title",
    ["NIK Ibu", "NIK Ibu Kandung", "NIK KK", "NIK Kepala Keluarga", "No KTP Pengusul", "No. KTP Penjamin", "NIK Tetangga"],
)  # fmt: skip
def test_a_title_of_the_nik_of_somebody_else(title: str) -> None:
    assert field(title).isupper()


def test_what_a_lone_title_says_beside_nik_does_not_matter() -> None:
    (person,) = people(1)
    rows = [["Nama", "NIK (lihat KTP terbitan Dukcapil)"], [person.name, person.nik]]
    lines = list(read_list(xlsx(rows), TODAY))
    assert [line.person.get("nik") for line in lines] == [None, person.nik]


def test_names_of_husbands_and_wives_before_both_niks_are_of_nobody_that_could_be_told() -> None:
    p, q = people(2)
    rows = [["Nama Suami", "Nama Istri", "NIK Suami", "NIK Istri"], [p.name, q.name, p.nik, q.nik]]
    with pytest.raises(BadList) as bad:
        list(read_list(xlsx(rows), TODAY))
    assert bad.value.reason == "no_names"


@pytest.mark.parametrize(
    "name",
    [
        "BUDI SANTOSO DAN RINA LESTARI", "Budi & Rina", "I KETUT ARTA -> I PUTU ARTA", "I KETUT ARTA => I PUTU ARTA", "NI LUH SUCI pindah",
        "Keluarga Pak Budi", "Keluarga Budi", "Istri Pak Budi", "Istri Budi", "anaknya Siti", "Siti anak Pak Budi", "SITI AMINAH DKK",
        "XXXX", "BUDI BATAL", "Budi + istri", "Terima kasih",
    ],
)  # fmt: skip
def test_a_name_of_two_or_of_nobody_waits(name: str) -> None:
    (person,) = people(1)
    for lines in (
        read_list(xlsx([["Nama", "NIK"], [name, person.nik]]), TODAY),
        read_text(f"{name} {person.nik}", TODAY),
    ):
        *_, line = lines
        assert line.reasons == ("name_unread",), line


@pytest.mark.parametrize(
    "name",
    [
        "ANAK AGUNG ISTRI PUTRI", "ANAK AGUNG GEDE RAI", "IDA AYU ISTRI SARI", "COKORDA ISTRI RATIH", "DESAK ISTRI ADI", "DANI", "DANANG WIDODO",
        "SERTANI", "BATALIA SARI", "I WAYAN KELIAN", "NI LUH COK ISTRI", "DANDI DANDAN", "I GUSTI AYU ISTRI",
    ],
)  # fmt: skip
def test_a_name_that_only_looks_so_is_taken(name: str) -> None:
    (person,) = people(1)
    for lines in (
        read_list(xlsx([["Nama", "NIK"], [name, person.nik]]), TODAY),
        read_text(f"{name} {person.nik}", TODAY),
    ):
        *_, line = lines
        assert (line.status, line.person["name"]) == ("accept", name), line


@pytest.mark.parametrize("between", [" dan ", " ", ", ", " & ", "\t"])
def test_the_second_person_of_a_line_is_not_lost(between: str) -> None:
    p, q = people(2)
    for number in (q.nik, q.nik[:15], q.nik + "1", f"{q.nik[:6]} {q.nik[6:12]} {q.nik[12:]}"):
        (line,) = read_text(f"{p.name} {p.nik}{between}{q.name} {number}", TODAY)
        assert "nik_two" in line.reasons, line
    if between in (" dan ", " & "):
        (line,) = read_text(f"{p.name} {p.nik}{between}{q.name} belum ada NIK", TODAY)
        assert line.reasons == ("name_unread",) and q.name in line.typed["name"]


@pytest.mark.parametrize(
    "beside", ["rek BRI 123456789012345", "BPJS 0001234567890", "081234567890", "+62 812 3456 7890"]
)
def test_a_number_of_an_account_or_a_telephone_is_no_second_nik(beside: str) -> None:
    (p,) = people(1)
    (line,) = read_text(f"{p.name} {p.nik} {beside}", TODAY)
    assert (line.status, line.person["nik"]) == ("accept", p.nik)


def test_a_birth_date_and_a_cut_telephone_are_no_second_nik() -> None:
    (p,) = people(1)
    (line,) = read_text(f"{p.name} {p.nik} {p.birth} 0852 1234", TODAY)
    assert (line.reasons, line.person["nik"]) == (("phone_left_out",), p.nik)


def test_a_mother_and_a_family_card_without_titles_are_no_second_person() -> None:
    """The same kinds of columns come twice, but the second number is of a family: issued since 2004."""
    some = people(6)
    mothers = (
        "NI LUH SARI",
        "NI KETUT RAI",
        "NI MADE ASIH",
        "NI WAYAN SUCI",
        "NI NYOMAN RATNA",
        "NI PUTU AYU",
    )
    rows = [
        (p.name, p.nik, mother, f"517103{day:02}0512{day:04}")
        for day, (p, mother) in enumerate(zip(some, mothers, strict=True), 11)
    ]
    assert contents.side_by_side(rows) == ()
    assert len(contents.side_by_side([(*row[:2], *row[:2]) for row in rows])) == 2


def test_first_and_last_name_are_one_name() -> None:
    (p,) = people(1)
    first, last = p.name.split(" ", 1)
    *_, line = read_list(xlsx([["Nama Depan", "Nama Belakang", "NIK"], [first, last, p.nik]]), TODAY)
    assert (line.status, line.person["name"]) == ("accept", p.name)
