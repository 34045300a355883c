"""How a time is read. Now is Saturday, 21 November 2026, twenty to ten in the morning."""

from datetime import UTC, datetime

import pytest

from bot.conversation.reading import Unread
from bot.conversation.reading.dates import DateTimeRead, read_datetime

NOW = datetime(2026, 11, 21, 9, 40)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("jam 5 pagi", on(21, 5)),
        ("jam lima pagi", on(21, 5)),
        ("jam5 pagi", on(21, 5)),
        ("jm 5 pg", on(21, 5)),
        ("5 pagi", on(21, 5)),
        ("jam lima tiga puluh pagi", on(21, 5, 30)),
        ("jam 5.30 pagi", on(21, 5, 30)),
        ("tadi pagi jam 8", on(21, 8)),
        ("tadi jam 8 pagi", on(21, 8)),
        ("jam 5 WITA pagi", on(21, 5)),
        ("pukul 05.00", on(21, 5)),
        ("05:00", on(21, 5)),
        ("jam 3 dini hari", on(21, 3)),
        ("jam 2 malam", on(21, 2)),
        ("pukul 17.30", on(20, 17, 30)),
        ("17.30", on(20, 17, 30)),
        ("17:30 wib", on(20, 17, 30)),
        ("jam 5 sore", on(20, 17)),
        ("jam 7 malam", on(20, 19)),
        ("jam setengah 6 sore", on(20, 17, 30)),
        ("jam setengah enam pagi", on(21, 5, 30)),
        ("jam 6 kurang 15 pagi", on(21, 5, 45)),
        ("jam 6 kurang seperempat pagi", on(21, 5, 45)),
        ("jam 5 lewat 10 menit sore", on(20, 17, 10)),
        ("jam 12 malam", on(21, 0)),
        ("kemarin jam 5 sore", on(20, 17)),
        ("kemarin sore jam 5", on(20, 17)),
        ("kmrn mlm jam 8", on(20, 20)),
        ("kemarin 5.30 sore", on(20, 17, 30)),
        ("jam 1730 kemarin", on(20, 17, 30)),
        ("jam 12 siang kemarin", on(20, 12)),
        ("setengah 1 siang kemarin", on(20, 12, 30)),
        ("kemarin jam 1 siang", on(20, 13)),
        ("kemarin habis isya jam 8", on(20, 20)),
        ("7pm kemarin", on(20, 19)),
        ("5:30 am kemarin", on(20, 5, 30)),
        ("tadi malam jam 8", on(20, 20)),
        ("tadi malam jam 1", on(21, 1)),
        ("tadi malam jam 12", on(21, 0)),
        ("2 hari lalu jam 3 sore", on(19, 15)),
        ("senin kemarin jam 9 pagi", on(16, 9)),
        ("hari minggu jam 9 pagi", on(15, 9)),
        ("tgl 19 kemarin jam 5 pagi", on(19, 5)),
        ("19-11-2026 17.30", on(19, 17, 30)),
        ("19/11/26 05:00", on(19, 5)),
        ("19 nov 2026, pukul 17.30 wita", on(19, 17, 30)),
        ("jam 5 sore tgl 19 november 2026", on(19, 17)),
        ("Kamis, 19 November 2026 pukul 05.00", on(19, 5)),
        ("2026-11-19T05:00", on(19, 5)),
        ("2026-11-19 17:30:05", on(19, 17, 30)),
        ("barusan", NOW),
        ("baru saja pak", NOW),
        ("2 jam lalu", on(21, 7, 40)),
        ("sejam yang lalu", on(21, 8, 40)),
        ("setengah jam lalu", on(21, 9, 10)),
        ("satu setengah jam yang lalu", on(21, 8, 10)),
        ("1 jam 15 menit lalu", on(21, 8, 25)),
        ("30 menit lalu", on(21, 9, 10)),
    ],
)
def test_a_time_is_read(text, value):
    assert read_datetime(text, NOW) == DateTimeRead(value, sure=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("jam 5", on(21, 5)),
        ("setengah 6", on(21, 5, 30)),
        ("jam 5.30", on(21, 5, 30)),
        ("tadi jam 8", on(21, 8)),
        ("jam 10 kemarin", on(20, 10)),
        ("tadi pagi", on(21, 7)),
        ("td pg", on(21, 7)),
        ("tadi subuh", on(21, 5)),
        ("tadi malam", on(20, 20)),
        ("kemarin sore", on(20, 16)),
        ("ibi sanja", on(20, 18)),
        ("tengah malam", on(21, 0)),
        ("semalam jam 8", on(20, 20)),  # last night, or any time of yesterday
        ("semalam jam 10 pagi", on(20, 10)),
        ("kemarin jam 12 malam", on(21, 0)),
        ("kemarin jam 2 malam", on(20, 2)),
        ("tgl 19 jam 5 pagi", on(19, 5)),
        ("hari senin tgl 16 jam setengah tujuh pagi", on(16, 6, 30)),
        ("19 november 10 pagi", on(19, 10)),
        ("malam jumat jam 8", on(19, 20)),
        ("minggu lalu jam 8 pagi", on(14, 8)),
        ("jumat, 19 november 2026 pukul 17.30", on(19, 17, 30)),  # it is a Thursday
        ("jam 5 sampai jam 6 pagi", on(21, 5)),
        ("jam 7 atau 8 pagi", on(21, 7)),
    ],
)
def test_a_time_that_may_be_another_is_not_sure(text, value):
    assert read_datetime(text, NOW) == DateTimeRead(value, sure=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "date_unread"),
        ("halo", "date_unread"),
        ("lupa", "date_unread"),
        ("kemarin", "date_incomplete"),
        ("tadi", "date_incomplete"),
        ("17 agustus 2026", "date_incomplete"),
        ("agustus 2026", "date_incomplete"),
        ("jam 25", "date_impossible"),
        ("jam 5.75", "date_impossible"),
        ("17.75", "date_impossible"),
        ("31-2-2026 jam 5 pagi", "date_impossible"),
        ("hari ini jam 5 sore", "date_future"),
        ("besok jam 5", "date_future"),
        ("22-11-2026 05:00", "date_future"),
        ("31-12-9999 jam 12 malam", "date_future"),
    ],
)
def test_what_is_no_past_time_is_refused_with_its_reason(text, expected):
    with pytest.raises(Unread) as refused:
        read_datetime(text, NOW)
    assert refused.value.reason == expected


def test_this_morning_said_before_seven_is_now():
    assert read_datetime("tadi pagi", on(21, 6, 30)) == DateTimeRead(on(21, 6, 30), sure=False)


def test_tonight_at_eight_is_the_latest_such_evening():
    assert read_datetime("tadi malam jam 8", on(21, 23)) == DateTimeRead(on(21, 20), sure=True)


def test_the_zone_and_the_seconds_of_now_are_left_out():
    now = datetime(2026, 11, 21, 9, 40, 33, 123, tzinfo=UTC)
    assert read_datetime("barusan", now) == DateTimeRead(NOW, sure=True)
