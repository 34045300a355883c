"""Numbers are said as people say them."""

from __future__ import annotations

import pytest

from bot.aloud.numbers import MOST, one_by_one, said
from bot.conversation.reading.number_words import digits


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (16, "enam belas", "sixteen"),
        (20, "dua puluh", "twenty"),
        (65, "enam puluh lima", "sixty-five"),
        (100, "seratus", "one hundred"),
        (175, "seratus tujuh puluh lima", "one hundred seventy-five"),
        (1000, "seribu", "one thousand"),
        (1980, "seribu sembilan ratus delapan puluh", "one thousand nine hundred eighty"),
        (2026, "dua ribu dua puluh enam", "two thousand twenty-six"),
        (16_800, "enam belas ribu delapan ratus", "sixteen thousand eight hundred"),
        (1_500_000, "satu juta lima ratus ribu", "one million five hundred thousand"),
        (1_001_000, "satu juta seribu", "one million one thousand"),
        (108_004_000, "seratus delapan juta empat ribu", "one hundred eight million four thousand"),
    ],
)
def test_a_number_is_said(number: int, indonesian: str, english: str) -> None:
    assert (said(number, "id"), said(number, "en")) == (indonesian, english)


def test_what_is_said_is_understood_again() -> None:
    numbers = [*range(1, 1200), *range(1200, 200_000, 977)]
    assert [number for number in numbers if digits(said(number, "id")) != str(number)] == []


@pytest.mark.parametrize("number", [-1, MOST])
def test_what_nobody_says_is_refused(number: int) -> None:
    with pytest.raises(ValueError):
        said(number, "id")


def test_a_telephone_number_is_said_digit_by_digit() -> None:
    assert one_by_one("0812", "id") == "nol delapan satu dua"
    assert one_by_one("175", "en") == "one seven five"
