"""What the engine does for a channel with little room: pages, replies to old questions, forms, the own number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.conversation.choices import Choice
from bot.conversation.labels import option
from bot.conversation.messages import AGAIN, Option, Said
from bot.conversation.questions import Nik, PersonName, Phone, Text
from bot.conversation.session import Session
from bot.conversation.words import Language, MissingWords, Words
from rules.regencies import provinces, regencies
from tests.conversation.chat import Chat, asking
from tests.conversation.kitchen import LANGUAGES

NIK = "6371011708859004"
FRUIT = Choice("fruit", lambda context: [Option("apple", "Apel"), Option("pear", "Pir")])


def told(chat: Chat, **said: Any) -> Chat:
    assert chat.send(Said(**said)) is not None
    return chat


# Pages


def test_turning_a_page_shows_the_same_and_changes_nothing() -> None:
    chat = asking(FRUIT, Text("story"))
    before = chat.session
    step = before.step
    told(chat, choice=f"{step}:page:1")
    assert chat.session == before
    assert (chat.reply.page, chat.text, chat.labels) == (1, "Buah apa?", ["Apel", "Pir"])
    told(chat, choice=f"{step}:apple")  # the buttons of every page stay good
    assert chat.text == "Ceritanya?"


@pytest.mark.parametrize(
    "choice", ["{old}:page:1", "{now}:page:x", "{now}:page:", "{now}:page:-1", "page:1", ":"]
)
def test_a_page_of_another_message_is_an_old_button(choice: str) -> None:
    chat = asking(FRUIT, Text("story"))
    told(chat, choice=choice.format(old=chat.session.step - 1, now=chat.session.step))
    assert chat.heard("old_button") and chat.reply.page == 0


def test_at_the_menu_a_page_is_turned_too() -> None:
    chat = Chat()
    chat.say("halo")
    told(chat, choice=f"{chat.session.step}:page:1")
    assert chat.reply.page == 1 and "Masak" in chat.labels


def test_a_page_that_another_release_showed_is_an_old_button() -> None:
    chat = asking(FRUIT, Text("story"))
    chat.session = chat.session.but(release="another")
    told(chat, choice=f"{chat.session.step}:page:1")
    assert chat.reply.page == 0


# Coming back


def test_who_comes_back_is_asked_again_and_told_nothing_else() -> None:
    chat = asking(FRUIT, Text("story"))
    told(chat, choice=AGAIN)
    assert chat.text == "Buah apa?"
    chat.tap("Apel")
    assert chat.text == "Ceritanya?"


def test_who_has_not_agreed_yet_is_asked_that_first() -> None:
    chat = Chat(session=Session())
    told(chat, choice=AGAIN)
    assert "Setuju?" in chat.text


# The own number


def test_the_own_number_answers_the_question_for_a_number() -> None:
    chat = asking(Phone("phone"), Text("story"))
    told(chat, choice=f"{chat.session.step}:own_number", phone="+6281234567890")
    assert chat.answers["phone"] == "+6281234567890"
    old = f"{chat.session.step - 1}:own_number"
    told(chat, choice=old, phone="+6281234567890")
    assert chat.heard("old_button")


def test_a_tap_for_a_number_that_is_not_known_any_more_asks_for_it() -> None:
    chat = asking(Phone("phone"), Text("story"))
    told(chat, choice=f"{chat.session.step}:own_number")
    assert chat.heard("errors.empty") and chat.text.endswith("HP?")


# Replies to an old question


def story() -> Chat:
    chat = asking(PersonName("name"), FRUIT, Text("story"), Text("tale"))
    return chat_with(chat, "SITI AMINAH", "Apel", "lama")


def chat_with(chat: Chat, *said: str) -> Chat:
    chat.all(*said)
    return chat


def test_a_reply_to_an_old_question_answers_that_one() -> None:
    chat = story()
    told(chat, text="BUDI SANTOSO", quotes="kitchen/name")
    assert (chat.answers["name"], chat.text) == ("BUDI SANTOSO", "Kisahnya?")
    assert "tale" not in chat.answers


def test_a_number_then_means_the_options_of_that_question() -> None:
    chat = story()
    told(chat, text="2", quotes="kitchen/fruit")
    assert chat.answers["fruit"] == "pear" and chat.text == "Kisahnya?"


def test_what_is_no_answer_to_the_old_question_is_refused_and_it_is_asked_again() -> None:
    chat = story()
    told(chat, text="4711", quotes="kitchen/name")
    assert chat.heard("errors.name_digits") and chat.text.endswith("Nama?")
    chat.say("BUDI SANTOSO")
    assert chat.text == "Kisahnya?"


@pytest.mark.parametrize(
    "quotes", ["kitchen/tale", "kitchen/", "/", "", "aside/what", "kitchen/nothing", "other/name"]
)
def test_any_other_reply_is_an_ordinary_answer(quotes: str) -> None:
    chat = story()
    told(chat, text="kisah lama", quotes=quotes)
    assert chat.services.last()["tale"] == "kisah lama"
    assert chat.services.last()["name"] == "SITI AMINAH"


def test_a_command_stays_a_command() -> None:
    chat = story()
    told(chat, text="kembali", quotes="kitchen/name")
    assert chat.text == "Ceritanya?"


# Forms


def form(chat: Chat, **answers: str) -> Chat:
    return told(chat, form=answers, form_of="kitchen")


def test_a_form_answers_as_far_as_it_goes() -> None:
    chat = asking(PersonName("name"), FRUIT, Text("story"), Text("tale"))
    form(chat, name="siti aminah", fruit="pear", story="lama", other="?")
    assert chat.answers == {"name": "SITI AMINAH", "fruit": "pear", "story": "lama"}
    assert chat.text == "Kisahnya?"
    chat.say("kisah")
    assert chat.services.last()["tale"] == "kisah"
    assert "form" not in chat.session.known


def test_a_doubt_is_settled_before_the_rest_is_taken() -> None:
    nik = Nik("nik", regencies=regencies(), provinces=provinces())
    chat = asking(nik, PersonName("name"), Text("story"), Text("tale"))
    form(chat, nik=NIK, name="siti aminah", story="lama")
    assert chat.heard("doubts.read_back") and "name" not in chat.answers
    chat.tap("Benar")
    assert chat.answers["name"] == "SITI AMINAH" and chat.text == "Kisahnya?"


def test_a_doubt_that_is_denied_asks_anew_and_goes_on_after_it() -> None:
    nik = Nik("nik", regencies=regencies(), provinces=provinces())
    chat = asking(nik, PersonName("name"), Text("story"))
    form(chat, nik=NIK, name="siti aminah")
    chat.tap("Salah, ulangi")
    assert chat.text == "NIK?"
    chat.all(NIK, "[Benar]")
    assert chat.answers["name"] == "SITI AMINAH" and chat.text == "Ceritanya?"


def test_what_a_form_tells_wrongly_is_said_and_asked() -> None:
    chat = asking(PersonName("name"), FRUIT, Text("story"))
    form(chat, name="4711", fruit="pear")
    assert chat.heard("errors.name_digits") and chat.text.endswith("Nama?")
    chat.say("SITI AMINAH")
    assert chat.answers["fruit"] == "pear" and chat.text == "Ceritanya?"


def test_a_form_begins_its_conversation_and_ends_with_it() -> None:
    chat = Chat()
    chat.say("samping")
    form(chat, who="self")
    assert chat.under_way == ["aside", "kitchen"]
    form(chat, nothing="x")
    chat.say("batal")
    assert "form" not in chat.session.known


def test_a_form_of_nothing_known_is_answered_kindly() -> None:
    chat = asking(Text("story"))
    told(chat, form={"a": "b"}, form_of="nothing")
    assert chat.heard("unread.other") and chat.text.endswith("Ceritanya?")


def test_a_form_waits_for_nobody_who_has_not_agreed() -> None:
    chat = Chat(session=Session())
    form(chat, name="SITI AMINAH")
    assert "Setuju?" in chat.text and chat.under_way == ["gate"]


def test_only_the_first_question_of_a_form_offers_it() -> None:
    chat = asking(Text("what"), PersonName("name"), Text("story"), form="name")
    assert chat.reply.form is None
    chat.say("apa")
    assert chat.reply.form == "kitchen"
    chat.say("4711")
    assert chat.reply.form == "kitchen"  # still not answered
    chat.say("SITI AMINAH")
    assert chat.reply.form is None
    chat.say("kembali")
    assert chat.reply.form is None  # answered once


# Labels


def test_a_label_may_have_a_short_form() -> None:
    language: Language = replace(
        LANGUAGES["id"], catalogues={"common": {"a": "Panjang {x}", "a.short": "P {x}", "b": "B"}}
    )
    words = Words(language)
    assert option(words, "1", "own", "a", x="sekali") == Option("1", "Panjang sekali", "P sekali")
    assert option(words, "1", "b", "a") == Option("1", "B")
    with pytest.raises(MissingWords, match="c"):
        option(words, "1", "own", "c")
