"""The kinds of question that are answered by typing."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.conversation.messages import Said
from bot.conversation.money import Money
from bot.conversation.question import Question
from bot.conversation.questions import Nik, PastDate, PersonName, Phone, Photo, Text, When
from rules.regencies import provinces, regencies
from tests.conversation.chat import Chat, asking

NIK = "6371015708859001"


def asking_nik(read_back: bool = True) -> Chat:
    nik = Nik("nik", regencies=regencies(), provinces=provinces(), read_back=read_back)
    return asking(nik, Text("what"))


def test_a_text_is_kept_on_one_line() -> None:
    chat = asking(Text("story"), Text("what"))
    chat.say("  hujan \n deras ")
    assert chat.answers == {"story": "hujan deras"}


def test_an_empty_text_is_asked_again() -> None:
    chat = asking(Text("story"), Text("what"))
    chat.say(" \n ")
    assert (chat.heard("errors.empty"), chat.asked, chat.answers) == (True, "story", {})


def test_a_text_longer_than_allowed_is_asked_again() -> None:
    chat = asking(Text("story", longest=10), Text("what"))
    chat.say("a" * 11)
    assert (chat.heard("errors.too_long"), chat.asked) == (True, "story")
    chat.say("a" * 10)
    assert chat.asked == "what"


def test_what_nobody_types_is_left_out_of_a_text() -> None:
    chat = asking(Text("story"), Text("what"))
    chat.say("hu\x00jan\u202e \ud83d\ud800deras")
    assert chat.answers == {"story": "hujan deras"}


def test_emoji_and_letters_of_any_script_stay_in_a_text() -> None:
    chat = asking(Text("story"), Text("what"))
    chat.say("ᬒᬁ 👩‍🌾 naïve")
    assert chat.answers == {"story": "ᬒᬁ 👩‍🌾 naïve"}


def test_a_nik_is_read_back_before_it_is_kept() -> None:
    chat = asking_nik()
    chat.say("6371 0157 0885 9001")
    assert (chat.heard("doubts.read_back"), chat.answers) == (True, {})
    chat.tap("Benar")
    assert chat.answers == {"nik": NIK}


def test_a_nik_may_be_kept_without_reading_back() -> None:
    chat = asking_nik(read_back=False)
    chat.say(NIK)
    assert chat.answers == {"nik": NIK}


def test_a_nik_of_an_unknown_regency_is_doubted() -> None:
    chat = asking_nik()
    chat.say("6399015708859001")
    assert chat.heard("doubts.region_unknown")
    chat.say("sama")
    assert chat.answers == {"nik": "6399015708859001"}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("637101570885", "nik_short"),
        (NIK + "0", "nik_long"),
        ("6371O15708859001", "nik_letters"),
        ("0071015708859001", "nik_province"),
        ("6371019908859001", "nik_date"),
        ("6371015708850000", "nik_serial"),
    ],
)
def test_a_nik_that_can_not_be_is_asked_again(typed: str, reason: str) -> None:
    chat = asking_nik()
    chat.say(typed)
    assert (chat.heard(f"errors.{reason}"), chat.asked) == (True, "nik")


def test_a_name_is_kept_in_capitals_without_titles() -> None:
    chat = asking(PersonName("name"), Text("what"))
    chat.say("Hj. Siti Aminah")
    assert chat.answers == {"name": "SITI AMINAH"}


def test_a_name_with_digits_is_asked_again() -> None:
    chat = asking(PersonName("name"), Text("what"))
    chat.say("Siti 2")
    assert (chat.heard("errors.name_digits"), chat.answers) == (True, {})


def test_a_past_day_is_kept_as_iso_text() -> None:
    chat = asking(PastDate("born"), Text("what"))
    chat.say("17 Agustus 1985")
    assert chat.answers == {"born": "1985-08-17"}


def test_a_day_to_come_is_asked_again() -> None:
    chat = asking(PastDate("born"), Text("what"))
    chat.say("17 Agustus 2030")
    assert (chat.heard("errors.date_future"), chat.answers) == (True, {})


def test_a_day_that_may_be_another_is_asked_back() -> None:
    chat = asking(PastDate("born"), Text("what"))
    chat.say("5 atau 6 maret 2015")
    assert chat.asked == "born"
    assert chat.answers == {}


def test_a_two_digit_year_of_birth_is_of_a_person_of_fifteen_or_older() -> None:
    chat = asking(PastDate("a"), PastDate("born", birth=True), Text("what"))
    chat.all("1-2-15", "1-2-85")
    assert chat.answers == {"a": "2015-02-01", "born": "1985-02-01"}


def test_a_moment_is_always_read_back() -> None:
    chat = asking(When("happened"), Text("what"))
    chat.say("kemarin jam 5 pagi")
    assert (chat.heard("doubts.when_sure"), chat.answers) == (True, {})
    chat.tap("Benar")
    assert chat.answers == {"happened": "2026-11-20T05:00"}


def test_a_moment_without_an_hour_is_asked_again() -> None:
    chat = asking(When("happened"), Text("what"))
    chat.say("kemarin")
    assert (chat.heard("errors.date_incomplete"), chat.asked) == (True, "happened")


def test_money_of_a_month_is_kept_as_it_is() -> None:
    chat = asking(Money("income"), Text("what"))
    chat.say("1,5 juta")
    assert chat.answers == {"income": 1_500_000}


def test_a_daily_income_is_multiplied_and_read_back() -> None:
    chat = asking(Money("income"), Text("what"))
    chat.say("50rb sehari")
    assert chat.heard("doubts.multiplied")
    chat.tap("Benar")
    assert chat.answers == {"income": 1_300_000}


def test_a_small_sum_is_asked_per_what_and_then_multiplied() -> None:
    chat = asking(Money("income"), Text("what"))
    chat.all("50 ribu", "per minggu", "benar")
    assert chat.answers == {"income": 200_000}


def test_no_income_is_zero_although_0_opens_the_menu_elsewhere() -> None:
    chat = asking(Money("income"), Text("what"))
    chat.say("0")
    assert chat.answers == {} and chat.heard("doubts.nothing")
    chat.say("1")
    assert chat.answers == {"income": 0}
    chat.say("0")
    assert chat.heard("menu.ask")


def test_a_phone_number_is_kept_with_its_country() -> None:
    chat = asking(Phone("phone"), Text("what"))
    chat.say("0812-3456-7890")
    assert chat.answers == {"phone": "+6281234567890"}


def test_the_own_number_may_be_shared() -> None:
    chat = asking(Phone("phone"), Text("what"))
    assert chat.reply.ask == "phone"
    chat.send(Said(phone="+6281234567890"))
    assert chat.answers == {"phone": "+6281234567890"}


def test_a_number_that_is_shared_answers_nothing_else() -> None:
    chat = asking(Text("story"), Text("what"))
    chat.send(Said(phone="+6281234567890"))
    assert (chat.heard("errors.empty"), chat.answers) == (True, {})


def test_two_numbers_are_asked_again() -> None:
    chat = asking(Phone("phone"), Text("what"))
    chat.say("081234567890, 081234567891")
    assert chat.heard("errors.phone_two")


KINDS = (Text("a"), Nik("a"), PersonName("a"), PastDate("a"), When("a"), Money("a"), Phone("a"), Photo("a"))


@pytest.mark.parametrize("question", KINDS, ids=lambda question: type(question).__name__)
def test_no_kind_keeps_what_another_kind_stored(question: Question) -> None:
    assert not question.keeps({"picked": []})
    assert not question.keeps(["x"])
    assert not question.keeps(1.5)


@pytest.mark.parametrize("question", KINDS, ids=lambda question: type(question).__name__)
def test_every_kind_of_typed_answer_survives_a_very_long_text(question: Question) -> None:
    chat = asking(question, Text("what"))
    for long in ("9" * 5000, "a b " * 1500, "١" * 4500):
        chat.say(long)
        assert chat.asked == "a" or chat.session.talks[-1].doubt


def test_unicode_digits_are_read_as_digits_where_a_number_is_asked() -> None:
    chat = asking(Phone("phone"), Text("what"))
    chat.say("０８１２３４５６７８９０")
    assert chat.answers == {"phone": "+6281234567890"}


def test_the_time_of_the_city_is_what_a_moment_is_told_from() -> None:
    chat = asking(When("happened"), Text("what"))
    chat.now = datetime(2026, 11, 21, 0, 30, tzinfo=chat.now.tzinfo)
    chat.all("tadi jam 11 malam", "benar")
    assert chat.answers == {"happened": "2026-11-20T23:00"}
