"""A question that asks what happened: the name of a conversation is an answer there, a command stays one."""

from __future__ import annotations

from bot.conversation.choices import Choice
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, asking

STORY = Text("story", undisturbed=True)


def test_elsewhere_the_name_of_a_conversation_begins_it() -> None:
    chat = asking(Text("story"), Text("extra"))
    chat.say("samping")
    assert (chat.under_way, chat.asked) == (["kitchen", "aside"], "what")


def test_the_name_of_a_conversation_may_be_what_happened() -> None:
    chat = asking(STORY, Text("extra"))
    chat.say("samping")
    assert (chat.answers, chat.under_way) == ({"story": "samping"}, ["kitchen"])


def test_a_choice_refuses_it_instead_of_leaving() -> None:
    chat = asking(Choice("who", ("self", "other"), undisturbed=True), Text("extra"))
    chat.say("samping")
    assert (chat.heard("errors.not_an_option"), chat.under_way) == (True, ["kitchen"])


def test_commands_win_all_the_same() -> None:
    chat = asking(STORY, Text("extra"))
    chat.say("petugas")
    assert (chat.answers, chat.asked) == ({}, "message")


def test_from_the_menu_the_name_begins_it_while_the_question_waits() -> None:
    chat: Chat = asking(STORY, Text("extra"))
    chat.all("menu", "samping")
    assert chat.asked == "what"
