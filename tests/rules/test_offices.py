"""One office is one office, however its name is written; and what is only nearly the same is asked about."""

from __future__ import annotations

import pytest

from rules.offices import MOVES, Office, code_of, nearly, same
from rules.records import NotAllowed, status_after

CITY = "Kota Denpasar"
KNOWN = [
    Office(1, "51.71", "dinas-sosial", "Dinas Sosial"),
    Office(2, "51.71", "dinas-lingkungan-hidup-dan-kebersihan", "Dinas Lingkungan Hidup dan Kebersihan"),
    Office(3, "51.71", "puskesmas-1", "Puskesmas 1"),
    Office(4, "51.71", "dinas-tenaga-kerja", "Disnaker"),
]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("dinas  sosial", "dinas-sosial"),
        ("DINAS SOSIAL KOTA DENPASAR", "dinas-sosial"),
        ("Dinas Sosial, Kota Denpasar", "dinas-sosial"),
        ("Dinás-Sosial", "dinas-sosial"),
        ("Dinas Lingkungan Hidup & Kebersihan", "dinas-lingkungan-hidup-dan-kebersihan"),
        ("Dinas Tenaga Kerja", "dinas-tenaga-kerja"),  # as it was called once
        ("puskesmas 1", "puskesmas-1"),
    ],
)
def test_another_spelling_is_the_same_office(typed: str, code: str) -> None:
    found = same(typed, KNOWN, CITY)
    assert found and found.code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Dinas Sosiall", "dinas-sosial"),
        ("Dnas Sosial", "dinas-sosial"),
        ("DLHK", "dinas-lingkungan-hidup-dan-kebersihan"),
        ("Dinas Lingkungan Hidup dan Kbersihan", "dinas-lingkungan-hidup-dan-kebersihan"),
    ],
)
def test_a_mistyped_name_and_an_abbreviation_are_asked_about(typed: str, code: str) -> None:
    assert same(typed, KNOWN, CITY) is None
    found = nearly(typed, KNOWN, CITY)
    assert found and found.code == code


@pytest.mark.parametrize("typed", ["Dinas Perikanan", "Puskesmas 2", "Kecamatan Denpasar Selatan", "RSUD"])
def test_another_office_is_another_one(typed: str) -> None:
    assert same(typed, KNOWN, CITY) is None and nearly(typed, KNOWN, CITY) is None


def test_a_name_of_nothing_but_the_city_still_has_a_spelling() -> None:
    own = [Office(1, "51.71", "pemerintah-kota", "Pemerintah Kota Denpasar")]
    assert same("pemerintah kota denpasar", own, CITY) == own[0]
    assert code_of("Dinas P.U. (Bina Marga)") == "dinas-p-u-bina-marga" and code_of("!!!") == ""


def test_what_is_closed_is_not_closed_again() -> None:
    assert status_after("open", "closed", MOVES) == "closed"
    with pytest.raises(NotAllowed):
        status_after("closed", "closed", MOVES)
