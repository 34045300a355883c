"""What is pending is heard where it was recorded; the word for it takes nobody's answer away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.choices import Choice
from bot.conversation.messages import File, Option, Said
from bot.conversation.question import Question
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, asking
from tests.conversation.kitchen import dialogue

ASKED: list[str] = []


def sound(place: str) -> File:
    ASKED.append(place)
    return File("x.ogg", "audio", f"spoken:1:{place}.ogg")


def with_recordings(*questions: Question) -> Chat:
    chat = asking(*questions)
    return replace(chat, dialogue=replace(chat.dialogue, recorded=sound))


def test_the_pending_question_is_played_and_asked_again() -> None:
    chat = with_recordings(Text("a"), Text("b"))
    reply = chat.say("suara")
    assert reply.file and reply.file.kind == "audio"
    assert (reply.text, chat.asked, chat.answers) == ("A?", "a", {})


def test_without_a_recording_that_is_said() -> None:
    chat = asking(Text("a"), Text("b"))
    reply = chat.say("dengar")
    assert (chat.heard("listen.none"), reply.file, chat.asked) == (True, None, "a")


@pytest.mark.parametrize("word", ["SUARA", "/suara", "Dengarkan!", "listen"])
def test_it_is_a_word_like_the_other_commands(word: str) -> None:
    assert with_recordings(Text("a"), Text("b")).say(word).file


def test_an_option_of_that_name_is_an_answer() -> None:
    both = [Option("suara", "Suara"), Option("gambar", "Gambar")]
    chat = with_recordings(Choice("a", lambda context: both), Text("b"))
    reply = chat.say("Suara")
    assert (chat.answers, reply.file) == ({"a": "suara"}, None)


def test_a_sentence_with_the_word_in_it_is_an_answer() -> None:
    chat = with_recordings(Text("a"), Text("b"))
    chat.say("suara mesinnya keras")
    assert chat.answers == {"a": "suara mesinnya keras"}


def test_a_voice_note_is_answered_with_a_voice() -> None:
    chat = with_recordings(Text("a"), Text("b"))
    reply = chat.send(Said(unread="voice"))
    assert reply and reply.file and chat.heard("unread.voice")
    other = chat.send(Said(unread="sticker"))
    assert other and other.file is None


def test_the_menu_is_heard_too() -> None:
    chat = Chat(dialogue=replace(dialogue(), recorded=sound))
    ASKED.clear()
    assert chat.say("suara").file
    assert ASKED == ["id/common/menu.ask"]


def test_help_offers_it_only_where_there_is_one() -> None:
    with_sound, without = with_recordings(Text("a"), Text("b")), asking(Text("a"), Text("b"))
    with_sound.say("bantuan")
    without.say("bantuan")
    assert (with_sound.heard("listen.offer"), without.heard("listen.offer")) == (True, False)
