"""How a day is read. Today is Saturday, 21 November 2026."""

from datetime import date

import pytest

from bot.conversation.reading import Unread
from bot.conversation.reading.dates import DateRead, read_date

TODAY = date(2026, 11, 21)
BIRTH = date(1980, 8, 17)


def refusal(text: str, birth: bool = False) -> str:
    with pytest.raises(Unread) as refused:
        read_date(text, TODAY, birth=birth)
    return refused.value.reason


@pytest.mark.parametrize("birth", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "17081980",
        "170880",
        "17-8-80",
        "17/8/80",
        "17.8.80",
        "17 8 80",
        "17/08/1980",
        "17 - 08 - 1980",
        "17 8 1980",
        "17/8-1980",
        "1980-08-17",
        "19800817",
        "17 agustus 1980",
        "17 Agustus 80",
        "17 agt 80",
        "17 ags 1980",
        "17agustus1980",
        "17-agustus-1980",
        "17 Aug 1980",
        "August 17, 1980",
        "17-VIII-1980",
        "17 agustsus 1980",
        "17 gustus 1980",
        "tgl 17 ags 1980",
        "tanggal 17 bulan 8 tahun 1980",
        "tgl 17 bln agustus thn 80",
        "tujuh belas agustus seribu sembilan ratus delapan puluh",
        "'17-8-'80",
        "lahir di Banjarmasin, 17 Agustus 1980",
        "Banjarmasin 17-08-1980",
        "Minggu, 17 Agustus 1980",
        "１７−０８−１９８０",
        "17\u200b/08/\u200e1980",
        "17\u00a0agustus\u00a01980",
        "17-8-1980, 17 agustus 1980",
    ],
)
def test_a_written_date_is_read(text, birth):
    assert read_date(text, TODAY, birth=birth) == DateRead(BIRTH, sure=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 febuari 1975", date(1975, 2, 3)),
        ("3 pebruari 75", date(1975, 2, 3)),
        ("3 feb 75", date(1975, 2, 3)),
        ("12 jnuari 1988", date(1988, 1, 12)),
        ("1 nopember 1990", date(1990, 11, 1)),
        ("1 nop 90", date(1990, 11, 1)),
        ("2 desmber 1991", date(1991, 12, 2)),
        ("2 december 1991", date(1991, 12, 2)),
        ("5 mei 67", date(1967, 5, 5)),
        ("5 may 1967", date(1967, 5, 5)),
        ("7 oktomber 1980", date(1980, 10, 7)),
        ("7 juni 1980", date(1980, 6, 7)),
        ("7 juli 1980", date(1980, 7, 7)),
        ("9 mrt 1971", date(1971, 3, 9)),
        ("9 sept 1971", date(1971, 9, 9)),
        ("29-02-2000", date(2000, 2, 29)),
        ("21-11-11", date(2011, 11, 21)),  # fifteen today
        ("1-1-40", date(1940, 1, 1)),
    ],
)
def test_months_and_centuries_of_a_birth_are_read(text, value):
    assert read_date(text, TODAY, birth=True) == DateRead(value, sure=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12/25/1980", date(1980, 12, 25)),  # month first: nothing else is possible
        ("800817", BIRTH),
        ("1781980", BIRTH),
        ("17 agastos 1980", BIRTH),  # two letters wrong
        ("Senin, 17 Agustus 1980", BIRTH),  # it was a Sunday
        ("17-8-20", date(1920, 8, 17)),
        ("22-11-11", date(1911, 11, 22)),  # fifteen only tomorrow
    ],
)
def test_a_doubtful_birth_date_is_not_sure(text, value):
    assert read_date(text, TODAY, birth=True) == DateRead(value, sure=False)


