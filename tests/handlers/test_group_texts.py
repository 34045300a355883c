"""What a coordinator writes without having picked anything."""

from __future__ import annotations

import pytest

from handlers.group_texts import holds_nik, lettered, lines_of, nik_of, row_of

NIK = "5171030101809001"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("baris 7", "7"), ("Baris 12.", "12"), ("BARIS7", "7"), ("baris ke-3", "3"), ("baris ke 3", "3"),
        ("baris no. 4", "4"), ("brs 9", "9"), ("line 7", "7"), ("row 120", "120"), ("baris", ""), ("baris 0", ""),
        ("7", ""), ("baris 7 salah", ""), ("baris tujuh", ""), ("baris 1234567", ""),
    ],
)  # fmt: skip
def test_the_number_of_a_line(text: str, row: str) -> None:
    assert row_of(text) == row


@pytest.mark.parametrize(
    "text",
    [
        f"I WAYAN SUDARMA, {NIK}",
        f"1. I WAYAN SUDARMA {NIK[:-1]}\n2. NI MADE SARI {NIK}",
        f"{NIK}\n5171034101859002",
        "5171 0301 0180 9001 I WAYAN SUDARMA",
        "I WAYAN SUDARMA\t5171.0301.0180.9001\tBanjar Kaja",
        f"daftar banjar kaja:\n\nI WAYAN SUDARMA\n{NIK}",
        "I WAYAN SUDARMA 517103O101809001",
        "5l7103OlO18O9001, I WAYAN SUDARMA, 01-01-1980",
    ],
)
def test_lines_with_people(text: str) -> None:
    assert lines_of(text) == "\n".join(line for line in text.splitlines() if line.strip())


@pytest.mark.parametrize(
    "text",
    [
        "halo",
        NIK,
        f" {NIK} ",
        f"NIK {NIK}",
        "0812 3456 7890",
        "I WAYAN SUDARMA\nNI MADE SARI",
        "KEC-000012 ACDEFHJK",
        "517103O101809001",
        "OOOOOOOO IIIIIIII halo",
        "",
    ],
)
def test_what_holds_no_people(text: str) -> None:
    assert lines_of(text) == ""


@pytest.mark.parametrize(
    ("text", "nik"),
    [
        (NIK, NIK), (f" {NIK}\n", NIK), ("5171 0301 0180 9001", "5171 0301 0180 9001"), ("517103010180", ""),
        (f"NIK: {NIK}", NIK), (f"{NIK} {NIK}", ""), ("0812 3456 7890", ""),
    ],
)  # fmt: skip
def test_a_nik_alone(text: str, nik: str) -> None:
    assert nik_of(text) == nik


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("517103O101809001", True), ("NIK: 5171 O301 0180 9001", True), ("517103010180900l", True), (NIK, False),
        ("517103O101809001 SUDARMA", False), ("O812 3456 7890", False), ("IIIIOOOOIIIIOOOO", False), ("", False),
    ],
)  # fmt: skip
def test_a_nik_alone_with_a_letter_in_it(text: str, expected: bool) -> None:
    assert lettered(text) is expected


@pytest.mark.parametrize(
    "text", ["SUDARMA 517103O101809001", f"SUDARMA {NIK}", "SUDARMA 5,17103E+15", "SUDARMA 51710301018090"]
)
def test_a_nik_may_be_in_it(text: str) -> None:
    assert holds_nik(text)


def test_names_and_telephone_numbers_are_no_nik() -> None:
    assert not holds_nik("nama-namanya menyusul ya, HP 0812 3456 7890")
