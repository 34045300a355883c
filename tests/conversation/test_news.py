"""What a chat hears without having asked, also where that begins a conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.choices import Choice
from bot.conversation.conversation import Start
from bot.conversation.messages import File, Said
from bot.conversation.news import News
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, only
from tests.conversation.kitchen import dialogue, ends

SHEET = File("daftar.xlsx", "document", "shelf:abc")
ASKED = replace(only(Text("what")), name="aside", finish=ends("aside"))


def chat_told(news: News | None) -> Chat:
    """The kitchen, in which that is the news."""
    return Chat(
        replace(dialogue(only(Choice("who", ("self", "other"))), ASKED), news=lambda about, scene: news)
    )


def test_at_the_menu_it_is_said_alone_with_its_file() -> None:
    chat = chat_told(News("Sudah dibaca.", SHEET))
    chat.say("halo")
    before = chat.session
    reply = chat.send(Said(news="list:1"))
    assert reply and (reply.text, reply.file, reply.options) == ("Sudah dibaca.", SHEET, ())
    assert chat.session == before


def test_in_a_conversation_the_question_is_asked_again_below_it() -> None:
    chat = chat_told(News("Sudah dibaca.", SHEET))
    chat.say("dapur")
    reply = chat.send(Said(news="list:1"))
    assert reply and (reply.text, reply.file) == ("Sudah dibaca.\n\nUntuk siapa?", SHEET)


def test_what_is_out_of_date_is_not_said() -> None:
    chat = chat_told(None)
    assert chat.send(Said(news="list:1")) is None


@pytest.mark.parametrize(("text", "told"), [("", "Apa?"), ("Ada kabar.", "Ada kabar.\n\nApa?")])
def test_it_may_begin_a_conversation(text: str, told: str) -> None:
    chat = chat_told(News(text, start=Start("aside")))
    chat.send(Said(news="listed:1"))
    assert (chat.text, chat.under_way) == (told, ["aside"])


def test_a_talk_under_way_waits_for_the_one_that_news_begin() -> None:
    chat = chat_told(News("", start=Start("aside")))
    chat.say("dapur")
    chat.send(Said(news="listed:1"))
    assert (chat.under_way, chat.asked) == (["kitchen", "aside"], "what")
    chat.say("cerita")
    assert (chat.under_way, chat.asked, chat.heard("resumed")) == (["kitchen"], "who", True)


def test_news_may_bring_answers() -> None:
    chat = chat_told(News("", start=Start("kitchen", {"who": "self"})))
    chat.send(Said(news="listed:1"))
    assert chat.services.last() == {"who": "self"}


def test_before_the_gate_nothing_is_begun() -> None:
    chat = chat_told(News("", start=Start("aside")))
    chat.session = chat.session.but(known={})
    assert chat.send(Said(news="listed:1")) is None
    assert chat.under_way == []


def test_what_has_been_settled_elsewhere_is_not_asked_again_below_it() -> None:
    settled: list[str] = []
    asked = replace(ASKED, over=lambda answers, services: bool(settled))
    kitchen = dialogue(only(Choice("who", ("self", "other"))), asked)
    begins, says = News("", start=Start("aside")), News("Sudah diputuskan.")
    chat = Chat(replace(kitchen, news=lambda about, scene: begins if about == "begins" else says))
    chat.say("dapur")
    chat.send(Said(news="begins"))
    chat.send(Said(news="decided:1"))
    assert (chat.text, chat.under_way) == ("Sudah diputuskan.\n\nApa?", ["kitchen", "aside"])
    settled.append("yes")
    chat.send(Said(news="decided:1"))
    assert "Untuk siapa?" in chat.text and chat.under_way == ["kitchen"]


def test_nobody_is_reminded_of_what_has_been_settled_elsewhere() -> None:
    settled: list[str] = []
    asked = replace(ASKED, over=lambda answers, services: bool(settled))
    kitchen = dialogue(only(Choice("who", ("self", "other"))), asked)
    chat = Chat(replace(kitchen, news=lambda about, scene: News("", start=Start("aside"))))
    chat.send(Said(news="begins"))
    settled.append("yes")
    assert chat.send(Said(remind=chat.session.step)) is None
