"""The kinds of question that are answered by sending a photo or a file."""

from __future__ import annotations

import pytest

from bot.conversation.questions import Document, Photo, Text
from tests.conversation.chat import asking


def test_a_photo_is_kept_by_our_own_id() -> None:
    chat = asking(Photo("photo"), Text("what"))
    chat.photo(document="abc")
    assert chat.answers == {"photo": "abc"}


def test_a_file_is_no_photo_but_a_photo_is_a_document() -> None:
    chat = asking(Photo("photo"), Document("paper"), Text("what"))
    chat.document()
    assert (chat.heard("errors.not_a_photo"), chat.asked) == (True, "photo")
    chat.photo()
    chat.photo(document="p")
    assert chat.answers == {"photo": "d1", "paper": "p"}


def test_words_are_no_document() -> None:
    chat = asking(Document("paper"), Text("what"))
    chat.say("nanti saya kirim")
    assert chat.heard("errors.not_a_document")


@pytest.mark.parametrize("caption", ["samping", "batal", "menu", "1"])
def test_what_is_written_under_a_photo_is_no_command(caption: str) -> None:
    chat = asking(Photo("photo"), Text("what"))
    chat.photo(caption)
    assert (chat.answers, chat.asked) == ({"photo": "d1"}, "what")


def test_the_words_under_a_photo_answer_a_question_for_words() -> None:
    chat = asking(Text("story"), Text("what"))
    chat.photo("hujan deras")
    assert chat.answers == {"story": "hujan deras"}
