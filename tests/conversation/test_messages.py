"""What is no answer: reminders, groups, what can't be read; and the session between two messages."""

from __future__ import annotations

import json

import msgspec
import pytest

from bot.conversation.choices import Choice
from bot.conversation.messages import Said
from bot.conversation.questions import Text
from bot.conversation.session import Doubt, Session, Talk
from tests.conversation.chat import AGREED, Chat, asking, stored

A, WHAT = Text("a"), Text("what")


def test_a_reminder_asks_the_pending_question_again() -> None:
    chat = asking(A, WHAT)
    chat.say("x")
    chat.send(Said(remind=chat.session.step))
    assert (chat.heard("reminder"), chat.asked, chat.answers) == (True, "what", {"a": "x"})


def test_a_reminder_of_an_earlier_step_says_nothing() -> None:
    chat = asking(A, WHAT)
    step = chat.session.step
    chat.say("x")
    before = chat.session
    assert chat.send(Said(remind=step)) is None
    assert chat.session == before


def test_a_reminder_with_nothing_under_way_says_nothing() -> None:
    chat = Chat()
    chat.say("halo")
    assert chat.send(Said(remind=chat.session.step)) is None


def test_a_reminder_at_the_menu_asks_what_waits() -> None:
    chat = asking(A, WHAT)
    chat.say("menu")
    chat.send(Said(remind=chat.session.step))
    assert (chat.heard("reminder"), chat.asked, chat.reply.question) == (True, "a", "a")


@pytest.mark.parametrize("kind", ["voice", "sticker", "video", "location", "contact", "edited", "other"])
def test_what_can_not_be_read_is_said_kindly_and_changes_nothing(kind: str) -> None:
    chat = asking(A, WHAT)
    chat.send(Said(unread=kind))
    assert (chat.heard(f"unread.{kind}"), chat.asked, chat.answers) == (True, "a", {})


def test_what_no_words_are_known_for_is_said_in_general_terms() -> None:
    chat = asking(A, WHAT)
    chat.send(Said(unread="hologram"))
    assert chat.heard("unread.other")


def test_a_group_hears_once_that_the_bot_works_in_private() -> None:
    chat = Chat(session=Session())
    first, second = chat.send(Said(unread="group")), chat.send(Said(unread="group"))
    assert first is not None
    assert (chat.heard("unread.group"), first.options, second) == (True, (), None)
    assert chat.under_way == []


def test_a_message_of_nothing_is_answered() -> None:
    for chat in (Chat(), asking(A, WHAT), asking(Choice("who", ("self", "other")), WHAT)):
        for said in (Said(), Said(text="\x00"), Said(text=" \n "), Said(text="...")):
            assert chat.send(said) is not None


def test_a_session_is_the_same_after_json() -> None:
    doubt = Doubt("nik", "read_back", {"yes": "6371", "no": None}, {"born": "1985"}, ("other",))
    talks = (Talk("kitchen", {"a": None, "b": {"rows": ["1"]}}, "b", doubt, True), Talk("aside"))
    session = Session("en", talks, 7, True, (("yes", "Ya"),), {"consent": "1"}, "kitchen/nik", "abc")
    assert stored(session) == session


def test_a_session_of_an_older_or_newer_release_is_read() -> None:
    older = {"talks": [{"conversation": "kitchen"}], "step": 3, "new_field": [1]}
    session = msgspec.json.decode(json.dumps(older), type=Session)
    assert session == Session(talks=(Talk("kitchen"),), step=3)


def test_the_reply_names_what_is_asked_and_where() -> None:
    chat = asking(A, WHAT)
    assert (chat.reply.conversation, chat.reply.question, chat.reply.language) == ("kitchen", "a", "id")
    chat.say("menu")
    assert (chat.reply.conversation, chat.reply.question) == (None, None)


def test_the_ids_of_options_name_the_step() -> None:
    chat = asking(Choice("who", ("self", "other")), WHAT)
    assert [option.id for option in chat.reply.options] == ["1:self", "1:other"]
    chat.say("?")
    assert [option.id for option in chat.reply.options] == ["2:self", "2:other"]


def test_the_step_before_a_release_is_not_lost_on_a_person_who_has_agreed() -> None:
    chat = Chat(session=AGREED)
    for number in range(1, 4):
        chat.say("halo")
        assert chat.session.step == number
