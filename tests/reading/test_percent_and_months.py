"""How many percent, how many months: what people type, and what is asked again."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.catalogues import languages
from bot.conversation.messages import Said
from bot.conversation.question import Context, Invalid
from bot.conversation.words import Words
from handlers.estimate import Number, estimate

ASKED = {question.name: question for question in estimate.questions if isinstance(question, Number)}
CONTEXT = Context(datetime(2026, 11, 21, 9), Words(languages()["id"], "estimate"), None)


def read(name: str, text: str) -> str:
    """What is kept, or the reason why it is asked again."""
    try:
        return str(ASKED[name].read(Said(text), CONTEXT))
    except Invalid as invalid:
        return invalid.reason


PERCENT = {
    "10": "10",
    "10%": "10",
    "10 persen": "10",
    "Sepuluh persen.": "10",
    "kira-kira 10 persen": "10",
    "sekitar 7 prosen saja": "7",
    "2,5": "2.5",
    "2.50 %": "2.5",
    "dua koma lima persen": "2.5",
    "tiga setengah persen": "3.5",
    "3½ persen": "3.5",
    "seratus persen": "100",
    "100": "100",
    "1": "1",
    "0": "number_range",
    "0,5": "number_range",
    "setengah": "number_range",
    "101": "number_range",
    "seratus satu": "number_range",
    "-10": "number_unread",
    "10-20": "number_unread",
    "10 sampai 20": "number_unread",
    "10 persen 20 persen": "number_unread",
    "10 20 persen": "number_unread",
    "10/100": "number_unread",
    "2 jari": "number_unread",
    "1.000.000": "number_unread",
    "1234567": "number_unread",
    "banyak": "number_unread",
    "": "empty",
    "9" * 2000: "number_unread",
}
MONTHS = {
    "3": "3",
    "3 bulan": "3",
    "3 bln": "3",
    "tiga bulan": "3",
    "sebulan": "1",
    "setahun": "12",
    "1 tahun 2 bulan": "14",
    "setahun 2 bulan": "14",
    "setengah tahun": "6",
    "satu setengah tahun": "18",
    "5 tahun": "60",
    "60": "60",
    "61": "number_range",
    "6 tahun": "number_range",
    "0": "number_range",
    "3 minggu": "number_unread",
    "20 hari": "number_unread",
    "2,5 bulan": "number_unread",
    "2-3 bulan": "number_unread",
    "2 bulan 3 bulan": "number_unread",
    "2 3 bulan": "number_unread",
    "1 tahun 2": "14",
    "lama": "number_unread",
}


@pytest.mark.parametrize(("text", "kept"), PERCENT.items())
def test_a_percentage_is_read_or_asked_again(text: str, kept: str) -> None:
    assert read("loss", text) == kept


@pytest.mark.parametrize(("text", "kept"), MONTHS.items())
def test_a_number_of_months_is_read_or_asked_again(text: str, kept: str) -> None:
    assert read("months", text) == kept


@pytest.mark.parametrize(
    ("name", "kept"), [("loss", list(PERCENT.values())), ("months", list(MONTHS.values()))]
)
def test_what_is_kept_is_still_good_after_a_release(name: str, kept: list[str]) -> None:
    numbers = [one for one in kept if one[0].isdigit()]
    assert numbers and all(ASKED[name].keeps(one) and read(name, one) == one for one in numbers)
