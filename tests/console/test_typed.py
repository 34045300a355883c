"""Whole numbers as officers type them: read alike wherever a sum is filled in, and never guessed."""

from __future__ import annotations

import pytest

from console.enrolment_new import MANY, amount
from console.setup_typed import _number
from console.typed import whole


@pytest.mark.parametrize(
    ("typed", "number"),
    [("151200", 151_200), ("151.200", 151_200), ("151,200", 151_200), ("1 000", 1_000), ("0", 0),
     ("Rp 1.000.000", 1_000_000), ("rp1000", 1_000), ("Rp. 42.000.000,-", 42_000_000), (" 7 ", 7)],
)  # fmt: skip
def test_whole_numbers_are_read_with_signs_between_three_digits(typed: str, number: int) -> None:
    assert whole(typed, MANY) == number
    assert amount(typed, MANY) == (number or None)
    assert _number(typed.strip()) == number


@pytest.mark.parametrize(
    "typed",
    ["151200.00", "1.5", "1,5", "Rp 1.000.000,00", "1.000,000", "1.0000", "1000.000", ".100", "1..000", "-5",
     "1e6", "empat", "١٢", "9" * 16, "Rp"],
)  # fmt: skip
def test_nothing_is_made_of_what_is_no_whole_number(typed: str) -> None:
    assert whole(typed, MANY) is None and amount(typed, MANY) is None
    assert _number(typed) == typed  # the programme's reader says what is the matter


def test_nothing_typed_is_nothing() -> None:
    assert whole("", MANY) is None and _number("") is None
