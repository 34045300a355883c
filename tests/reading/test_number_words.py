"""Numbers that are written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.reading.number_words import digits

SMALL = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam",
    "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip


def spelt(number: int) -> str:
    """A number below a million as Indonesians say it."""
    if number < 12:
        return SMALL[number]
    if number < 20:
        return f"{SMALL[number - 10]} belas"
    for size, word, one in ((1_000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        if number >= size:
            many, rest = divmod(number, size)
            head = one if many == 1 else f"{spelt(many)} {word}"
            return f"{head} {spelt(rest)}" if rest else head
    raise AssertionError(number)


@given(st.integers(0, 999_999))
def test_every_number_that_is_spelt_is_read(number):
    assert digits(spelt(number)) == str(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jam lima tiga puluh pagi", "jam 5 30 pagi"),
        ("dua tiga juta", "2 3 juta"),
        ("dua ratus tiga ratus ribu", "200 300000"),
        ("limapuluh ribu", "50000"),
        ("saratus", "100"),
        ("puluhan ribu", "puluhan ribu"),
        ("satu setengah", "1 setengah"),
        ("duarte, lima", "duarte, 5"),
        ("", ""),
    ],
)
def test_numbers_are_found_among_other_words(text, expected):
    assert digits(text) == expected
