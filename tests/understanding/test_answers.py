"""Questions have answers and short titles in both languages; what is in doubt is offered."""

from __future__ import annotations

from datetime import date

import pytest

from bot.catalogues import LANGUAGES, languages
from bot.understanding.intents import Understood
from bot.understanding.phrases import asking
from bot.understanding.questions import NONE, Asked
from handlers.answers import title, told
from handlers.meaning import likely
from handlers.phrasing import asks, mostly_digits, wishes

KEYS = sorted({key for _, key in asking()} - {NONE})
ROW = 24  # WhatsApp: letters in a row of a list


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_an_answer_and_a_title_for_a_button(language: str) -> None:
    words = languages()[language]
    titles = [title(key, words) or "" for key in KEYS]
    assert all(told(key, words, date(2026, 3, 10), {}) for key in KEYS)
    assert [one for one in titles if not 0 < len(one) <= ROW] == []
    assert sorted(titles) == sorted(set(titles))


def test_what_is_no_question_has_no_title() -> None:
    assert title(NONE, languages()["id"]) is None
    assert title("gone", languages()["id"]) is None


def test_three_questions_are_offered_and_never_that_none_is_asked() -> None:
    near = Asked("heirs", 0.3, (("death_other", 0.25), (NONE, 0.2), ("scholarship", 0.1), ("pay", 0.08)))
    assert not near.sure
    assert near.offered == ("heirs", "death_other", "scholarship")
    assert Asked("heirs", 0.9, (("pay", 0.04),)).offered == ("heirs",)


def test_nothing_is_offered_where_most_likely_nothing_is_asked() -> None:
    assert Asked(NONE, 0.6, (("pay", 0.3),)).offered == ()
    assert Asked(NONE, 0.4, (("pay", 0.3),)).offered == ("pay",)
    assert not Asked(NONE, 0.9, (("pay", 0.05),)).sure


def test_an_intent_whose_answer_is_among_the_questions_is_not_offered_twice() -> None:
    near = Asked("heirs", 0.3, (("pay", 0.2),))
    made = Understood("iuran", 0.4, (("daftar", 0.3), ("lain", 0.2)))
    assert likely(made, near, None, asking=True) == ["heirs", "pay", "daftar"]
    assert likely(made, near, None, asking=False) == ["daftar", "heirs", "pay"]


def test_a_question_put_as_one_is_offered_before_what_may_be_wished() -> None:
    near = Asked("heirs", 0.3, (("pay", 0.2), ("age", 0.15)))
    made = Understood("klaim_kematian", 0.4, (("petugas", 0.3),))
    assert likely(made, near, None, asking=True) == ["heirs", "pay", "age"]
    assert likely(made, near, None, asking=False) == ["klaim_kematian", "heirs", "pay"]
    assert likely(made, near, "officer", asking=True) == ["petugas", "heirs", "pay"]


def test_an_intent_that_is_sure_keeps_a_place_among_the_questions() -> None:
    near = Asked("heirs", 0.3, (("pay", 0.2), ("age", 0.15)))
    made = Understood("klaim_jht", 0.9, (("daftar", 0.05),))
    assert likely(made, near, None, asking=True) == ["heirs", "pay", "klaim_jht"]


def test_nothing_is_offered_of_what_is_surely_not_for_this_service() -> None:
    near = Asked("heirs", 0.3, (("pay", 0.2),))
    assert likely(Understood("lain", 0.9, (("daftar", 0.05),)), near, None, asking=True) == []


@pytest.mark.parametrize(
    ("text", "asking", "wishing"),
    [
        ("kayapa maurus", True, True),
        ("sampai jam barapa", True, False),
        ("ulun handak umpat", False, True),
        ("tolong ganti nomor hp", False, True),
        ("kartunya di rumah", False, False),
        ("sudah aktif?", True, False),
    ],
)
def test_how_a_text_is_put(text: str, asking: bool, wishing: bool) -> None:
    assert (asks(text), wishes(text)) == (asking, wishing)


def test_data_is_no_wish() -> None:
    assert mostly_digits("HASAN BASRI 6371010101809001")
    assert not mostly_digits("bayar 16800 sebulan ya")
