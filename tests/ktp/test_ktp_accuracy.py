"""A few drawn cards, read by the real model. Ninety are read by `make bench`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from bot.ktp.card import Ktp
from bot.ktp.eye import Seeing
from bot.ktp.reading import read
from tests.ktp.tally import Read, tally

CARDS = range(100, 103)  # not those with which the reading was made
LEAST = {"easy": 3, "medium": 3, "hard": 2}  # numbers of three that are read right


@pytest.fixture(scope="module")
def reads() -> Iterator[Read]:
    eye = Seeing()

    def by_the_model(content: bytes, today: date) -> Ktp | None:
        return read(content, today, eye)

    yield by_the_model


@pytest.mark.parametrize("level", LEAST)
def test_numbers_are_read_and_nothing_is_filled_in_wrongly(level: str, reads: Read) -> None:
    found = tally(level, CARDS, reads)
    print(level, found)
    assert found.wrong == []
    assert found.niks >= LEAST[level]
    assert found.safe >= LEAST[level] - 1
