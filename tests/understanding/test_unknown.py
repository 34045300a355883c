"""What is kept of a message that was not understood tells nothing of a person."""

from __future__ import annotations

import pytest

from bot.understanding.unknown import GAP, kept, nearest, vocabulary

NAMES = [
    "siti",
    "aminah",
    "budi",
    "agus",
    "rahmat",
    "ahmad",
    "wayan",
    "made",
    "nyoman",
    "ketut",
    "kadek",
    "putu",
    "gede",
    "daeng",
    "hasan",
    "basri",
    "muhammad",
    "dewi",
    "sri",
    "andi",
    "nur",
    "fatimah",
    "samsul",
    "udin",
    "yanto",
    "joko",
    "ali",
    "umar",
    "abdul",
    "sari",
    "ayu",
    "rina",
    "lina",
    "santoso",
    "hidayat",
    "norhayati",
    "rusdi",
    "hamid",
    "arsyad",
    "sukerta",
    "komang",
    "gusti",
    "syahrul",
    "baso",
    "becce",
]


def test_no_name_is_a_common_word() -> None:
    assert not vocabulary() & set(NAMES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kartu Siti Aminah hilang di Jalan Kenanga 17", f"kartu {GAP} hilang di jalan {GAP}"),
        ("daftar 6371015708859001 081234567890", f"daftar {GAP}"),
        ("SITI AMINAH", GAP),
        ("🙏", GAP),
        ("", GAP),
        ("siti_aminah@contoh.id mau daftar", f"{GAP} mau daftar"),
    ],
)
def test_only_common_words_are_kept(text: str, words: str) -> None:
    assert kept(text) == words


def test_a_long_text_is_cut() -> None:
    assert len(kept("mau daftar " * 500).split()) <= 12


def test_what_it_is_nearest_to_is_told_by_names_of_intents() -> None:
    assert nearest("kartu saya").split()[0] == "kartu"
    assert nearest("") == "lain"
