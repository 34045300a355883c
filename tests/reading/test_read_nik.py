"""How an identity number is read. Invented numbers: the serial is 9000 or more."""

from datetime import date

import pytest

from bot.conversation.reading import Unread
from bot.conversation.reading.nik import grouped, hide, read_nik

TODAY = date(2026, 11, 21)
PROVINCES = {"51": "Bali", "63": "Kalimantan Selatan", "64": "Kalimantan Timur", "73": "Sulawesi Selatan"}
REGENCIES = {
    "5171": "Denpasar",
    "6371": "Banjarmasin",
    "6401": "Paser",
    "6404": "Bulungan",
    "7371": "Makassar",
}
NIK = "6371015708859001"


def read(text: str, youngest: int = 15):
    return read_nik(text, REGENCIES, PROVINCES, TODAY, youngest=youngest)


def reason(text: str, youngest: int = 15) -> str:
    with pytest.raises(Unread) as refused:
        read(text, youngest)
    return refused.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "6371015708859001",
        "6371 0157 0885 9001",
        " 6371.0157.0885.9001 ",
        "6371-0157-0885-9001",
        "6371_0157_0885_9001",
        "NIK: 6371015708859001",
        "nik6371015708859001",
        "nik saya 6371015708859001 ya pak",
        "No. KTP : 6371015708859001",
        "'6371015708859001",
        "“6371015708859001”",
        "(6371015708859001)",
        "６３７１０１５７０８８５９００１",
        "6371\u200b0157\u200b0885\u200b9001",
        "\u202b6371015708859001\u202c",
        "6371\u00a00157\u00a00885\u00a09001",
        "6371–0157–0885–9001",
        "6371015708859001 Siti Aminah",
        "6371015708859001 a.n. Siti",
        "NIK 6371015708859001\nHP 081234567890",
        "6371015708859001, 6371015708859001",
        "6371015708859001 🙏",
        "ini nik bapak saya: 6371015708859001",
    ],
)
def test_the_number_is_found_among_what_stands_around_it(text):
    assert read(text).nik == NIK


@pytest.mark.parametrize(
    ("nik", "born", "sex"),
    [
        ("6371015708859001", date(1985, 8, 17), "female"),
        ("6371011708859001", date(1985, 8, 17), "male"),
        ("6371017112999001", date(1999, 12, 31), "female"),
        ("6371013112999001", date(1999, 12, 31), "male"),
        ("6371014101509001", date(1950, 1, 1), "female"),
        ("6371012902009001", date(2000, 2, 29), "male"),
        ("6371012111119001", date(2011, 11, 21), "male"),  # fifteen today
        ("6371012111169001", date(1916, 11, 21), "male"),  # a hundred and ten today
        ("6371016902729001", date(1972, 2, 29), "female"),
    ],
)
def test_the_birth_date_and_the_sex_are_in_the_number(nik, born, sex):
    assert (read(nik).birth_date, read(nik).sex) == (born, sex)


def test_a_child_is_read_where_children_are_asked_about():
    assert read("6371015708169001", youngest=0).birth_date == date(2016, 8, 17)


def test_the_place_is_named():
    facts = read(NIK)
    assert (facts.regency, facts.known_regency) == ("Banjarmasin", True)


def test_an_older_code_counts_as_known():
    assert read("6404015708859001").regency == "Bulungan"


def test_an_unknown_regency_of_a_known_province_is_to_be_asked_about():
    facts = read("6399015708859001")
    assert (facts.regency, facts.known_regency) == (None, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "nik_empty"),
        ("   ", "nik_empty"),
        ("---", "nik_empty"),
        ("nik saya", "nik_empty"),
        ("🙏", "nik_empty"),
        ("halo", "nik_empty"),
        ("tidak tahu", "nik_empty"),
        ("6371", "nik_short"),
        ("637101570885900", "nik_short"),
        ("63710157088590011", "nik_long"),
        ("6371015708859001.0", "nik_long"),
        ("6371015708859001 6401015708859002", "nik_long"),
        ("6371015708859001, 6401015708859002", "nik_long"),
        ("6371O15708859001", "nik_letters"),
        ("6371 O157 0885 9001", "nik_letters"),
        ("637 I 015708859001", "nik_letters"),
        ("6371015708859OO1", "nik_letters"),
        ("637101570885900l", "nik_letters"),
        ("6371015708859001O", "nik_letters"),
        ("6371015708859001 O", "nik_letters"),
        ("6.37102E+15", "nik_letters"),
        ("٦٣٧١٠١٥٧٠٨٨٥٩٠٠١", "nik_letters"),
        ("9971015708859001", "nik_province"),
        ("0071015708859001", "nik_province"),
        ("6371013208859001", "nik_date"),
        ("6371014008859001", "nik_date"),
        ("6371017208859001", "nik_date"),
        ("6371018108859001", "nik_date"),
        ("6371010008859001", "nik_date"),
        ("6371011713859001", "nik_date"),
        ("6371013102859001", "nik_date"),
        ("6371012902719001", "nik_date"),
        ("6371012211119001", "nik_date"),  # fifteen only tomorrow
        ("6371011708159001", "nik_date"),  # eleven years old, or a hundred and eleven
        ("6371015708850000", "nik_serial"),
    ],
)
def test_what_is_no_nik_is_refused_with_its_reason(text, expected):
    assert reason(text) == expected


@pytest.mark.parametrize(
    ("text", "missing"), [("637101570885900", "1"), ("6371", "12"), ("6371 0157 0885", "4")]
)
def test_it_says_how_many_digits_are_missing(text, missing):
    with pytest.raises(Unread) as refused:
        read(text)
    assert refused.value.details == {"missing": missing}


def test_it_says_how_many_digits_are_too_many():
    with pytest.raises(Unread) as refused:
        read(NIK + "12")
    assert refused.value.details == {"extra": "2"}


def test_a_number_is_hidden_but_for_its_ends():
    assert hide(NIK) == "6371••••••••9001"


def test_a_number_is_shown_in_fours_and_read_again():
    assert grouped(NIK) == "6371 0157 0885 9001"
    assert read(grouped(NIK)).nik == NIK
