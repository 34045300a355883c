"""A list is read by the chat's own readers: the short way for the plain case gives the same, whatever is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.reading import name_words
from bot.conversation.reading.date_words import CODES
from bot.conversation.reading.dates import read_date
from bot.conversation.reading.money import read_money
from bot.conversation.reading.names import read_name
from bot.conversation.reading.nik import read_nik
from bot.conversation.reading.phones import read_phone
from bot.conversation.reading.unread import Unread
from bot.lists.readers import YOUNGEST, Readers
from rules.regencies import provinces, regencies
from tests.lists.people import TODAY

READERS = Readers(TODAY)
ODD_WORDS = sorted(
    name_words.TITLES | name_words.LEADS | name_words.SENTENCE | name_words.RELATIVES | name_words.OWN
)
WORDS = st.one_of(
    st.sampled_from(
        ["SITI", "Aminah", "I", "Made", "S.Pd", "(alm)", "bin", "-", "O'Neil", "Renée", *ODD_WORDS]
    ),
    st.text("AbcKH.'- ,", min_size=1, max_size=8),
)
MONTHS = sorted(CODES)
SEPARATORS = (" ", "-", "/", ".", "  ", " - ")
DIGITS = st.text("0123456789", min_size=1, max_size=18)


GROUPED = st.lists(
    st.sampled_from(["6371", "637101", "57", "0885", "570885", "9001", "O157"]), max_size=5
).flatmap(lambda groups: st.sampled_from([" ", ".", "-", "'", "  ", ","]).map(lambda sign: sign.join(groups)))


def outcome(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except Unread as unread:
        return unread.reason, unread.details


def nik(text: str, today: date = TODAY) -> Any:
    return read_nik(text, regencies(), provinces(), today, youngest=YOUNGEST)


@given(
    st.sampled_from(["6371", "5171", "9201", "6398", "9901", "0000"]), st.integers(0, 99), st.integers(0, 99),
    st.integers(0, 13), st.integers(0, 99), st.sampled_from([0, 1, 9001, 9999]), st.integers(0, 9000),
)  # fmt: skip
def test_a_nik_tells_the_same(
    area: str, kecamatan: int, day: int, month: int, year: int, serial: int, later: int
) -> None:
    text = f"{area}{kecamatan:02}{day:02}{month:02}{year:02}{serial:04}"
    today = date.fromordinal(TODAY.toordinal() + later)
    assert outcome(Readers(today).nik, text) == outcome(lambda text: nik(text, today), text)


@given(st.one_of(DIGITS, st.text("0123456789 .-'OoIl|x", max_size=24), GROUPED, st.text(max_size=20)))
def test_any_text_is_the_same_nik_or_none(text: str) -> None:
    assert outcome(READERS.nik, text) == outcome(nik, text)


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_a_name_is_the_same(text: str) -> None:
    assert outcome(READERS.name, text) == outcome(read_name, text)


@given(st.one_of(
    st.dates().map(lambda day: f"{day:%d-%m-%Y}"), st.dates().map(lambda day: f"{day:%d/%m/%Y}"),
    st.text("0123456789-/. ", min_size=6, max_size=12),
))  # fmt: skip
def test_a_birth_date_is_the_same(text: str) -> None:
    assert outcome(READERS.birth, text) == outcome(
        lambda text: read_date(text, TODAY, birth=True, youngest=YOUNGEST), text
    )


@given(
    st.one_of(
        DIGITS.map(lambda digits: f"08{digits}"),
        st.from_regex(r"08[0-9]{1,3}([ -][0-9]{2,5}){1,3}"),
        st.text("0123456789+-/ O", max_size=26),
    )
)
def test_a_telephone_is_the_same(text: str) -> None:
    assert outcome(READERS.phone, text) == outcome(read_phone, text)


@given(st.text("0123456789., jtrbu/hari-", max_size=16))
def test_an_income_is_the_same(text: str) -> None:
    assert outcome(READERS.money, text) == outcome(read_money, text)
