"""STOP and START: no more announcements to a chat, or again; what the words mean otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.conversation.choices import Choice
from bot.conversation.messages import Option, Said
from bot.conversation.news import News
from bot.conversation.questions import Text
from bot.conversation.session import Session
from bot.conversation.turn import turn
from tests.conversation.chat import Chat, asking

SIGNS = (Option("red", "Stop"), Option("green", "Mulai"))


def listening(chat: Chat) -> tuple[Chat, list[bool]]:
    """The same chat where there are announcements; and what was said of them."""
    heard: list[bool] = []

    def silence(services: Any, silent: bool) -> None:
        heard.append(silent)

    told = replace(chat.dialogue, silence=silence, news=lambda about, scene: News(about, broadcast=True))
    chat.dialogue = told
    return chat, heard


def announce(chat: Chat, text: str = "Kantor pindah.") -> str:
    """An announcement comes; what is shown."""
    chat.session, reply = turn(chat.dialogue, chat.session, Said(news=text), chat.now, chat.services)
    assert reply and reply.broadcast
    return reply.text


def test_without_announcements_stop_means_what_is_under_way() -> None:
    chat = asking(Text("a"))
    chat.say("stop")
    assert chat.session.talks == ()


@pytest.mark.parametrize("word", ["stop", "STOP", "Berhenti.", "/stop", "jangan kirim lagi"])
def test_where_nothing_is_under_way_it_means_announcements(word: str) -> None:
    chat, heard = listening(Chat())
    chat.say(word)
    assert heard == [True] and chat.heard("stop.done") and not chat.heard("stop.under_way")


def test_where_one_has_come_it_means_them_once_and_what_is_under_way_stays() -> None:
    chat, heard = listening(asking(Text("a"), Text("b")))
    chat.say("satu")
    assert announce(chat).startswith("Kantor pindah.")
    chat.say("stop")
    assert heard == [True] and chat.heard("stop.under_way")
    assert (chat.asked, chat.answers) == ("b", {"a": "satu"})
    chat.say("stop")
    assert chat.session.talks == () and heard == [True]


def test_where_none_has_come_it_leaves_what_is_under_way_and_says_nothing_of_announcements() -> None:
    chat, heard = listening(asking(Text("a")))
    chat.say("berhenti")
    assert chat.session.talks == () and heard == []


def test_in_so_many_words_it_is_always_about_announcements() -> None:
    chat, heard = listening(asking(Text("a")))
    chat.say("stop pengumuman")
    assert heard == [True] and chat.asked == "a"


def test_a_question_that_has_the_word_among_its_options_keeps_it() -> None:
    chat, heard = listening(asking(Choice("a", lambda context: SIGNS), Text("b")))
    announce(chat)
    chat.say("stop")
    assert heard == [] and chat.answers == {"a": "red"}


def test_start_means_it_only_for_who_has_stopped_them() -> None:
    chat, heard = listening(asking(Text("a"), Text("b")))
    chat.say("mulai")
    assert chat.answers == {"a": "mulai"} and heard == []
    chat.all("jangan kirim lagi", "mulai")
    assert heard == [True, False] and chat.heard("again.done") and chat.asked == "b"
    chat.say("mulai")
    assert heard == [True, False]


def test_start_at_the_menu_is_a_greeting() -> None:
    chat, heard = listening(Chat())
    chat.say("mulai")
    assert chat.heard("hello") and heard == []


def test_stop_is_honoured_before_the_gate_and_at_it() -> None:
    chat, heard = listening(Chat(session=Session()))
    chat.say("stop")
    assert heard == [True] and chat.heard("stop.done")
    chat.say("jangan kirim lagi")
    assert heard == [True, True] and not chat.heard("stop.under_way")


def test_who_is_announced_to_before_the_gate_is_asked_nothing_by_it() -> None:
    chat, _ = listening(Chat(session=Session()))
    assert announce(chat) == "Kantor pindah."
    chat.say("stop")
    assert chat.session.known["silent"]
