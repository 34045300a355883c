"""Whole numbers as officers type them: read alike wherever a sum is filled in, and never guessed."""

from __future__ import annotations

import pytest

from console.asked import Asked, id_of
from console.enrolment_new import MANY, amount
from console.setup_typed import _number
from console.typed import whole
from storage.columns import DIGITS


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


@pytest.mark.parametrize("typed", ["", "0", "-1", "1.0", " 1", "x", "١", "9" * (DIGITS + 1), "9" * 5000])
def test_what_no_database_holds_is_nobody_s_number(typed: str) -> None:
    assert id_of(typed) == 0
    assert Asked("POST", "/", form={"id": (typed, "7")}).ids("id") == [7]


def test_who_is_ticked_comes_once_and_in_order() -> None:
    assert Asked("POST", "/", form={"id": ("12", "3", "012", "9" * DIGITS)}).ids("id") == [
        3,
        12,
        10**DIGITS - 1,
    ]
    assert Asked("POST", "/").ids("id") == []
