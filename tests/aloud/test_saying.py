"""Every text with which something is asked can be read aloud as it is written in the script."""

from __future__ import annotations

import re

import pytest

from bot.aloud.prompts import Prompt, prompts
from bot.aloud.saying import saying
from bot.catalogues import LANGUAGES, languages
from bot.conversation.words import Words
from handlers import CONVERSATIONS, MENU
from tests.used_words import ASKED

ALL = {language: list(prompts(languages()[language], CONVERSATIONS, MENU)) for language in LANGUAGES}
UNSAID = re.compile(r"[0-9/{}()<>_*=+%#@\n]|\bRp|\b[B-HJ-Z]{2,}\b|\.\.|,,| ,")


@pytest.mark.parametrize(
    ("text", "aloud"),
    [
        ("Berapa NIK Bapak/Ibu? 16 angka.", "Berapa nik Bapak atau Ibu? Enam belas angka."),
        ("Contoh: 17-8-1980.", "Contoh: tujuh belas Agustus seribu sembilan ratus delapan puluh."),
        ("Bayar Rp16.800 sebulan.", "Bayar enam belas ribu delapan ratus rupiah sebulan."),
        ("Contoh: 1.500.000 atau 50 ribu.", "Contoh: satu juta lima ratus ribu atau lima puluh ribu."),
        ("Contoh: 0812 345.", "Contoh: nol delapan satu dua tiga ratus empat puluh lima."),
        ("NIK 6371015708859001", "Nik enam tiga tujuh satu nol satu lima tujuh nol delapan delapan lima sembilan nol nol satu"),
        ("Contoh: KEC-000012.", "Contoh: K E C, nol nol nol nol satu dua."),
        ("dalam 3x24 jam (UU 27/2022)", "Dalam tiga kali dua puluh empat jam, undang-undang dua puluh tujuh tahun dua ribu dua puluh dua"),
        ("Senin-Sabtu, jam 5-10 pagi", "Senin sampai Sabtu, jam lima sampai sepuluh pagi"),
        ("9 Maret jam 14.30", "Sembilan Maret jam empat belas tiga puluh"),
        ("Jl. Melati 5, RT 3", "Jalan Melati lima, er te tiga"),
        ("Siapa anak ke-{row}?", "Siapa anak ke …?"),
        ("{name} ({position}), setuju?", "… …, setuju?"),
        ("Janji:\n- satu;\n- dua.\n\nSetuju?", "Janji: satu; dua. Setuju?"),
    ],
)  # fmt: skip
def test_a_text_is_read(text: str, aloud: str) -> None:
    assert saying("id").aloud(text) == aloud


def test_the_options_are_read_with_their_numbers() -> None:
    prompt = Prompt("a/b.ask", "Setuju?", ("Ya", "Suami/istri"))
    assert prompt.aloud(saying("id")) == "Setuju? Untuk Ya, ketik satu. Untuk Suami atau istri, ketik dua."


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_asked_can_be_recorded(language: str) -> None:
    places = {prompt.place for prompt in ALL[language]}
    spoken = languages()[language]
    lacking = []
    for conversation, question in ASKED:
        words = Words(spoken, conversation.name)
        wanted = [(f"{question.words_key}.ask",)]
        wanted += [
            (f"{question.words_key}.doubts.{doubt}", f"doubts.{doubt}")
            for doubt in question.possible_doubts()
        ]
        lacking += [keys for keys in wanted if words.place(*keys) not in places]
    assert lacking == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_script_has_to_be_guessed(language: str) -> None:
    """No digit, sign or abbreviation is left: how it is said stands in locales/<language>/spoken.txt."""
    read = [(prompt.place, prompt.aloud(saying(language))) for prompt in ALL[language]]
    assert [one for one in read if UNSAID.search(one[1])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_in_the_script_twice(language: str) -> None:
    places = [prompt.place for prompt in ALL[language]]
    assert len(places) == len(set(places))
