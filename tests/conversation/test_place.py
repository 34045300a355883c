"""A place to come back to: begun anew where it waits, and nobody is reminded of it."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.choices import Choice
from bot.conversation.derived import Tell
from bot.conversation.messages import Said
from bot.conversation.questions import Text
from tests.conversation.chat import Chat, only
from tests.conversation.kitchen import dialogue, ends

ASIDE = replace(only(Text("what")), name="aside", finish=ends("aside"))


def chat_in(*, place: bool) -> Chat:
    """The kitchen greets and asks."""
    chat = Chat(dialogue(only(Tell("thanks"), Choice("who", ("self", "other")), place=place), ASIDE))
    chat.say("dapur")
    return chat


def test_it_begins_anew_where_it_waits() -> None:
    chat = chat_in(place=True)
    assert chat.heard("thanks.say")
    chat.all("menu", "dapur")
    assert (chat.heard("thanks.say"), chat.heard("resumed"), chat.under_way) == (True, False, ["kitchen"])


def test_work_that_is_half_done_is_gone_on_with() -> None:
    chat = chat_in(place=False)
    chat.all("menu", "dapur")
    assert (chat.heard("thanks.say"), chat.heard("resumed"), chat.under_way) == (False, True, ["kitchen"])


def test_nobody_is_reminded_of_it() -> None:
    chat = chat_in(place=True)
    assert chat.send(Said(remind=chat.session.step)) is None
    half_done = chat_in(place=False)
    assert half_done.send(Said(remind=half_done.session.step))


def test_what_follows_may_give_way_to_what_waits() -> None:
    follows = replace(ASIDE, finish=ends("aside", then="officer", gives_way=True))
    chat = Chat(dialogue(only(Choice("who", ("self", "other"))), follows))
    chat.all("samping", "cerita")
    assert chat.under_way == ["officer"]
    chat.all("batal", "dapur", "samping", "cerita")
    assert (chat.under_way, chat.asked) == (["kitchen"], "who")


def test_what_is_begun_from_there_is_reminded_of() -> None:
    chat = chat_in(place=True)
    chat.say("samping")
    assert chat.send(Said(remind=chat.session.step))