def test_the_two_digit_year_of_a_child_is_of_this_century_where_children_are_asked_about():
    assert read_date("17-8-20", TODAY, birth=True, youngest=0) == DateRead(date(2020, 8, 17), sure=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kemarin", date(2026, 11, 20)),
        ("kmrn", date(2026, 11, 20)),
        ("kemaren sore", date(2026, 11, 20)),
        ("kemarin jam 5 pagi", date(2026, 11, 20)),
        ("jatuh di depan rumah kemarin", date(2026, 11, 20)),
        ("ibi", date(2026, 11, 20)),
        ("wingi", date(2026, 11, 20)),
        ("kemarin dulu", date(2026, 11, 19)),
        ("kemarin lusa", date(2026, 11, 19)),
        ("hari ini", date(2026, 11, 21)),
        ("tadi pagi", date(2026, 11, 21)),
        ("td subuh", date(2026, 11, 21)),
        ("barusan", date(2026, 11, 21)),
        ("baru saja", date(2026, 11, 21)),
        ("2 hari lalu", date(2026, 11, 19)),
        ("2 hr yg lalu", date(2026, 11, 19)),
        ("dua hari yang lalu", date(2026, 11, 19)),
        ("sehari yang lalu", date(2026, 11, 20)),
        ("hari minggu", date(2026, 11, 15)),
        ("minggu pagi", date(2026, 11, 15)),
        ("hari minggu kemarin", date(2026, 11, 15)),
        ("senin kemarin", date(2026, 11, 16)),
        ("hari senin", date(2026, 11, 16)),
        ("jum'at lalu", date(2026, 11, 20)),
        ("sabtu lalu", date(2026, 11, 14)),
        ("senin minggu lalu", date(2026, 11, 9)),
        ("tgl 5 bulan ini", date(2026, 11, 5)),
        ("tgl 5 bulan lalu", date(2026, 10, 5)),
        ("tanggal 19 kemarin", date(2026, 11, 19)),
        ("1-11-26", date(2026, 11, 1)),
        ("Kamis, 19 November 2026", date(2026, 11, 19)),
        ("19 nov 2026 jam 5 sore", date(2026, 11, 19)),
        ("21 november 2026", TODAY),
    ],
)
def test_a_day_told_from_today_is_read(text, value):
    assert read_date(text, TODAY) == DateRead(value, sure=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("minggu lalu", date(2026, 11, 14)),
        ("seminggu yang lalu", date(2026, 11, 14)),
        ("2 minggu lalu", date(2026, 11, 7)),
        ("minggu", date(2026, 11, 15)),
        ("sabtu", TODAY),
        ("semalam", date(2026, 11, 20)),
        ("tadi malam", date(2026, 11, 20)),
        ("malam jumat", date(2026, 11, 19)),
        ("malam minggu", TODAY),
        ("2 malam yang lalu", date(2026, 11, 19)),
        ("2 jam lalu", TODAY),
        ("tgl 5", date(2026, 11, 5)),
        ("tgl 30", date(2026, 10, 30)),
        ("tgl 31", date(2026, 10, 31)),
        ("17 agustus", date(2026, 8, 17)),
        ("22 november", date(2025, 11, 22)),
        ("17/8", date(2026, 8, 17)),
        ("29 februari", date(2024, 2, 29)),
        ("jumat, 19 november 2026", date(2026, 11, 19)),  # it is a Thursday
        ("kemarin atau 2 hari lalu", date(2026, 11, 19)),
    ],
)
def test_a_day_that_may_be_another_is_not_sure(text, value):
    assert read_date(text, TODAY) == DateRead(value, sure=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "date_unread"),
        ("halo", "date_unread"),
        ("5", "date_unread"),
        ("jam 5 pagi", "date_unread"),
        ("2-3 hari lalu", "date_unread"),
        ("17-8-1980 atau 18-8-1980", "date_unread"),
        ("6371015708859001", "date_unread"),
        ("١٧-٨-١٩٨٠", "date_unread"),
        ("17-8-1980 " * 200, "date_unread"),
        ("1111980", "date_unread"),
        ("thn 1980", "date_incomplete"),
        ("1980", "date_incomplete"),
        ("tahun 80", "date_incomplete"),
        ("agustus 1980", "date_incomplete"),
        ("bulan lalu", "date_incomplete"),
        ("2 bulan lalu", "date_incomplete"),
        ("setahun yang lalu", "date_incomplete"),
        ("beberapa hari lalu", "date_incomplete"),
        ("awal bulan", "date_incomplete"),
        ("31-2-1980", "date_impossible"),
        ("31 april 1980", "date_impossible"),
        ("32/1/1980", "date_impossible"),
        ("29-2-1900", "date_impossible"),
        ("17-8-1880", "date_impossible"),
        ("00-00-0000", "date_impossible"),
        ("310280", "date_impossible"),
        ("31 april", "date_impossible"),
        ("besok", "date_future"),
        ("lusa", "date_future"),
        ("minggu depan", "date_future"),
        ("17-8-2030", "date_future"),
        ("22 november 2026", "date_future"),
        ("20-12-26", "date_future"),
        ("tgl 30 bulan ini", "date_future"),
    ],
)
def test_what_is_no_past_day_is_refused_with_its_reason(text, expected):
    assert refusal(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kemarin", "date_unread"),
        ("17 agustus", "date_incomplete"),
        ("17/8", "date_incomplete"),
        ("thn 80", "date_incomplete"),
        ("17-8-2030", "date_future"),
    ],
)
def test_a_birth_needs_its_year_and_is_not_told_from_today(text, expected):
    assert refusal(text, birth=True) == expected
