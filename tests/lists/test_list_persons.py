"""Whose name and whose number they are: nobody gets another's, also where titles leave it open."""

from __future__ import annotations

import pytest

from bot.lists.bad import BadList
from bot.lists.headings import field
from bot.lists.reading import read_list
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
