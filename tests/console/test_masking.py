"""What somebody else has written is shown without the numbers of people in it."""

from __future__ import annotations

import pytest

from console.masking import masked


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("NIK 6371014508909001 sudah ada", "NIK •••• 9001 sudah ada"),
        ("6371 0145 0890 9001", "•••• 9001"),
        ("637101.450890.9001, ganda", "•••• 9001, ganda"),
        ("hubungi 0812-3456-7890", "hubungi •••• 7890"),
        ("hubungi +62 812 3456 7890", "hubungi +•••• 7890"),
        ("KPJ 99000000011 masih PU", "KPJ •••• 0011 masih PU"),
        ("63710145089090012", "•••• 0012"),
        ("dua: 6371014508909001 / 6371014508909002", "dua: •••• 9001 / •••• 9002"),
        ("sampai 2026-12-31, 3 kali", "sampai 2026-12-31, 3 kali"),
        ("iuran Rp16.800 sejak 1/1/2026", "iuran Rp16.800 sejak 1/1/2026"),
        ("lihat BJM-000123", "lihat BJM-000123"),
        ("", ""),
    ],
)
def test_of_a_long_number_only_its_end_is_shown(written: str, shown: str) -> None:
    assert masked("words", written) == shown
