"""The words that every conversation understands alike, and the review."""

from __future__ import annotations

import pytest

from bot.conversation.choices import Choice, MultiChoice
from bot.conversation.money import Money
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, asking

A, B, WHAT = Text("a"), Text("b"), Text("what")


def three() -> Chat:
    return asking(A, B, WHAT, review=True)


def reviewed() -> Chat:
    chat = three()
    chat.all("satu", "dua", "tiga")
    return chat


def test_back_asks_the_question_before_and_forgets_nothing() -> None:
    chat = three()
    chat.all("satu", "dua", "KEMBALI", "kembali")
    assert (chat.asked, chat.answers) == ("a", {"a": "satu", "b": "dua"})
    chat.say("uno")
    assert (chat.asked, chat.answers) == ("what", {"a": "uno", "b": "dua"})


def test_back_at_the_first_question_says_so() -> None:
    chat = three()
    chat.say("kembali")
    assert (chat.heard("back.first"), chat.asked) == (True, "a")


def test_back_with_nothing_under_way_says_so() -> None:
    chat = Chat()
    chat.say("kembali")
    assert chat.heard("back.none")


def test_back_at_the_menu_returns_to_what_waits() -> None:
    chat = three()
    chat.all("satu", "menu", "kembali")
    assert chat.asked == "b"


def test_back_from_the_review_asks_the_last_question() -> None:
    chat = reviewed()
    chat.say("kembali")
    assert chat.asked == "what"
    chat.say("tres")
    assert chat.heard("review.ask")
    assert "tres" in chat.text


def test_back_from_the_choice_of_what_to_change_returns_to_the_review() -> None:
    chat = reviewed()
    chat.all("ubah", "kembali")
    assert chat.heard("review.ask")


def test_back_from_an_answer_to_change_returns_to_the_review_step_by_step() -> None:
    chat = reviewed()
    chat.all("ubah", "[B]", "kembali")
    assert chat.heard("review.which")
    chat.all("kembali", "kirim")
    assert chat.services.last() == {"a": "satu", "b": "dua", "what": "tiga"}


def test_an_answer_is_changed_from_the_review() -> None:
    chat = reviewed()
    chat.all("ubah", "2", "dos", "[Kirim]")
    assert chat.services.last() == {"a": "satu", "b": "dos", "what": "tiga"}


def test_anything_else_at_the_review_is_no_answer() -> None:
    chat = reviewed()
    for words in ("empat", "9"):
        chat.say(words)
        assert (chat.heard("errors.not_an_option"), chat.heard("review.ask")) == (True, True)
    chat.all("ubah", "entah")
    assert (chat.heard("errors.not_an_option"), chat.heard("review.which")) == (True, True)


def test_cancel_leaves_and_sends_nothing() -> None:
    chat = reviewed()
    chat.say("batal")
    assert (chat.heard("cancel.done"), chat.under_way, chat.services.finished) == (True, [], [])
    chat.say("batal")
    assert chat.heard("cancel.none")


def test_cancel_at_the_menu_leaves_what_waits() -> None:
    chat = three()
    chat.all("menu", "batal")
    assert chat.under_way == []


def test_skip_leaves_an_optional_question_without_an_answer() -> None:
    chat = asking(Text("a", optional=True), WHAT)
    assert chat.labels == ["Lewati"]
    assert not chat.reply.numbered
    chat.tap("Lewati")
    assert chat.answers == {"a": None}


def test_skip_alone_has_a_number_too() -> None:
    chat = asking(Text("a", optional=True), WHAT)
    chat.say("1")
    assert chat.answers == {"a": None}


@pytest.mark.parametrize("message", ["2", "11"])
def test_another_number_beside_skip_alone_is_an_answer(message: str) -> None:
    chat = asking(Text("a", optional=True), WHAT)
    chat.say(message)
    assert chat.answers == {"a": message}


def test_a_number_beside_options_and_skip_is_an_option() -> None:
    chat = asking(Choice("who", ("self", "other"), optional=True), WHAT)
    chat.say("3")
    assert chat.answers == {"who": None}


def test_what_must_be_answered_can_not_be_skipped() -> None:
    chat = three()
    chat.say("lewati")
    assert (chat.heard("skip.none"), chat.asked, chat.answers) == (True, "a", {})


def test_skip_at_the_menu_and_at_the_review_skips_nothing() -> None:
    chat = Chat()
    chat.say("lewati")
    assert chat.heard("skip.none")
    chat = reviewed()
    chat.say("lewati")
    assert (chat.heard("skip.none"), chat.heard("review.ask")) == (True, True)


def test_a_skipped_answer_is_read_back_as_skipped() -> None:
    chat = asking(Text("a", optional=True), review=True)
    chat.say("lewati")
    assert chat.heard("review.skipped")


def test_menu_lets_what_is_under_way_wait() -> None:
    chat = three()
    chat.all("satu", "menu")
    assert (chat.asked, chat.reply.conversation) == (None, None)
    assert chat.labels[1:] == ["Masak", "Samping", "Tanya petugas", "Bahasa"]
    chat.say("1")
    assert (chat.heard("resumed"), chat.asked) == (True, "b")


def test_0_opens_the_menu_where_it_is_no_answer() -> None:
    chat = three()
    chat.say("0")
    assert chat.heard("menu.ask")


def test_0_opens_the_menu_while_an_income_is_in_doubt() -> None:
    chat = asking(Money("income"), WHAT)
    chat.all("50 ribu", "0")
    assert chat.heard("menu.ask")


def test_help_explains_the_very_question() -> None:
    chat = asking(Text("story"), Choice("who", ("self", "other")), MultiChoice("tools", ("saw",)), WHAT)
    chat.say("bantuan")
    assert ("Ceritakan saja." in chat.text, chat.heard("help.commands"), chat.asked) == (True, True, "story")
    chat.all("x", "?")
    assert chat.heard("help.choice")
    chat.all("1", "tolong")
    assert chat.heard("help.multichoice")


def test_help_at_the_menu_and_at_the_review() -> None:
    chat = Chat()
    chat.say("bantuan")
    assert chat.heard("help.menu")
    chat = reviewed()
    chat.say("bantuan")
    assert (chat.heard("help.review"), chat.heard("review.ask")) == (True, True)


def test_an_officer_is_brought_from_anywhere_and_the_talk_goes_on_after() -> None:
    chat = three()
    chat.all("satu", "petugas", "kartu saya hilang")
    assert chat.services.last("officer") == {"message": "kartu saya hilang"}
    assert (chat.heard("resumed"), chat.asked, chat.answers) == (True, "b", {"a": "satu"})


def test_an_officer_asked_for_twice_is_asked_once() -> None:
    chat = three()
    chat.all("petugas", "petugas")
    assert (chat.under_way, chat.asked) == (["kitchen", "officer"], "message")


@pytest.mark.parametrize("typed", ["/menu", "MENU.", " menu ", "menu@Bot", "*menu*", "“menu”", "menu\u200b"])
def test_a_command_may_be_written_in_many_ways(typed: str) -> None:
    chat = three()
    chat.say(typed)
    assert chat.heard("menu.ask")


def test_a_word_in_a_sentence_is_no_command() -> None:
    chat = three()
    chat.say("saya kembali besok")
    assert chat.answers == {"a": "saya kembali besok"}
