"""An officer has the chat: the bot is quiet, nothing that waits is lost, and MENU or the closing brings it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.conversation import Conversation, Dialogue
from bot.conversation.derived import Outcome
from bot.conversation.messages import Attachment, Said
from bot.conversation.news import News
from bot.conversation.question import Context
from bot.conversation.questions import Text
from bot.conversation.session import THREAD, Answers, Session
from bot.conversation.words import Words
from tests.conversation.chat import Chat
from tests.conversation.kitchen import dialogue
from tests.conversation.straight import Straight

HEARD: list[tuple[int, bool]] = []


def kept(answers: Mapping[str, Any], context: Context) -> Outcome:
    return Outcome(remember={THREAD: 7})


def with_officer() -> Dialogue:
    """The kitchen, with an officer who may have the chat."""
    taken = Conversation(
        name="officer", questions=(Text("message"),), finish=kept, review=False, progress=False
    )
    return replace(
        dialogue(taken),
        officer_hears=lambda services, thread, left: HEARD.append((thread, left)),
        news=lambda about, scene: News(about, alone=about == "closed"),
    )


DIALOGUE = with_officer()
NOISE = st.sampled_from(
    ["terima kasih", "1", "2", "ya", "saya batal", "petugas", "bantuan", "17-8-1985", "dapur", "🙏", ""]
)
INTERLUDE = st.tuples(
    st.lists(NOISE, max_size=4), st.sampled_from(["menu", "0", "MENU", "batal", "Kembali", "closed"])
)


def begun() -> Chat:
    """In the middle of the kitchen, an officer called."""
    HEARD.clear()
    chat = Chat(DIALOGUE, Session(known={"consent": "1"}))
    chat.say("dapur")
    chat.say("petugas")
    chat.say("apa ini?")
    return chat


def test_the_bot_is_quiet_and_the_officer_hears() -> None:
    chat = begun()
    assert chat.session.known[THREAD] == 7 and "menu" in chat.replies[-1].options[0].id
    for said in (Said("halo"), Said("saya mau batal"), Said("1"), Said(attachment=Attachment("d9", "photo"))):
        assert chat.send(said) is None
    assert HEARD == [(7, False)] * 4
    assert chat.send(Said(remind=chat.session.step)) is None


def test_a_voice_note_is_kindly_declined_and_nothing_is_asked() -> None:
    reply = begun().send(Said(unread="voice"))
    assert reply and reply.question is None and len(reply.options) == 1


def test_menu_brings_the_bot_back_and_what_waits_is_offered() -> None:
    chat = begun()
    reply = chat.say("menu")
    assert THREAD not in chat.session.known and HEARD == [(7, True)]
    assert reply.options[0].id.endswith(":resume")


def test_no_more_announcements_and_again_are_obeyed_and_the_officer_stays() -> None:
    silences: list[bool] = []
    said = replace(DIALOGUE, silence=lambda services, silent: silences.append(silent))
    for word in ("STOP", "berhenti.", "jangan kirim lagi"):
        chat = begun()
        waits = chat.session.talks
        chat.dialogue = said
        assert chat.send(Said("mulai")) is None and not silences
        for text, key, silent in ((word, "stop.done", True), ("mulai", "again.done", False)):
            reply = chat.send(Said(text))
            common = Words(DIALOGUE.languages["id"])
            assert reply and reply.text == common(key) and reply.question is None
            assert silences.pop() is silent and chat.session.known[THREAD] == 7
        assert chat.session.talks == waits and HEARD == [(7, False)] * 3


def test_stop_is_for_the_officer_where_nothing_is_announced() -> None:
    assert begun().send(Said("stop")) is None and HEARD == [(7, False)]


def test_its_button_and_an_older_one_bring_the_bot_back() -> None:
    chat = begun()
    reply = chat.send(Said(choice=chat.replies[-1].options[0].id))
    assert reply and THREAD not in chat.session.known
    chat = begun()
    chat.send(Said(choice="1:self"))
    assert THREAD not in chat.session.known


def test_news_comes_without_a_question_and_the_closing_asks_what_waited() -> None:
    chat = begun()
    reply = chat.send(Said(news="petugas menulis"))
    assert reply and reply.text == "petugas menulis" and reply.question is None
    reply = chat.send(Said(news="closed"))
    assert reply and reply.question == "who" and THREAD not in chat.session.known


@settings(max_examples=60)
@given(st.dictionaries(st.integers(1, 25), INTERLUDE, max_size=4))
def test_any_talk_with_an_officer_in_between_ends_as_a_straight_run(
    interludes: dict[int, tuple[list[str], str]],
) -> None:
    quiet = Straight(Chat(DIALOGUE, Session()), {"nik": "6371015708859001", "happened": "2026-11-20T05:00"})
    wanted = quiet.lead()
    way = Interrupted(Chat(DIALOGUE, Session()), wanted, interludes)
    assert way.lead() == wanted


class Interrupted(Straight):
    """The same way, with officers called in between: before a move, some noise, and how it ends."""

    def __init__(self, chat: Chat, wanted: Answers, interludes: Mapping[int, tuple[list[str], str]]) -> None:
        super().__init__(chat, wanted)
        self.interludes = interludes
        self.moves = 0

    def move(self) -> None:
        self.moves += 1
        free = self.chat.session.known.get("consent") and self.chat.asked != "fruit"  # which offers "Petugas"
        if self.moves in self.interludes and free:
            self.interrupt(*self.interludes[self.moves])
        super().move()

    def interrupt(self, noise: list[str], end: str) -> None:
        """A person is wanted, says something, and the bot is called back or the officer closes."""
        self.chat.send(Said("petugas"))
        self.chat.send(Said("mau tanya sesuatu"))
        assert self.chat.session.known[THREAD] == 7
        for text in noise:
            assert self.chat.send(Said(text)) is None
        self.chat.send(Said(news="closed") if end == "closed" else Said(end))
        assert THREAD not in self.chat.session.known
