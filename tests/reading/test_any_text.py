"""Whatever is typed, a reader soon gives an answer or says Unread; what was shown is read as the same."""

import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.reading import Unread
from bot.conversation.reading.dates import read_date, read_datetime
from bot.conversation.reading.money import MOST, read_money
from bot.conversation.reading.names import read_name
from bot.conversation.reading.nik import grouped, read_nik
from bot.conversation.reading.phones import read_phone, shown

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 40)
PROVINCES = {"63": "Kalimantan Selatan"}
REGENCIES = {"6371": "Banjarmasin"}
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

READERS = {
    "nik": lambda text: read_nik(text, REGENCIES, PROVINCES, TODAY),
    "date": lambda text: read_date(text, TODAY),
    "birth": lambda text: read_date(text, TODAY, birth=True),
    "datetime": lambda text: read_datetime(text, NOW),
    "money": read_money,
    "phone": read_phone,
    "name": read_name,
}
_REASONS = (
    "nik_empty nik_short nik_long nik_letters nik_province nik_date nik_serial date_unread "
    "date_incomplete date_impossible date_future money_unread money_range money_negative "
    "money_too_much phone_unread phone_short phone_long phone_two name_unread name_digits name_short "
    "name_long name_sentence"
)
_WORDS = (
    "kemarin tadi malam pagi siang sore subuh jam pukul setengah lewat kurang lalu yang hari minggu "
    "bulan tahun tgl tanggal senin jumat agustus agt mei 17 8 80 1980 2026 5 12 24 31 99 00 170880 "
    "17081980 - / . : , ini depan baru saja semalam dulu lusa dua puluh ratus ribu rb juta jt sejuta "
    "belas se rp % + ,- per sehari sampai atau koma 0812 081234567890 +62 62 0062 ( ) o O "
    "6371015708859001 nik saya H. Hj drs S.Pd bin (alm) kh ' ? I O'Neil ½ ٣ 🙏"
)
REASONS = frozenset(_REASONS.split())
WORDS = _WORDS.split()
SOUP = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(("", " ", " ", "\n"))), max_size=24).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)[:500]
)
NASTY = {
    "digits": "1" * 10_000,
    "spaced digits": "1 " * 5_000,
    "zeros": "100 000 " * 1_250,
    "dots": "1.111." * 1_666,
    "dashes": "1-" * 5_000,
    "letters": "o" * 10_000,
    "zeros and letters": "0o" * 5_000,
    "brackets": "(" * 10_000,
    "bracketed": "(a" * 5_000,
    "spaces": "1" + " " * 9_998 + "1",
    "titles": "h. " * 3_333,
    "commas": "a," * 5_000,
    "words": "jam setengah kemarin " * 500,
    "months": "1 agustus " * 1_000,
    "misspelt": "1 agusttus " * 900,
    "number words": "dua puluh ratus ribu " * 500,
    "hours": "jam 5 kurang " * 770,
    "other digits": "٣" * 10_000,
    "right to left": "\u202e\u200f1" * 3_333,
    "emoji": "👨‍👩‍👧1️⃣" * 1_000,
    "marks": "a" + "\u0301" * 9_999,
    "ligatures": "\ufdfa" * 10_000,
    "slashes": "1/" * 5_000,
    "quotes": "'" * 10_000,
    "surrogates": "\ud83d" * 10_000,
}


def attempt(read, text):
    """What a reader makes of the text, None where it says that it can't; any other exception escapes."""
    try:
        return read(text)
    except Unread as unread:
        assert unread.reason in REASONS
        assert all(isinstance(detail, str) for detail in unread.details.values())
        return None


@pytest.mark.parametrize("reader", READERS)
@given(text=st.text(max_size=500))
@settings(max_examples=150)
def test_any_text_is_read_or_refused(reader, text):
    attempt(READERS[reader], text)


@pytest.mark.parametrize("reader", READERS)
@given(text=SOUP)
@settings(max_examples=300)
def test_any_mixture_of_known_words_is_read_or_refused(reader, text):
    attempt(READERS[reader], text)


@given(text=SOUP)
@settings(max_examples=300)
def test_nothing_that_is_read_lies_ahead(text):
    day, moment = attempt(READERS["date"], text), attempt(READERS["datetime"], text)
    assert day is None or day.value <= TODAY
    assert moment is None or moment.value <= NOW


@pytest.mark.parametrize("kind", NASTY)
@pytest.mark.parametrize("reader", READERS)
def test_ten_thousand_nasty_characters_take_no_time(reader, kind):
    """A tenth of a second at most here; the best of three, as all else in the process is swept in one of them."""
    assert min(seconds_of(READERS[reader], NASTY[kind]) for _ in range(3)) < 1


def seconds_of(read, text):
    begun = time.thread_time()
    attempt(read, text)
    return time.thread_time() - begun


def spelt(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


@given(day=st.dates(date(1920, 1, 1), TODAY))
@settings(max_examples=200)
def test_a_date_that_was_shown_is_read_as_the_same(day):
    for shown_as in (spelt(day), day.isoformat(), day.strftime("%d-%m-%Y"), day.strftime("%d%m%Y")):
        for birth in (True, False):
            assert read_date(shown_as, TODAY, birth=birth).value == day
            assert read_date(shown_as, TODAY, birth=birth).sure


@given(minutes=st.integers(0, 60 * 24 * 900))
@settings(max_examples=200)
def test_a_time_that_was_shown_is_read_as_the_same(minutes):
    at = NOW - timedelta(minutes=minutes)
    for shown_as in (
        f"{spelt(at)} pukul {at:%H.%M}",
        at.isoformat(timespec="minutes"),
        f"{at:%d-%m-%Y %H:%M}",
    ):
        found = read_datetime(shown_as, NOW)
        assert (found.value, found.sure) == (at, True)


@given(rupiah=st.integers(0, MOST))
@settings(max_examples=200)
def test_a_sum_that_was_shown_is_read_as_the_same(rupiah):
    dotted = f"{rupiah:,}".replace(",", ".")
    for shown_as in (f"Rp{dotted}", f"Rp {dotted},-", str(rupiah)):
        assert read_money(shown_as).rupiah == rupiah


@given(st.from_regex(r"0(8[1235-9][0-9]{7,10}|[2-79][0-9]{7,10})", fullmatch=True))
@settings(max_examples=200)
def test_a_telephone_number_that_was_shown_is_read_as_the_same(text):
    read = read_phone(text)
    assert read_phone(shown(read.value)) == read == read_phone(read.value)


@given(st.dates(date(1920, 1, 1), date(2011, 11, 21)), st.booleans(), st.integers(9000, 9999))
@settings(max_examples=200)
def test_a_nik_that_was_shown_is_read_as_the_same(born, woman, serial):
    nik = f"637101{born.day + 40 * woman:02}{born:%m%y}{serial}"
    facts = read_nik(grouped(nik), REGENCIES, PROVINCES, TODAY)
    assert (facts.nik, facts.birth_date, facts.sex) == (nik, born, "female" if woman else "male")


@given(st.one_of(SOUP, st.text(max_size=80), st.from_regex(r"[A-Za-z'. -]{1,40}", fullmatch=True)))
@settings(max_examples=500)
def test_a_name_that_was_shown_is_read_as_the_same(text):
    name = attempt(read_name, text)
    assert name is None or read_name(name.value) == type(name)(name.value, ())
