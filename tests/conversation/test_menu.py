"""The menu, the names of conversations and the buttons of messages that have passed."""

from __future__ import annotations

import pytest

from bot.conversation.choices import Choice
from bot.conversation.messages import Said
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, asking

WHAT = Text("what")


def test_the_menu_is_answered_by_number_label_synonym_or_own_words() -> None:
    for typed in ("1", "Masak", "dapur", "ibu mau masak apa"):
        chat = Chat()
        chat.all("halo", typed)
        assert chat.under_way == ["kitchen"]


def test_a_greeting_is_greeted_and_nonsense_is_not_understood() -> None:
    chat = Chat()
    chat.say("Halo!")
    assert (chat.heard("hello"), chat.heard("menu.ask")) == (True, True)
    chat.say("xyzzy")
    assert (chat.heard("not_understood"), chat.heard("menu.ask")) == (True, True)


def test_the_longest_phrase_says_what_is_meant() -> None:
    words = Chat().dialogue.keywords["id"]
    assert words.mentioned("tolong, saya mau masak dapur") == "kitchen"
    assert words.mentioned("bahasa dapur samping") == "aside"
    assert (words.named("samping"), words.named("ke samping")) == ("aside", None)


def test_an_old_button_changes_nothing() -> None:
    chat = asking(Choice("who", ("self", "other")), WHAT)
    old = chat.option("Saya")
    chat.tap("Orang lain")
    chat.send(Said(choice=old))
    assert (chat.heard("old_button"), chat.answers, chat.asked) == (True, {"who": "other"}, "what")


@pytest.mark.parametrize("choice", ["", ":", "x", "0:self", "999:self", "1:", "1:nonsense", "self"])
def test_a_button_that_was_never_shown_changes_nothing(choice: str) -> None:
    chat = asking(Choice("who", ("self", "other")), WHAT)
    chat.send(Said(choice=choice.replace("1:", f"{chat.session.step}:")))
    assert (chat.heard("old_button"), chat.answers, chat.asked) == (True, {}, "who")


def test_a_button_of_the_menu_stays_good_while_the_menu_is_shown() -> None:
    chat = Chat()
    chat.all("halo", "xyzzy")
    chat.send(Said(choice=chat.option("Masak", back=2)))
    assert chat.under_way == ["kitchen"]
