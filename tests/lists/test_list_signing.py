"""Who sends a pasted list signs it; nobody else is taken for who signs."""

from __future__ import annotations

import pytest

from bot.lists.reading import read_text
from tests.lists.people import TODAY, people

P, Q = people(2)
LINES = f"{P.name} {P.nik}\n{Q.name} {Q.nik}\n"


def found(text: str) -> list[str]:
    """What becomes of what stands behind the two people: its status, and why it waits."""
    lines = [*read_text(text, TODAY)][2:]
    return [line.status if line.status == "skip" else line.reasons[0] for line in lines]


@pytest.mark.parametrize(
    "signature",
    [
        "I MADE SUKERTA, Kelian", "I MADE SUKERTA, Kelian Banjar Kaja", "\nMade Sukerta (Kadus Melati)", "Kepala Dusun\nI MADE SUKERTA",
        "Hormat kami,\nI MADE SUKERTA\nKepala Dusun Melati", "\nI MADE SUKERTA\nKelian Banjar Kaja", "Salam hormat,\nMade Sukerta\nKadus Melati",
        "Terima kasih\nI MADE SUKERTA - Ketua RT 03", "Hormat saya\n\n\nSukerta", "Mengetahui,\nKepala Desa\nNI LUH SARI\nKelian\nI MADE SUKERTA",
    ],
)  # fmt: skip
def test_who_signs_is_nobody_of_the_list(signature: str) -> None:
    assert set(found(LINES + signature)) == {"skip"}


@pytest.mark.parametrize(
    "line",
    [
        "3. I MADE SUKERTA, Kelian", "I MADE SUKERTA, petani", "I MADE SUKERTA", "I MADE SUKERTA, Kelian, 081234567890", "I WAYAN KELIAN",
        "Nama: I MADE SUKERTA\nPekerjaan: Kelian", "I MADE SUKERTA, Kelian, NIK belum ada",
    ],
)  # fmt: skip
def test_who_may_be_a_worker_waits(line: str) -> None:
    assert found(LINES + line) == ["nik_missing"]


def test_a_worker_who_is_head_of_an_rt_is_one_where_the_others_tell_their_work_too() -> None:
    lines = f"{P.name}, petani, {P.nik}\n{Q.name}, nelayan, {Q.nik}\nI MADE SUKERTA, Ketua RT 03"
    assert found(lines) == ["nik_missing"]


def test_where_others_lack_their_nik_too_nobody_signs() -> None:
    assert found(f"{LINES}NI LUH SARI\nI MADE SUKERTA, Kelian") == ["nik_missing"] * 2


def test_who_signs_is_told_from_those_who_were_counted_too() -> None:
    lines = f"1\t{P.name}\t{P.nik}\n2\t{Q.name}\t\n\nMengetahui,\nKelian Banjar Kaja\n\n(I MADE SUKERTA)"
    assert [line.status for line in read_text(lines, TODAY)] == ["accept", "reject", "skip", "skip", "skip"]


def test_a_worker_above_a_signature_without_a_name_waits() -> None:
    assert found(f"{LINES}NI LUH SARI\nMengetahui, Kelian Banjar") == ["nik_missing", "skip"]
    assert found(f"{LINES}NI LUH SARI\nKelian Banjar Kaja") == ["nik_missing", "skip"]


def test_people_between_are_never_taken_for_who_signs() -> None:
    lines = f"Hormat kami,\nI MADE SUKERTA, Kelian\n{LINES}"
    assert [line.status for line in read_text(lines, TODAY)] == ["skip", "reject", "accept", "accept"]


@pytest.mark.parametrize("name", ["ABDUL SALAM", "SALAM RIYADI", "I WAYAN SUKSMA", "SITI RAHAYU"])
def test_a_name_in_which_a_greeting_stands_is_a_name(name: str) -> None:
    assert found(LINES + name) == ["nik_missing"]


@pytest.mark.parametrize(
    "line",
    ["Matur suksma", "Matur nuwun", "Salam", "Salam hormat", "Hatur nuhun pak", "Demikian daftar kami"],
)
def test_thanks_are_nobody(line: str) -> None:
    assert found(LINES + line) == ["skip"]
