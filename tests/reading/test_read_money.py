"""How a sum of rupiah is read, as workers type it."""

import pytest

from bot.conversation.reading import Unread
from bot.conversation.reading.money import MoneyRead, read_money


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("1200000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1 200 000", 1_200_000),
        ("1200000,-", 1_200_000),
        ("1.200.000.-", 1_200_000),
        ("Rp 1.200.000,00", 1_200_000),
        ("Rp1.200.000", 1_200_000),
        ("Rp. 1.200.000,-", 1_200_000),
        ("IDR 1200000", 1_200_000),
        ("1,2jt", 1_200_000),
        ("1.2 jt", 1_200_000),
        ("1,25 juta", 1_250_000),
        ("1.250 juta", 1_250_000),
        ("1200rb", 1_200_000),
        ("1.200 ribu", 1_200_000),
        ("1jt200", 1_200_000),
        ("1 jt 200 rb", 1_200_000),
        ("1 juta 200", 1_200_000),
        ("1 juta 200.000", 1_200_000),
        ("sejuta", 1_000_000),
        ("sejuta dua", 1_200_000),
        ("sejuta dua ratus", 1_200_000),
        ("sejuta dua ratus lima puluh", 1_250_000),
        ("sejuta tujuh ratus lima puluh ribu", 1_750_000),
        ("sejuta setengah", 1_500_000),
        ("satu setengah juta", 1_500_000),
        ("1 setengah jt", 1_500_000),
        ("1½ juta", 1_500_000),
        ("setengah juta", 500_000),
        ("stgh jt", 500_000),
        ("satu koma lima juta", 1_500_000),
        ("dua juta lima ratus ribu", 2_500_000),
        ("dua juta lima", 2_500_000),
        ("dua jutaan", 2_000_000),
        ("1jt an", 1_000_000),
        ("sekitar 1,5 jt lah pak", 1_500_000),
        ("kurang lebih 1 juta", 1_000_000),
        ("alhamdulillah dapat 2jt", 2_000_000),
        ("lima puluh ribu", 50_000),
        ("lima puluh rb", 50_000),
        ("limapuluh ribu", 50_000),
        ("duaratus limapuluh ribu", 250_000),
        ("2 puluh ribu", 20_000),
        ("seratus dua puluh lima ribu", 125_000),
        ("50k", 50_000),
        ("ceban", 10_000),
        ("saratus ribu", 100_000),
        ("５０ｒｂ", 50_000),
        ("1.200.000 (satu juta dua ratus ribu)", 1_200_000),
        ("0", 0),
        ("108004000", 108_004_000),
    ],
)
def test_a_sum_without_a_period_is_read(text, rupiah):
    assert read_money(text) == MoneyRead(rupiah, None)


@pytest.mark.parametrize(
    ("text", "rupiah", "per"),
    [
        ("Rp 50.000/hari", 50_000, "day"),
        ("50rb/hr", 50_000, "day"),
        ("50rb sehari", 50_000, "day"),
        ("50 rb perhari", 50_000, "day"),
        ("50000 per hari", 50_000, "day"),
        ("Rp.50.000,- per hari", 50_000, "day"),
        ("tiap hari 40 ribu", 40_000, "day"),
        ("sahari 50 ribu", 50_000, "day"),
        ("1 hari 50rb", 50_000, "day"),
        ("50rb satu hari", 50_000, "day"),
        ("seminggu 300rb", 300_000, "week"),
        ("100rb/minggu", 100_000, "week"),
        ("300 ribu per mgg", 300_000, "week"),
        ("1300000 per bulan", 1_300_000, "month"),
        ("sebulan sejuta", 1_000_000, "month"),
        ("2,5 jt/bln", 2_500_000, "month"),
        ("1 bulan sekitar 2jt", 2_000_000, "month"),
        ("2 juta 1 bulan", 2_000_000, "month"),
        ("satu juta rupiah per bulan", 1_000_000, "month"),
    ],
)
def test_the_period_is_read_with_the_sum(text, rupiah, per):
    assert read_money(text) == MoneyRead(rupiah, per)


@pytest.mark.parametrize(("text", "rupiah"), [("50", 50), ("dua ratus", 200), ("500", 500)])
def test_a_sum_with_its_thousands_left_out_is_not_sure(text, rupiah):
    assert read_money(text) == MoneyRead(rupiah, None, sure=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "money_unread"),
        ("-", "money_unread"),
        ("rp", "money_unread"),
        ("tidak ada", "money_unread"),
        ("jutaan", "money_unread"),
        ("ratusan ribu", "money_unread"),
        ("1.200.00", "money_unread"),
        ("1,5", "money_unread"),
        ("1 ribu juta", "money_unread"),
        ("٥٠٠٠٠", "money_unread"),
        ("setahun 12 juta", "money_unread"),
        ("50rb per trip", "money_unread"),
        ("500rb sekali panen", "money_unread"),
        ("50rb x 26 hari", "money_unread"),
        ("1jt per 2 minggu", "money_unread"),
        ("50rb sehari, 1,5 juta sebulan", "money_unread"),
        ("1-2 juta", "money_range"),
        ("1 s/d 2 juta", "money_range"),
        ("1 sampai 2 jt", "money_range"),
        ("dua tiga juta", "money_range"),
        ("seratus dua ratus ribu", "money_range"),
        ("dua ratus tiga ratus ribu", "money_range"),
        ("lima puluh enam puluh ribu", "money_range"),
        ("dua puluh ribu tiga puluh ribu", "money_range"),
        ("500rb atau 600rb", "money_range"),
        ("50 ribu-60 ribu", "money_range"),
        ("1/2 juta", "money_range"),
        ("antara 1 dan 2 juta", "money_range"),
        ("di bawah 1 juta", "money_range"),
        ("kurang dari sejuta", "money_range"),
        ("-50000", "money_negative"),
        ("Rp -50.000", "money_negative"),
        ("minus 50rb", "money_negative"),
        ("2 miliar", "money_too_much"),
        ("1M", "money_too_much"),
        ("6371015708859001", "money_too_much"),
        ("9" * 400, "money_too_much"),
    ],
)
def test_what_is_no_single_sum_is_refused_with_its_reason(text, expected):
    with pytest.raises(Unread) as refused:
        read_money(text)
    assert refused.value.reason == expected


def test_the_most_that_is_read_can_be_set():
    assert read_money("2 miliar", most=5_000_000_000).rupiah == 2_000_000_000
